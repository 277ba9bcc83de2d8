import { placeholders, type Reader, type SqlValue, type Tx } from "../../platform/db/database";
import type { Selection } from "../../platform/selection";
import { planOf } from "../../platform/db/reads/readPlan";
import { tableOf } from "../../platform/db/table";
import { encodeId, idBytes } from "../../platform/ids";
import type { Cursors } from "../../platform/paging/cursors";
import type { SortKey, Sql } from "../../platform/paging/keyset";
import { type Page, type PageArgs, readPage } from "../../platform/paging/page";
import { Task } from "./task.entity";
import type { TaskScope } from "./taskScope";

async function find(reader: Reader, condition: string, values: readonly SqlValue[]): Promise<Task[]> {
  const table = tableOf(Task);
  const rows = await reader.query(`SELECT ${table.select("t")} FROM tasks t WHERE ${condition}`, values);
  return rows.map((row) => table.read(row));
}

/** One in a project of that user's, in the trash too, with what is selected of it. */
export async function findTaskOfMember(
  reader: Reader,
  id: string,
  userId: string,
  selection: Selection | null,
): Promise<Task | null> {
  const plan = planOf(Task, selection, "t");
  const rows = await reader.query(
    `SELECT ${plan.select} FROM tasks t JOIN project_members m ON m.project_id = t.project_id AND m.user_id = ?
     AND m.removed_at IS NULL ${plan.joins} WHERE t.id = ?`,
    [idBytes(userId), idBytes(id)],
  );
  const tasks = plan.read(rows);
  await plan.complete(reader, tasks);
  return tasks[0] ?? null;
}

/** Those in the trash too. */
export async function findTasks(reader: Reader, ids: readonly string[]): Promise<Task[]> {
  return find(reader, `t.id IN (${placeholders(ids.length)})`, ids.map(idBytes));
}

export async function findTask(reader: Reader, id: string): Promise<Task | null> {
  return (await findTasks(reader, [id]))[0] ?? null;
}

export async function findTaskByNumber(reader: Reader, projectId: string, number: number): Promise<Task | null> {
  return (await find(reader, "t.project_id = ? AND t.number = ?", [idBytes(projectId), number]))[0] ?? null;
}

/**
 * The two columns have a value together. The trash is asked for by the one that has an index with the project. What is
 * alive is asked for in a way that no index answers: nearly everything is, and a list that was found by the index of
 * deletedAt, as SQLite would, had to be sorted out of everybody's tasks.
 */
const LIVE = "COALESCE(t.deleted_at, 0) = 0";
const SCOPES: Record<TaskScope, Sql[]> = {
  LIVE: [{ sql: LIVE, values: [] }],
  TRASH: [{ sql: "t.deleted_with_id IS NOT NULL", values: [] }],
  ALL: [],
};

export function inScope(scope: TaskScope): Sql[] {
  return SCOPES[scope];
}

/** The tasks of these projects; their owners are named too, for the index by owner. */
export function inProjects(projects: readonly { projectId: Buffer; ownerId: Buffer }[]): Sql {
  if (projects.length === 0) return { sql: "1 = 0", values: [] };
  const owners = [...new Map(projects.map(({ ownerId }) => [ownerId.toString("hex"), ownerId])).values()];
  return {
    sql: `t.owner_id IN (${placeholders(owners.length)}) AND t.project_id IN (${placeholders(projects.length)})`,
    values: [...owners, ...projects.map(({ projectId }) => projectId)],
  };
}

/** Without its owner, whose tasks by status MariaDB would read and sort for a column of the board. */
export function inProject(projectId: string): Sql {
  return { sql: "t.project_id = ?", values: [idBytes(projectId)] };
}

export function childrenOf(parentId: string): Sql {
  return { sql: "t.parent_id = ?", values: [idBytes(parentId)] };
}

/** As the owner of their project; no change of the tasks themselves that a client would see. */
export async function setTaskOwner(tx: Tx, projectId: string, ownerId: string): Promise<void> {
  await tx.execute("UPDATE tasks SET owner_id = ? WHERE project_id = ?", [idBytes(ownerId), idBytes(projectId)]);
}

/** The live tasks of a project whose numbers are above this one, in their order. */
export async function tasksByNumber(
  reader: Reader,
  projectId: string,
  number: number,
  limit: number,
): Promise<{ id: string; number: number }[]> {
  const rows = await reader.query<{ id: Uint8Array; number: number }>(
    `SELECT t.id, t.number FROM tasks t WHERE t.project_id = ? AND t.number > ? AND ${LIVE} ORDER BY t.number LIMIT ${limit}`,
    [idBytes(projectId), number],
  );
  return rows.map(({ id, number: n }) => ({ id: encodeId("tsk", id), number: Number(n) }));
}

export async function pageOfTasks(
  reader: Reader,
  cursors: Cursors,
  list: { identity: unknown; where: readonly Sql[]; keys: readonly SortKey[]; maxCounted?: number },
  args: PageArgs,
  selection: Selection,
): Promise<Page<Task>> {
  return readPage(reader, cursors, { ...list, plan: planOf(Task, selection, "t"), from: "FROM tasks t" }, args);
}

/** The ids from a task up to its top-level ancestor, the task first. */
export async function findAncestry(reader: Reader, id: string): Promise<string[]> {
  const rows = await reader.query<{ id: Uint8Array }>(
    `WITH RECURSIVE up (id, parent_id, height) AS (
       SELECT id, parent_id, 0 FROM tasks WHERE id = ?
       UNION ALL SELECT t.id, t.parent_id, up.height + 1 FROM tasks t JOIN up ON t.id = up.parent_id
     ) SELECT id FROM up ORDER BY height`,
    [idBytes(id)],
  );
  return rows.map((row) => encodeId("tsk", row.id));
}

/** How many tasks there are in the tree below a task and itself, those in the trash too. */
export async function countTree(reader: Reader, id: string): Promise<number> {
  const [row] = await reader.query<{ n: number }>(
    `WITH RECURSIVE down (id) AS (
       SELECT id FROM tasks WHERE id = ?
       UNION ALL SELECT t.id FROM tasks t JOIN down ON t.parent_id = down.id
     ) SELECT COUNT(*) AS n FROM down`,
    [idBytes(id)],
  );
  return Number(row?.n);
}

/** The tasks below a task, level by level; without what is in the trash, and what is below that, when `isLive`. */
export async function findDescendants(reader: Reader, id: string, isLive: boolean): Promise<Task[][]> {
  const levels: Task[][] = [];
  for (let parents = [idBytes(id)]; parents.length > 0;) {
    const level = await find(
      reader,
      `${isLive ? `${LIVE} AND` : ""} t.parent_id IN (${placeholders(parents.length)})`,
      parents,
    );
    if (level.length > 0) levels.push(level);
    parents = level.map((task) => idBytes(task.id));
  }
  return levels;
}

/** The tasks that went to the trash with a task, itself included. */
export async function findDeletedWith(reader: Reader, id: string): Promise<Task[]> {
  return find(reader, "t.deleted_with_id = ?", [idBytes(id)]);
}

/** What went to the trash with one of these tasks, but stays in the project that they have left, is there by itself. */
export async function detachTrash(tx: Tx, projectId: string, gone: readonly Task[]): Promise<void> {
  const ids = gone.filter(({ deletedAt }) => deletedAt !== null).map(({ id }) => idBytes(id));
  if (ids.length === 0) return;
  await tx.execute(
    `UPDATE tasks SET deleted_with_id = id WHERE project_id = ? AND deleted_with_id IN (${placeholders(ids.length)})`,
    [idBytes(projectId), ...ids],
  );
}
