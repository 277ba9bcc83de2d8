import { placeholders, type Reader } from "../../platform/db/database";
import { planOf } from "../../platform/db/reads/readPlan";
import { EventRecord } from "../../platform/db/log/event.entity";
import { tableOf } from "../../platform/db/table";
import { ROLE_CODES } from "../projects/projectMember.entity";
import { idBytes } from "../../platform/ids";
import type { Cursors } from "../../platform/paging/cursors";
import { allOf, type SortKey, type Sql } from "../../platform/paging/keyset";
import { type Page, type PageArgs, readPage } from "../../platform/paging/page";

/**
 * That the event `e` is one of a project's log that this user may see, by their role of now. A user's own log is no
 * project's. The value of a subquery, of one row at most: MariaDB may make a join of EXISTS, which begins with the
 * user's projects, reads the whole log of each, and sorts what it finds.
 */
function visibleTo(userId: string): Sql {
  return {
    sql: `1 = (SELECT CASE WHEN e.is_restricted = 0 OR m.role IN (${ROLE_CODES.OWNER}, ${ROLE_CODES.ADMIN}) THEN 1 END
      FROM project_members m WHERE m.project_id = e.stream_id AND m.user_id = ? AND m.removed_at IS NULL)`,
    values: [idBytes(userId)],
  };
}

export async function findVisibleEvents(
  reader: Reader,
  userId: string,
  ids: readonly string[],
): Promise<EventRecord[]> {
  const table = tableOf(EventRecord);
  const where = allOf([{ sql: `e.id IN (${placeholders(ids.length)})`, values: ids.map(idBytes) }, visibleTo(userId)]);
  const rows = await reader.query(`SELECT ${table.select("e")} FROM events e WHERE ${where.sql}`, where.values);
  return rows.map((row) => table.read(row));
}

/** What happened in a project, by the numbers of its log. */
export async function pageOfProjectEvents(
  reader: Reader,
  cursors: Cursors,
  userId: string,
  projectId: string,
  args: PageArgs,
): Promise<Page<EventRecord>> {
  const list = { name: "project activity", of: projectId, column: "stream_id" } as const;
  return page(reader, cursors, userId, list, [{ column: "e.seq", direction: "DESC" }], args);
}

/**
 * What happened to a task and its comments. It may stand in the logs of several projects, whose numbers have
 * nothing to do with each other: so it goes by time, and where that is the same by id, which grows within a
 * process. Two servers whose clocks differ can thus show two changes of one moment the wrong way round.
 */
export async function pageOfTaskEvents(
  reader: Reader,
  cursors: Cursors,
  userId: string,
  taskId: string,
  args: PageArgs,
): Promise<Page<EventRecord>> {
  const list = { name: "task activity", of: taskId, column: "task_id" } as const;
  const keys: SortKey[] = [
    { column: "e.occurred_at", direction: "DESC" },
    { column: "e.id", direction: "DESC" },
  ];
  return page(reader, cursors, userId, list, keys, args);
}

async function page(
  reader: Reader,
  cursors: Cursors,
  userId: string,
  list: { name: string; of: string; column: "stream_id" | "task_id" },
  keys: readonly SortKey[],
  args: PageArgs,
): Promise<Page<EventRecord>> {
  return readPage(
    reader,
    cursors,
    {
      identity: [list.name, list.of],
      plan: planOf(EventRecord, null, "e"),
      from: "FROM events e",
      where: [{ sql: `e.${list.column} = ?`, values: [idBytes(list.of)] }, visibleTo(userId)],
      keys,
    },
    args,
  );
}
