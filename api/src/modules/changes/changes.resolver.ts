import { Arg, ID, Resolver, Root, Subscription } from "type-graphql";
import { subscribedByModule } from "../../platform/graphql/module";
import type { ProjectStreamItem } from "./changes.service";
import { StreamItem } from "./stream.types";

@Resolver()
export class ChangesResolver {
  @Subscription(() => StreamItem, {
    subscribe: subscribedByModule,
    description:
      "Everything that happens in a project from now on, in order: StreamLive, then a StreamEvent for each change.",
  })
  projectStream(
    @Root() item: ProjectStreamItem,
    @Arg("projectId", () => ID, { description: "Begins with prj_." }) _projectId: string,
  ): ProjectStreamItem {
    return item;
  }
}
