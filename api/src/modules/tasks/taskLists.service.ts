import type { Viewer } from "../../platform/auth/viewer";
import type { Database } from "../../platform/db/database";
import type { Selection } from "../../platform/selection";
import { AppError, badArgument, notFound } from "../../platform/errors";
import type { Cursors } from "../../platform/paging/cursors";
import type { Sql } from "../../platform/paging/keyset";
import type { Page, PageArgs } from "../../platform/paging/page";
import type { Pieces } from "../../platform/paging/pieces";
import type { Project } from "../projects/project.entity";
import type { ProjectAccessContract } from "../projects/projects.contract";
import type { Task } from "./task.entity";
import type { TaskAccess } from "./taskAccess";
import { compileFilter } from "./taskFilter";
import type { TaskFilter } from "./taskFilter.inputs";
import { findTasksByFormerKey } from "./taskFormerKeys.repository";
import { compileOrder } from "./taskOrder";
import type { TaskOrder } from "./taskOrder.inputs";
import type { TaskScope } from "./taskScope";
import { childrenOf, findTaskByNumber, inProject, inScope, pageOfTasks } from "./tasks.repository";
import { isTaskOfUser, tasksOfUser } from "./viewerTasks.repository";

const TASK_KEY = /^([A-Z][A-Z0-9]{1,9})-([1-9]\d{0,8})$/;
const NEWEST_FIRST: TaskOrder[] = [{ field: "CREATED_AT", direction: "DESC" }];
const BY_PLACE: TaskOrder[] = [{ field: "POSITION", direction: "ASC" }];

/** Which tasks of a list, and in which order. */
export interface TaskListArgs extends PageArgs {
  filter?: TaskFilter | null;
  orderBy?: TaskOrder[] | null;
  scope?: TaskScope | null;
}

/** Reading tasks: one, or a page of a list. */
export class TaskListsService {
  constructor(
    private readonly db: Database,
    private readonly cursors: Cursors,
    private readonly projects: ProjectAccessContract,
    private readonly tasks: TaskAccess,
  ) {}

  /** Null when there is none that the viewer may see. */
  async find(viewer: Viewer, id: string, selection: Selection | null = null): Promise<Task | null> {
    return this.tasks.find(this.db.read(viewer), viewer, id, selection);
  }

  /** The task with a key such as ABC-42. @throws AppError NOT_FOUND, or BAD_USER_INPUT with candidates when two have it */
  async byKey(viewer: Viewer, key: string): Promise<Task> {
    const [, projectKey, number] = TASK_KEY.exec(key) ?? [];
    if (!projectKey) throw badArgument("key", "must be a key such as ABC-42.", "key");
    const reader = this.db.read(viewer);
    const projects = await this.projects.findByTaskKey(reader, viewer, projectKey, Number(number));
    const found = await Promise.all(projects.map(({ id }) => findTaskByNumber(reader, id, Number(number))));
    const former = await findTasksByFormerKey(reader, viewer.userId, projectKey, Number(number));
    const named = [...found.filter((task) => task !== null), ...former];
    const tasks = [...new Map(named.map((task) => [task.id, task])).values()];
    if (tasks.length > 1) {
      const fields = [{ path: ["key"], message: "is the key of a task in more than one project.", rule: "ambiguous" }];
      throw new AppError("BAD_USER_INPUT", "This key is a task's in more than one project.", {
        fields,
        candidates: tasks.map(({ id }) => id),
      });
    }
    if (!tasks[0]) throw notFound("The task");
    return tasks[0];
  }

  /** Of a project that the viewer was found to see. */
  async byNumber(viewer: Viewer, project: Project, number: number): Promise<Task | null> {
    return findTaskByNumber(this.db.read(viewer), project.id, number);
  }

  async ofViewer(viewer: Viewer, args: TaskListArgs, selection: Selection): Promise<Page<Task>> {
    const orderBy = args.orderBy?.length ? args.orderBy : NEWEST_FIRST;
    const pieces = tasksOfUser(this.db.read(viewer), viewer.userId);
    const unnamed = hasIndexInOrder(orderBy) ? pieces : pieces.whole;
    const within = namesTasks(args.filter) ? isTaskOfUser(viewer.userId) : unnamed;
    return this.page(viewer, ["viewer", viewer.userId], within, { ...args, orderBy }, NEWEST_FIRST, selection);
  }

  /** Of a project that the viewer was found to see. */
  async ofProject(viewer: Viewer, project: Project, args: TaskListArgs, selection: Selection): Promise<Page<Task>> {
    return this.page(viewer, ["project", project.id], inProject(project.id), args, BY_PLACE, selection);
  }

  /** Of a task that the viewer was found to see. */
  async ofParent(viewer: Viewer, parent: Task, args: TaskListArgs, selection: Selection): Promise<Page<Task>> {
    return this.page(viewer, ["parent", parent.id], childrenOf(parent.id), args, BY_PLACE, selection);
  }

  private async page(
    viewer: Viewer,
    of: string[],
    within: Sql | Pieces,
    args: TaskListArgs,
    defaultOrder: TaskOrder[],
    selection: Selection,
  ): Promise<Page<Task>> {
    const orderBy = args.orderBy?.length ? args.orderBy : defaultOrder;
    const filter = args.filter ? [compileFilter(args.filter)] : [];
    const scope = args.scope ?? "LIVE";
    const where = [...inScope(scope), ...filter];
    return pageOfTasks(
      this.db.read(viewer),
      this.cursors,
      {
        identity: ["tasks", of, args.filter ?? null, orderBy, scope],
        ...("find" in within ? { pieces: within, where } : { where: [within, ...where] }),
        keys: compileOrder(orderBy),
      },
      args,
      selection,
    );
  }
}

/** Whether the tasks of an owner and those of a project have an index each in this order. */
function hasIndexInOrder(orderBy: readonly TaskOrder[]): boolean {
  return orderBy.length === 1 && orderBy.every(({ field }) => field === "CREATED_AT" || field === "UPDATED_AT");
}

/** Whether a filter is of one of those fields whose tasks an index finds, which are few. */
function namesTasks(filter: TaskFilter | null | undefined): boolean {
  return [filter?.id, filter?.projectId, filter?.parentId, filter?.assigneeId].some((field) => field?.eq ?? field?.in);
}
