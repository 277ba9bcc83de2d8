import type { Viewer } from "../../platform/auth/viewer";
import type { Clock } from "../../platform/clock";
import type { Tx } from "../../platform/db/database";
import { checkVersion } from "../../platform/db/log/log";
import type { Task } from "./task.entity";
import type { TaskAccess } from "./taskAccess";
import { applyToTask, type Change } from "./tasks.changes";
import type { DeleteTaskInput, RestoreTaskInput } from "./tasks.inputs";
import { findDeletedWith, findDescendants, findTask } from "./tasks.repository";

/** The trash: a task takes its subtasks along, and brings just those back. */
export class TaskTrashService {
  constructor(
    private readonly clock: Clock,
    private readonly tasks: TaskAccess,
  ) {}

  async deleteTask(viewer: Viewer, input: DeleteTaskInput): Promise<Change> {
    return this.tasks.change(viewer, input.id, "deleteTask", input, async (tx, task) => {
      if (task.deletedAt) return { entity: task, seq: tx.lastSeq(task.projectId) };
      await checkVersion(tx, task, input.expectedVersion);
      const patch = { deletedAt: this.clock(), deletedWithId: task.id };
      for (const subtask of (await findDescendants(tx, task.id, true)).flat()) {
        await applyToTask(tx, this.clock, viewer, subtask, patch, "TASK_DELETED");
      }
      return applyToTask(tx, this.clock, viewer, task, patch, "TASK_DELETED");
    });
  }

  async restoreTask(viewer: Viewer, input: RestoreTaskInput): Promise<Change> {
    return this.tasks.change(viewer, input.id, "restoreTask", input, async (tx, task) => {
      if (!task.deletedAt) return { entity: task, seq: tx.lastSeq(task.projectId) };
      const back = { deletedAt: null, deletedWithId: null };
      const together = (await findDeletedWith(tx, task.id)).filter(({ id }) => id !== task.id);
      const coming = new Set([task.id, ...together.map(({ id }) => id)]);
      const restore = async (one: Task) =>
        applyToTask(tx, this.clock, viewer, one, { ...back, ...(await this.freed(tx, one, coming)) }, "TASK_RESTORED");
      const change = await restore(task);
      for (const subtask of together) await restore(subtask);
      return change;
    });
  }

  /** A task whose parent stays in the trash, or is gone from there, comes back as a top-level task. */
  private async freed(tx: Tx, task: Task, coming: ReadonlySet<string>): Promise<Partial<Task>> {
    if (task.parentId === null || coming.has(task.parentId)) return {};
    const parent = await findTask(tx, task.parentId);
    return !parent || parent.deletedAt ? { parentId: null } : {};
  }
}
