import type { Viewer } from "../../platform/auth/viewer";
import type { Clock } from "../../platform/clock";
import type { Done, Tx } from "../../platform/db/database";
import type { FieldChangeRecord } from "../../platform/db/log/event.entity";
import { diffFields } from "../../platform/db/log/log";
import { Task, type TaskStatus } from "./task.entity";
import { TASK_FIELDS, type TaskEventType } from "./tasks.events";

export type Change = Done<Task>;

/** What a change of status does to `completedAt`. */
export function completion(task: Pick<Task, "status" | "completedAt">, status: TaskStatus, now: Date): Date | null {
  return isClosed(status) ? (task.completedAt ?? now) : null;
}

function isClosed(status: TaskStatus): boolean {
  return status === "DONE" || status === "CANCELED";
}

/** Tells the log of one task's change. Answers the project's seq. */
export function emitTask(
  tx: Tx,
  actor: Viewer | null,
  type: TaskEventType,
  task: Task,
  changes: FieldChangeRecord[],
): number {
  return tx.emit({
    streamId: task.projectId,
    type,
    subjectId: task.id,
    subjectVersion: task.version,
    actorId: actor?.userId ?? null,
    changes,
  });
}

/** Stores a patch and its event; when nothing changes, neither. */
export async function applyToTask(
  tx: Tx,
  clock: Clock,
  actor: Viewer | null,
  task: Task,
  patch: Partial<Task>,
  type: TaskEventType,
  more: readonly FieldChangeRecord[] = [],
): Promise<Change> {
  const changes = [...diffFields(task, patch, TASK_FIELDS), ...more];
  if (changes.length === 0) return { entity: task, seq: tx.lastSeq(task.projectId) };
  const stored = { ...patch, updatedAt: clock(), version: task.version + 1 };
  await tx.update(Task, task.id, stored);
  Object.assign(task, stored);
  return { entity: task, seq: emitTask(tx, actor, type, task, changes) };
}
