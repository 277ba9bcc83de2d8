import { Args, FieldResolver, Resolver, Root } from "type-graphql";
import type { Viewer } from "../../platform/auth/viewer";
import { ForwardArgs } from "../../platform/graphql/connection";
import { CurrentViewer } from "../../platform/graphql/context";
import type { Page } from "../../platform/paging/page";
import { Project } from "../projects/project.entity";
import { Task } from "../tasks/task.entity";
import type { ActivityService } from "./activity.service";
import { ActivityConnection, type ActivityEntry } from "./activity.types";

@Resolver(() => Project)
export class ProjectActivityResolver {
  constructor(private readonly service: ActivityService) {}

  @FieldResolver(() => ActivityConnection, {
    description: "What happened, newest first; kept as long as the project.",
  })
  async activity(
    @CurrentViewer() viewer: Viewer,
    @Root() project: Project,
    @Args() args: ForwardArgs,
  ): Promise<Page<ActivityEntry>> {
    return this.service.ofProject(viewer, project, args);
  }
}

@Resolver(() => Task)
export class TaskActivityResolver {
  constructor(private readonly service: ActivityService) {}

  @FieldResolver(() => ActivityConnection, {
    description:
      "What happened to it and its comments, newest first; kept as long as the task. Of the time when it was in another project, only what the viewer may see there.",
  })
  async activity(
    @CurrentViewer() viewer: Viewer,
    @Root() task: Task,
    @Args() args: ForwardArgs,
  ): Promise<Page<ActivityEntry>> {
    return this.service.ofTask(viewer, task, args);
  }
}
