import { placeholders, type Reader, type SqlValue, type Tx } from "../../platform/db/database";
import { tableOf } from "../../platform/db/table";
import { encodeId, idBytes } from "../../platform/ids";
import { Task } from "./task.entity";

async function find(reader: Reader, condition: string, values: readonly SqlValue[]): Promise<Task[]> {
  const table = tableOf(Task);
  const rows = await reader.query(`SELECT ${table.select("t")} FROM tasks t WHERE ${condition}`, values);
  return rows.map((row) => table.read(row));
}

/** The project of the task that has been in the trash the longest, of those put there before an instant. */
export async function findProjectToPurge(reader: Reader, before: Date): Promise<string | null> {
  const [row] = await reader.query<{ projectId: Uint8Array }>(
    `SELECT project_id AS "projectId" FROM tasks WHERE deleted_at < ? ORDER BY deleted_at LIMIT 1`,
    [before.getTime()],
  );
  return row ? encodeId("prj", row.projectId) : null;
}

/** Tasks of a project that were put in the trash before an instant, the oldest first. */
export async function findExpired(reader: Reader, projectId: string, before: Date, limit: number): Promise<Task[]> {
  return find(reader, `t.deleted_at < ? AND t.project_id = ? ORDER BY t.deleted_at LIMIT ${limit}`, [
    before.getTime(),
    idBytes(projectId),
  ]);
}

/** Any tasks of a project. */
export async function findSome(reader: Reader, projectId: string, limit: number): Promise<Task[]> {
  return find(reader, `t.project_id = ? ORDER BY t.number LIMIT ${limit}`, [idBytes(projectId)]);
}

/** Tasks right below these, without these. */
export async function findLeftBehind(reader: Reader, ids: readonly string[]): Promise<Task[]> {
  const purged = new Set(ids);
  const children = await find(reader, `t.parent_id IN (${placeholders(ids.length)})`, ids.map(idBytes));
  return children.filter(({ id }) => !purged.has(id));
}

export async function deleteTasks(tx: Tx, ids: readonly string[]): Promise<void> {
  await tx.execute(`DELETE FROM tasks WHERE id IN (${placeholders(ids.length)})`, ids.map(idBytes));
}
