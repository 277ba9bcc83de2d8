import type { Reader, SqlRow, SqlValue } from "../../platform/db/database";
import { EventRecord } from "../../platform/db/log/event.entity";
import { tableOf } from "../../platform/db/table";
import { encodeId, idBytes } from "../../platform/ids";
import { ProjectMember, type ProjectRole } from "../projects/projectMember.entity";

const PLACES_AT_ONCE = 200;

/** What is kept of an event that somebody stands behind: not what it tells, which can be long. */
export type EventPlace = Pick<EventRecord, "seq" | "id" | "occurredAt" | "isRestricted">;
const PLACE = `e.seq AS "seq", e.id AS "id", e.occurred_at AS "occurredAt", e.is_restricted AS "isRestricted"`;

function placeOfRow({ seq, id, occurredAt, isRestricted }: SqlRow): EventPlace {
  return {
    seq: Number(seq),
    id: encodeId("evt", id as Uint8Array),
    occurredAt: new Date(Number(occurredAt)),
    isRestricted: Number(isRestricted) === 1,
  };
}

/** An event of a project's log, and the membership of the one who reads it: of one statement, and so of one moment. */
export interface ReadEvent {
  event: EventPlace;
  /** Null for whoever is no member. */
  reader: ReadingMember | null;
}

export interface ReadingMember {
  id: string;
  role: ProjectRole;
}

async function findEvent(
  reader: Reader,
  userId: string,
  condition: string,
  values: SqlValue[],
): Promise<ReadEvent | null> {
  const [row] = await reader.query(
    `SELECT ${PLACE}, m.id AS "memberId", m.role AS "role" FROM events e
     LEFT JOIN project_members m ON m.project_id = e.stream_id AND m.user_id = ? AND m.removed_at IS NULL
     WHERE ${condition} LIMIT 1`,
    [idBytes(userId), ...values],
  );
  return row ? { event: placeOfRow(row), reader: readerOf(row) } : null;
}

/** The newest event of a project's log; a project has one from the start. */
export async function findHead(reader: Reader, projectId: string, userId: string): Promise<ReadEvent | null> {
  return findEvent(
    reader,
    userId,
    "e.stream_id = ? AND e.seq = (SELECT s.last_seq FROM streams s WHERE s.id = e.stream_id)",
    [idBytes(projectId)],
  );
}

/** The newest event of each of a user's projects. */
export async function findHeads(
  reader: Reader,
  userId: string,
): Promise<{ projectId: string; seq: number; id: string }[]> {
  const rows = await reader.query<{ projectId: Uint8Array; seq: number; id: Uint8Array }>(
    `SELECT m.project_id AS "projectId", e.seq AS "seq", e.id AS "id" FROM project_members m
     JOIN streams s ON s.id = m.project_id JOIN events e ON e.stream_id = s.id AND e.seq = s.last_seq
     WHERE m.user_id = ? AND m.removed_at IS NULL`,
    [idBytes(userId)],
  );
  return rows.map(({ projectId, seq, id }) => ({
    projectId: encodeId("prj", projectId),
    seq: Number(seq),
    id: encodeId("evt", id),
  }));
}

/** The event with this number, if the log has one. */
export async function findEventAt(
  reader: Reader,
  projectId: string,
  seq: number,
  userId: string,
): Promise<ReadEvent | null> {
  return findEvent(reader, userId, "e.stream_id = ? AND e.seq = ?", [idBytes(projectId), seq]);
}

/** The events at one number in each of some logs, by the logs' ids. */
export async function findEventsAt(
  reader: Reader,
  places: ReadonlyMap<string, { seq: number }>,
): Promise<Map<string, EventPlace>> {
  const found = new Map<string, EventPlace>();
  const all = [...places];
  for (let at = 0; at < all.length; at += PLACES_AT_ONCE) {
    const some = all.slice(at, at + PLACES_AT_ONCE);
    const ids = new Map(some.map(([streamId]) => [idBytes(streamId).toString("hex"), streamId]));
    const rows = await reader.query(
      `SELECT e.stream_id AS "streamId", ${PLACE} FROM events e WHERE ${some.map(() => "(e.stream_id = ? AND e.seq = ?)").join(" OR ")}`,
      some.flatMap(([streamId, { seq }]) => [idBytes(streamId), seq]),
    );
    for (const row of rows) found.set(ids.get((row["streamId"] as Buffer).toString("hex")) as string, placeOfRow(row));
  }
  return found;
}

/** The newest event that is older than an instant; in a log events are in the order of their time. */
export async function findLastBefore(
  reader: Reader,
  projectId: string,
  instant: number,
  userId: string,
): Promise<ReadEvent | null> {
  if (instant <= 0) return null;
  return findEvent(reader, userId, "e.stream_id = ? AND e.occurred_at < ? ORDER BY e.seq DESC", [
    idBytes(projectId),
    instant,
  ]);
}

/** What comes next in a project's log, and who reads it: of one statement, and so of one moment. */
export interface NextEvents {
  events: EventRecord[];
  reader: ReadingMember | null;
  /** Whether there is such a log. */
  isThere: boolean;
}

export async function nextEvents(
  reader: Reader,
  projectId: string,
  seq: number,
  userId: string,
  limit: number,
): Promise<NextEvents> {
  const table = tableOf(EventRecord);
  const rows = await reader.query(
    `SELECT ${table.select("e")}, m.id AS "memberId", m.role AS "role" FROM streams s
     LEFT JOIN project_members m ON m.project_id = s.id AND m.user_id = ? AND m.removed_at IS NULL
     LEFT JOIN events e ON e.stream_id = s.id AND e.seq > ?
     WHERE s.id = ? ORDER BY e.seq LIMIT ${limit}`,
    [idBytes(userId), seq, idBytes(projectId)],
  );
  const [first] = rows;
  return {
    events: rows.filter((row) => row["seq"] !== null).map((row) => table.read(row)),
    reader: first ? readerOf(first) : null,
    isThere: first !== undefined,
  };
}

function readerOf(row: SqlRow): ReadingMember | null {
  if (row["memberId"] === null) return null;
  return { id: encodeId("mem", row["memberId"] as Uint8Array), role: tableOf(ProjectMember).read(row).role };
}

/** The number of the newest event up to `seq` that every member may see. */
export async function findOpenSeq(reader: Reader, projectId: string, seq: number): Promise<number> {
  const [row] = await reader.query<{ seq: number }>(
    "SELECT seq FROM events WHERE stream_id = ? AND seq <= ? AND is_restricted = 0 ORDER BY seq DESC LIMIT 1",
    [idBytes(projectId), seq],
  );
  return Number(row?.seq ?? 0);
}

/** What happened to a member's rights after `seq`, oldest first; not what happened while they were pending. */
export async function findRightsChanges(
  reader: Reader,
  projectId: string,
  memberId: string,
  seq: number,
): Promise<EventRecord[]> {
  const table = tableOf(EventRecord);
  const rows = await reader.query(
    `SELECT ${table.select("e")} FROM events e
     WHERE e.subject_id = ? AND e.stream_id = ? AND e.seq > ? AND e.is_restricted = 0 ORDER BY e.seq`,
    [memberId, idBytes(projectId), seq],
  );
  return rows.map((row) => table.read(row));
}
