import type { Clock } from "../../platform/clock";
import type { Database, Tx } from "../../platform/db/database";
import type { Task } from "./task.entity";
import { deleteTasks, findExpired, findLeftBehind, findProjectToPurge, findSome } from "./taskPurge.repository";
import { applyToTask, emitTask } from "./tasks.changes";
import type { TaskPurgeHook } from "./tasks.contract";
import { findDeletedWith } from "./tasks.repository";

/** Tasks purged in one transaction, and the rest of the tree that the last of them went to the trash with. */
const BATCH = 100;

/** Deletes tasks for good, with all that hangs on them. */
export class TaskPurgeService {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly retentionMs: number,
    private readonly hooks: readonly TaskPurgeHook[],
  ) {}

  /** Purges a batch of what has been in the trash for as long as it stays there, of one project. */
  async purgeTrash(): Promise<{ isMore: boolean }> {
    const before = new Date(this.clock().getTime() - this.retentionMs);
    const projectId = await findProjectToPurge(this.db.readLatest(), before);
    if (projectId === null) return { isMore: false };
    await this.db.transact(null, { projects: [projectId] }, async (tx) => {
      const tasks = await this.withTheirTrees(tx, projectId, await findExpired(tx, projectId, before, BATCH));
      if (tasks.length === 0) return;
      for (const task of tasks) {
        task.version += 1;
        emitTask(tx, null, "TASK_PURGED", task, []);
      }
      await this.freeLeftBehind(tx, tasks);
      await this.delete(tx, tasks);
    });
    return { isMore: true };
  }

  /** Deletes up to `limit` tasks of a project that is purged itself, its log with it: nothing is told. */
  async purgeOfProject(tx: Tx, projectId: string, limit: number): Promise<number> {
    const tasks = await findSome(tx, projectId, limit);
    if (tasks.length > 0) await this.delete(tx, tasks);
    return tasks.length;
  }

  private async delete(tx: Tx, tasks: readonly Task[]): Promise<void> {
    const ids = tasks.map(({ id }) => id);
    for (const hook of this.hooks) await hook(tx, ids);
    await deleteTasks(tx, ids);
  }

  /** What went to the trash together goes together, however many batches there are. */
  private async withTheirTrees(tx: Tx, projectId: string, expired: readonly Task[]): Promise<Task[]> {
    const purged = new Map<string, Task>();
    for (const task of expired) {
      if (purged.has(task.id)) continue;
      const together = task.deletedWithId === null ? [] : await findDeletedWith(tx, task.deletedWithId);
      for (const one of [task, ...together]) if (one.projectId === projectId) purged.set(one.id, one);
    }
    return [...purged.values()];
  }

  /**
   * No task is under one that is gone. Deleting takes all living subtasks along and restoring one alone frees it, so
   * there is nobody to free but a subtask in the trash that went there later.
   */
  private async freeLeftBehind(tx: Tx, purged: readonly Task[]): Promise<void> {
    const children = await findLeftBehind(
      tx,
      purged.map(({ id }) => id),
    );
    for (const child of children) await applyToTask(tx, this.clock, null, child, { parentId: null }, "TASK_UPDATED");
  }
}
