import { Arg, Ctx, ID, Resolver, Root, Subscription } from "type-graphql";
import type { Context } from "../../platform/graphql/context";
import { subscribedByModule } from "../../platform/graphql/module";
import { Task } from "./task.entity";

@Resolver()
export class TaskUpdatesResolver {
  @Subscription(() => Task, {
    subscribe: subscribedByModule,
    description:
      "The task now, then its latest state after changes; not every step. A trashed one comes with deletedAt; it ends when the task is no longer to be seen.",
  })
  async taskUpdated(
    @Root() { taskId }: { taskId: string },
    @Ctx() { loaders }: Context,
    @Arg("id", () => ID, { description: "Begins with tsk_." }) _id: string,
  ): Promise<Task | null> {
    return loaders.taskById.load(taskId);
  }
}
