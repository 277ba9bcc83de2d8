import type { Connection, RowDataPacket } from "mysql2/promise";
import { type Facts, hexOf } from "../kill9/databaseFile";

const SQL = {
  tasks: `SELECT LOWER(HEX(t.id)) AS id, LOWER(HEX(t.project_id)) AS projectId, t.number, t.title, t.position, t.version,
            (SELECT COUNT(*) FROM task_labels l WHERE l.task_id = t.id) AS labels FROM tasks t`,
  events: `SELECT LOWER(HEX(stream_id)) AS streamId, seq, type, subject_id AS subjectId, subject_version AS subjectVersion
           FROM events ORDER BY stream_id, seq`,
  streams: "SELECT LOWER(HEX(id)) AS id, last_seq AS lastSeq FROM streams",
  projects: "SELECT LOWER(HEX(id)) AS id, last_task_number AS lastTaskNumber FROM projects",
  keyed: "SELECT entity_id AS entityId FROM idempotency_keys WHERE field = 'createTask'",
};

/** What a server holds that nobody writes to any more. */
export async function readFactsOf(connection: Connection): Promise<Facts> {
  const all = async <Row>(sql: string) => (await connection.query<RowDataPacket[]>(sql))[0] as Row[];
  const events = await all<Facts["events"][number]>(SQL.events);
  const keyed = await all<{ entityId: string }>(SQL.keyed);
  return {
    integrity: "ok",
    tasks: await all(SQL.tasks),
    events: events.map((event) => ({ ...event, subjectId: hexOf(event.subjectId) })),
    streams: await all(SQL.streams),
    projects: await all(SQL.projects),
    keyed: keyed.map(({ entityId }) => hexOf(entityId)),
  };
}
