import type { Reader, SqlValue } from "../../platform/db/database";
import { EventRecord } from "../../platform/db/log/event.entity";
import { tableOf } from "../../platform/db/table";
import { encodeId, idBytes } from "../../platform/ids";
import { ProjectMember, type ProjectRole } from "../projects/projectMember.entity";

/** An event of a project's log, and the membership of the one who reads it: of one statement, and so of one moment. */
export interface ReadEvent {
  event: EventRecord;
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
  const table = tableOf(EventRecord);
  const [row] = await reader.query(
    `SELECT ${table.select("e")}, m.id AS "memberId", m.role AS "role" FROM events e
     LEFT JOIN project_members m ON m.project_id = e.stream_id AND m.user_id = ? AND m.removed_at IS NULL
     WHERE ${condition} LIMIT 1`,
    [idBytes(userId), ...values],
  );
  if (!row) return null;
  const isMember = row["memberId"] !== null;
  const { role } = tableOf(ProjectMember).read(row);
  return {
    event: table.read(row),
    reader: isMember ? { id: encodeId("mem", row["memberId"] as Uint8Array), role } : null,
  };
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

export async function findNextEvent(
  reader: Reader,
  projectId: string,
  seq: number,
  userId: string,
): Promise<ReadEvent | null> {
  return findEvent(reader, userId, "e.stream_id = ? AND e.seq > ? ORDER BY e.seq", [idBytes(projectId), seq]);
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
