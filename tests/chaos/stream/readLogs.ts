import type { Connection, RowDataPacket } from "mysql2/promise";
import { TypeID } from "typeid-js";
import { hexOf } from "../kill9/databaseFile";
import type { Log, LogEvent } from "./record";

const EVENTS = `SELECT seq, type, subject_id AS subjectId, subject_version AS subjectVersion, actor_id AS actorId,
    occurred_at AS occurredAt, is_restricted AS isRestricted,
    CASE WHEN type LIKE 'MEMBER%' THEN changes END AS changes
  FROM events WHERE stream_id = UNHEX(?) ORDER BY seq`;
const TASKS = "SELECT id, version FROM tasks WHERE project_id = UNHEX(?) AND deleted_at IS NULL";
const HEAD = "SELECT last_seq AS lastSeq FROM streams WHERE id = UNHEX(?)";

interface EventRow extends Omit<LogEvent, "actorId" | "isRestricted" | "rights"> {
  actorId: Buffer | null;
  isRestricted: number;
  changes: string | Change[] | null;
}

interface Change {
  field: string;
  after: string | null;
}

/** Reads a project's log, and what it has led to, from a server that nobody writes to any more. */
export async function readLog(connection: Connection, projectId: string, ownerId: string): Promise<Log> {
  const all = async <Row>(sql: string) =>
    (await connection.query<RowDataPacket[]>(sql, [hexOf(projectId)]))[0] as unknown as Row[];
  const rows = await all<EventRow>(EVENTS);
  const tasks = await all<{ id: Buffer; version: number }>(TASKS);
  const [head] = await all<{ lastSeq: number }>(HEAD);
  const userOf = new Map<string, string>();
  return {
    projectId,
    ownerId,
    lastSeq: head?.lastSeq ?? 0,
    tasks: new Map(tasks.map(({ id, version }) => [idOf("tsk", id), version])),
    events: rows.map(({ changes, actorId, isRestricted, occurredAt, ...event }) => ({
      ...event,
      occurredAt: Number(occurredAt),
      actorId: actorId && idOf("usr", actorId),
      isRestricted: Boolean(isRestricted),
      rights: rightsOf(event.subjectId, changes, userOf),
    })),
  };
}

/** Whom a member is, only the event tells that adds them. */
function rightsOf(memberId: string, changes: EventRow["changes"], userOf: Map<string, string>): LogEvent["rights"] {
  const all = typeof changes === "string" ? (JSON.parse(changes) as Change[]) : (changes ?? []);
  const user = all.find(({ field }) => field === "user")?.after;
  if (user) userOf.set(memberId, user);
  const role = all.find(({ field }) => field === "role");
  const userId = userOf.get(memberId);
  return role && userId !== undefined ? { userId, role: role.after } : null;
}

function idOf(prefix: string, bytes: Buffer): string {
  return TypeID.fromUUIDBytes(prefix, new Uint8Array(bytes)).toString();
}
