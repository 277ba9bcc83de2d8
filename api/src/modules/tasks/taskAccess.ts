import type { Viewer } from "../../platform/auth/viewer";
import type { Database, Reader, Tx } from "../../platform/db/database";
import type { Selection } from "../../platform/selection";
import { forbidden, notFound, unavailable } from "../../platform/errors";
import type { Access, ProjectAccessContract } from "../projects/projects.contract";
import type { Task } from "./task.entity";
import type { Change } from "./tasks.changes";
import { canEditTasks } from "./tasks.policy";
import { findTask, findTaskOfMember } from "./tasks.repository";

/** How often a task is followed that goes to another project while its own is being locked. */
const MAX_ATTEMPTS = 5;

/** Who may see and change which task, and the frame of every change to one. */
export class TaskAccess {
  constructor(
    private readonly db: Database,
    private readonly projects: ProjectAccessContract,
  ) {}

  /** Null when there is no such task or the viewer is not in its project: the two look alike. */
  async find(reader: Reader, viewer: Viewer, id: string, selection: Selection | null = null): Promise<Task | null> {
    return findTaskOfMember(reader, id, viewer.userId, selection);
  }

  /** @throws AppError NOT_FOUND */
  async require(reader: Reader, viewer: Viewer, id: string): Promise<Task> {
    const task = await this.find(reader, viewer, id);
    if (!task) throw notFound("The task");
    return task;
  }

  /**
   * Finds the task, locks its project and `more`, finds it again as it is now, asks the policy, and runs the change once.
   * A task may go to another project before the lock is had: then that one is locked too, so that
   * a task that goes to and fro is caught up with.
   */
  async change(
    viewer: Viewer,
    id: string,
    field: string,
    input: { idempotencyKey?: string | null },
    run: (tx: Tx, task: Task, access: Access) => Promise<Change>,
    more: readonly string[] = [],
  ): Promise<Change> {
    let { projectId } = await this.require(this.db.readLatest(), viewer, id);
    const request = { viewerId: viewer.userId, field, input };
    const locked = new Set([projectId, ...more]);
    for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
      const change = await this.db.transact(viewer, { projects: [...locked], once: request }, async (tx) => {
        const [task, home] = await Promise.all([findTask(tx, id), this.projects.find(tx, viewer, projectId)]);
        const isHome = task?.projectId === projectId;
        const access = isHome ? home : task && (await this.projects.find(tx, viewer, task.projectId));
        if (!task || !access) throw notFound("The task");
        if (!locked.has(task.projectId)) {
          projectId = task.projectId;
          locked.add(projectId);
          return null;
        }
        requireEditor(access);
        this.projects.requireOpen(access);
        const made = await tx.once(request, { run: () => run(tx, task, access), replay: async () => task });
        return withProject(made, access);
      });
      if (change) return change;
    }
    throw unavailable("The task is being moved from project to project.");
  }
}

/** What is known of a changed task's project need not be read again; one that went elsewhere is asked where it is. */
export function withProject(change: Change, { project }: Access): Change {
  if (change.entity.projectId === project.id) change.entity.project = project;
  return change;
}

/** @throws AppError FORBIDDEN */
export function requireEditor({ role }: Access): void {
  if (!canEditTasks(role)) throw forbidden("Viewers of a project cannot change its tasks.");
}
