import type { Reader } from "../../platform/db/database";
import { EventRecord } from "../../platform/db/log/event.entity";
import { tableOf } from "../../platform/db/table";
import { encodeId, idBytes } from "../../platform/ids";

/** The newest event of a project's log; a project has one from the start. */
export async function findHead(reader: Reader, projectId: string): Promise<{ seq: number; id: string } | null> {
  const [row] = await reader.query<{ seq: number; id: Uint8Array }>(
    "SELECT e.seq, e.id FROM streams s JOIN events e ON e.stream_id = s.id AND e.seq = s.last_seq WHERE s.id = ?",
    [idBytes(projectId)],
  );
  return row ? { seq: Number(row.seq), id: encodeId("evt", row.id) } : null;
}

/** The event after `seq`, and whether this user is a member: in one statement, and so as of one moment. */
export async function findNextEvent(
  reader: Reader,
  projectId: string,
  seq: number,
  userId: string,
): Promise<{ event: EventRecord; isMember: boolean } | null> {
  const table = tableOf(EventRecord);
  const [row] = await reader.query(
    `SELECT ${table.select("e")}, m.id AS "memberId" FROM events e
     LEFT JOIN project_members m ON m.project_id = e.stream_id AND m.user_id = ? AND m.removed_at IS NULL
     WHERE e.stream_id = ? AND e.seq > ? ORDER BY e.seq LIMIT 1`,
    [idBytes(userId), idBytes(projectId), seq],
  );
  return row ? { event: table.read(row), isMember: row["memberId"] !== null } : null;
}
