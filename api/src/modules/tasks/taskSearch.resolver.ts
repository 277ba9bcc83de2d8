import { Args, Query, Resolver } from "type-graphql";
import type { Viewer } from "../../platform/auth/viewer";
import type { Selection } from "../../platform/selection";
import { CurrentViewer } from "../../platform/graphql/context";
import { SelectedNodes } from "../../platform/graphql/selection";
import type { TaskSearchService } from "./taskSearch.service";
import { SearchArgs, TaskSearchConnection, type TaskSearchPage } from "./taskSearch.types";

@Resolver()
export class TaskSearchResolver {
  constructor(private readonly service: TaskSearchService) {}

  @Query(() => TaskSearchConnection, {
    nullable: true,
    description:
      "Tasks of the viewer's projects with all the words in title or description, each as the beginning of a word, without regard to case and accents; the newest change first. Not those in the trash, nor those of projects that are archived or in the trash.",
  })
  async search(
    @CurrentViewer() viewer: Viewer,
    @Args() args: SearchArgs,
    // What snippets are made of, besides.
    @SelectedNodes("title", "description") selection: Selection,
  ): Promise<TaskSearchPage> {
    return this.service.search(viewer, args, selection);
  }
}
