import { placeholders, type Reader, type SqlValue } from "../../platform/db/database";
import type { Sql } from "../../platform/paging/keyset";
import { endOfPrefix } from "../../platform/words";

const BEGINS = "w.word >= ? AND w.word < ?";
const bounds = (prefix: string): SqlValue[] => [prefix, endOfPrefix(prefix)];

/** How many words of tasks of these projects begin with a prefix; no more than `most` are counted. */
export async function countWords(
  reader: Reader,
  projectIds: readonly Buffer[],
  prefix: string,
  most: number,
): Promise<number> {
  const found = `SELECT 1 FROM task_words w WHERE w.project_id IN (${placeholders(projectIds.length)}) AND ${BEGINS}`;
  const [row] = await reader.query<{ n: number }>(`SELECT COUNT(*) AS n FROM (${found} LIMIT ${most}) AS found`, [
    ...projectIds,
    ...bounds(prefix),
  ]);
  return Number(row?.n);
}

/** The tasks of these projects with a word that begins so: found from the words. */
export function isAmong(projectIds: readonly Buffer[], prefix: string): Sql {
  return {
    sql: `t.id IN (SELECT w.task_id FROM task_words w WHERE w.project_id IN (${placeholders(projectIds.length)}) AND ${BEGINS})`,
    values: [...projectIds, ...bounds(prefix)],
  };
}

/** Whether a task has a word that begins so: asked of each task. */
export function hasWord(prefix: string): Sql {
  return {
    sql: `EXISTS (SELECT 1 FROM task_words w WHERE w.task_id = t.id AND ${BEGINS})`,
    values: bounds(prefix),
  };
}
