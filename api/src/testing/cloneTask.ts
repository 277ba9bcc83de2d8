import { Task } from "../modules/tasks/task.entity";
import { tableOf } from "../platform/db/table";
import { idBytes, newId } from "../platform/ids";
import type { TestApp } from "./testApp";

const ROWS_PER_INSERT = 1_000;

/** Rows like that of one task, without events: through the API thousands would take a minute. Answers their ids. */
export async function cloneTask(
  { app }: TestApp,
  id: string,
  count: number,
  fields: Partial<Task> = {},
): Promise<string[]> {
  const table = tableOf(Task);
  const [row] = await app.db
    .readLatest()
    .query(`SELECT ${table.select("t")} FROM tasks t WHERE t.id = ?`, [idBytes(id)]);
  const [last] = await app.db.readLatest().query<{ number: number }>("SELECT MAX(number) AS number FROM tasks");
  const ids: string[] = [];
  while (ids.length < count) {
    const clones = Array.from({ length: Math.min(ROWS_PER_INSERT, count - ids.length) }, (_, i) => ({
      ...table.read(row as Record<string, unknown>),
      ...fields,
      id: newId("tsk"),
      // Far from the numbers that the project gives.
      number: 100_000 + Number(last?.number) + ids.length + i,
    }));
    await app.db.transact(null, {}, (tx) => tx.insert(Task, clones));
    ids.push(...clones.map((clone) => clone.id));
  }
  return ids;
}
