import { placeholders, type Reader, type SqlValue, type Tx } from "../../platform/db/database";
import { planOf } from "../../platform/db/reads/readPlan";
import type { Selection } from "../../platform/selection";
import { tableOf } from "../../platform/db/table";
import { encodeId, idBytes } from "../../platform/ids";
import type { Cursors } from "../../platform/paging/cursors";
import { type Page, type PageArgs, readPage } from "../../platform/paging/page";
import { Comment } from "./comment.entity";

/** Deleted ones too. */
export async function findComments(reader: Reader, ids: readonly string[]): Promise<Comment[]> {
  const table = tableOf(Comment);
  const rows = await reader.query(
    `SELECT ${table.select("c")} FROM comments c WHERE c.id IN (${placeholders(ids.length)})`,
    ids.map(idBytes),
  );
  return rows.map((row) => table.read(row));
}

export async function findComment(reader: Reader, id: string): Promise<Comment | null> {
  return (await findComments(reader, [id]))[0] ?? null;
}

/** Oldest first, deleted ones in their places. */
export async function pageOfComments(
  reader: Reader,
  cursors: Cursors,
  taskId: string,
  args: PageArgs,
  selection: Selection,
): Promise<Page<Comment>> {
  return readPage(
    reader,
    cursors,
    {
      identity: ["comments", taskId],
      plan: planOf(Comment, selection, "c"),
      from: "FROM comments c",
      where: [{ sql: "c.task_id = ?", values: [idBytes(taskId)] }],
      keys: [
        { column: "c.created_at", direction: "ASC" },
        { column: "c.id", direction: "ASC" },
      ],
    },
    args,
  );
}

/** Deletes the rows of all comments on these tasks; answers the ids that they had. */
export async function removeCommentsOfTasks(tx: Tx, taskIds: readonly string[]): Promise<string[]> {
  if (taskIds.length === 0) return [];
  const condition = `task_id IN (${placeholders(taskIds.length)})`;
  const values: SqlValue[] = taskIds.map(idBytes);
  const rows = await tx.query<{ id: Uint8Array }>(`SELECT id FROM comments WHERE ${condition}`, values);
  await tx.execute(`DELETE FROM comments WHERE ${condition}`, values);
  return rows.map(({ id }) => encodeId("cmt", id));
}
