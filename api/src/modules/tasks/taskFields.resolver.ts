import { Arg, Args, Ctx, FieldResolver, Int, Resolver, Root } from "type-graphql";
import type { Viewer } from "../../platform/auth/viewer";
import type { Selection } from "../../platform/selection";
import { type Context, CurrentViewer } from "../../platform/graphql/context";
import { SelectedNodes } from "../../platform/graphql/selection";
import type { Page } from "../../platform/paging/page";
import { Project } from "../projects/project.entity";
import { isReadOnly } from "../projects/projects.contract";
import { User } from "../users/user.entity";
import { Task } from "./task.entity";
import type { TaskListsService } from "./taskLists.service";
import { SubtasksArgs, TasksArgs } from "./tasks.args";
import { TaskConnection } from "./tasks.connection";
import { canEditTasks } from "./tasks.policy";

/** What hangs on a task. */
@Resolver(() => Task)
export class TaskFieldsResolver {
  constructor(private readonly lists: TaskListsService) {}

  @FieldResolver(() => String, {
    description: "Such as ABC-42: the project's key and the number; changes with the project and with its key.",
  })
  async key(@Root() task: Task, @Ctx() { loaders }: Context): Promise<string> {
    const project = await loaders.projectById.load(task.projectId);
    return `${project?.key}-${task.number}`;
  }

  @FieldResolver(() => [String], { description: "Earlier keys; task(key:) still finds it by them." })
  async previousKeys(@Root() task: Task, @Ctx() context: Context): Promise<string[]> {
    const { loaders } = context;
    const [here, elsewhere] = await Promise.all([
      loaders.formerKeysByProject.load(task.projectId),
      loaders.formerKeysByTask.load(task.id),
    ]);
    const keys = [
      ...here.filter(({ lastTaskNumber }) => task.number <= lastTaskNumber).map(({ key }) => `${key}-${task.number}`),
      ...elsewhere.map(({ key, number }) => `${key}-${number}`),
    ];
    const current = await this.key(task, context);
    return [...new Set(keys)].filter((key) => key !== current);
  }

  @FieldResolver(() => Project, { description: "Where." })
  async project(@Root() task: Task, @Ctx() { loaders }: Context): Promise<Project | null> {
    return loaders.projectById.load(task.projectId);
  }

  @FieldResolver(() => User, { nullable: true, description: "Who is to do it; null when nobody is." })
  async assignee(@Root() task: Task, @Ctx() { loaders }: Context): Promise<User | null> {
    return task.assigneeId === null ? null : loaders.userById.load(task.assigneeId);
  }

  @FieldResolver(() => User, { description: "Who made it." })
  async creator(@Root() task: Task, @Ctx() { loaders }: Context): Promise<User | null> {
    return loaders.userById.load(task.creatorId);
  }

  @FieldResolver(() => Task, { nullable: true, description: "The task above it; null on a top-level task." })
  async parent(@Root() task: Task, @Ctx() { loaders }: Context): Promise<Task | null> {
    return task.parentId === null ? null : loaders.taskById.load(task.parentId);
  }

  @FieldResolver(() => TaskConnection, {
    description: "Direct subtasks, without the trash; by default in position order.",
  })
  async subtasks(
    @CurrentViewer() viewer: Viewer,
    @Root() task: Task,
    @Args() args: SubtasksArgs,
    @SelectedNodes() selection: Selection,
  ): Promise<Page<Task>> {
    return this.lists.ofParent(viewer, task, args, selection);
  }

  @FieldResolver(() => Boolean, {
    description: "Whether the viewer may change it; false where the project is archived or in the trash.",
  })
  async viewerCanEdit(@Root() task: Task, @Ctx() { loaders }: Context): Promise<boolean> {
    const [membership, project] = await Promise.all([
      loaders.membershipByProject.load(task.projectId),
      loaders.projectById.load(task.projectId),
    ]);
    return membership !== null && project !== null && canEditTasks(membership.role) && !isReadOnly(project);
  }
}

/** The tasks of a project. */
@Resolver(() => Project)
export class ProjectTasksResolver {
  constructor(private readonly lists: TaskListsService) {}

  @FieldResolver(() => TaskConnection, {
    description: "Tasks of the project; by default in position order.",
  })
  async tasks(
    @CurrentViewer() viewer: Viewer,
    @Root() project: Project,
    @Args() args: TasksArgs,
    @SelectedNodes() selection: Selection,
  ): Promise<Page<Task>> {
    return this.lists.ofProject(viewer, project, args, selection);
  }

  @FieldResolver(() => Task, { nullable: true, description: "The task of that number; null when there is none." })
  async task(
    @CurrentViewer() viewer: Viewer,
    @Root() project: Project,
    @Arg("number", () => Int, { description: "From 1." }) number: number,
  ): Promise<Task | null> {
    return this.lists.byNumber(viewer, project, number);
  }
}
