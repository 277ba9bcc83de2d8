import { placeholders, type Reader, type Tx } from "../../platform/db/database";
import { tableOf } from "../../platform/db/table";
import { idBytes } from "../../platform/ids";
import { Task } from "./task.entity";
import { TaskFormerKey } from "./taskFormerKey.entity";

/** The keys that these tasks had in projects that they have left. */
export async function findFormerKeysOfTasks(reader: Reader, taskIds: readonly string[]): Promise<TaskFormerKey[]> {
  const table = tableOf(TaskFormerKey);
  const rows = await reader.query(
    `SELECT ${table.select("k")} FROM task_former_keys k WHERE k.task_id IN (${placeholders(taskIds.length)})
     ORDER BY k.short_key, k.number`,
    taskIds.map(idBytes),
  );
  return rows.map((row) => table.read(row));
}

/** The tasks of a user's projects that had this key before they came there. */
export async function findTasksByFormerKey(
  reader: Reader,
  userId: string,
  key: string,
  number: number,
): Promise<Task[]> {
  const table = tableOf(Task);
  const rows = await reader.query(
    `SELECT ${table.select("t")} FROM project_members m
     JOIN task_former_keys k ON k.project_id = m.project_id AND k.short_key = ? AND k.number = ?
     JOIN tasks t ON t.id = k.task_id
     WHERE m.user_id = ? AND m.removed_at IS NULL`,
    [key, number, idBytes(userId)],
  );
  return rows.map((row) => table.read(row));
}

/** Keeps what tasks that go to a project were called until now; what they were called before comes along. */
export async function keepFormerKeys(
  tx: Tx,
  tasks: readonly Task[],
  keysOf: (task: Task) => string[],
  projectId: string,
): Promise<void> {
  const ids = tasks.map(({ id }) => id);
  const known = new Set((await findFormerKeysOfTasks(tx, ids)).map(nameOf));
  await tx.execute(`UPDATE task_former_keys SET project_id = ? WHERE task_id IN (${placeholders(ids.length)})`, [
    idBytes(projectId),
    ...ids.map(idBytes),
  ]);
  const rows = tasks.flatMap((task) =>
    keysOf(task).map((key) => ({ taskId: task.id, key, number: task.number, projectId })),
  );
  await tx.insert(
    TaskFormerKey,
    rows.filter((row) => !known.has(nameOf(row))),
  );
}

/** Forgets the former keys of tasks that are purged. */
export async function deleteFormerKeysOfTasks(tx: Tx, taskIds: readonly string[]): Promise<void> {
  await tx.execute(
    `DELETE FROM task_former_keys WHERE task_id IN (${placeholders(taskIds.length)})`,
    taskIds.map(idBytes),
  );
}

function nameOf({ taskId, key, number }: Pick<TaskFormerKey, "taskId" | "key" | "number">): string {
  return `${taskId} ${key}-${number}`;
}
