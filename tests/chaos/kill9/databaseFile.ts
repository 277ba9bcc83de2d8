import { copyFileSync, existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Database from "libsql";
import { TypeID } from "typeid-js";
import { databaseIn } from "../../support/startApi";

interface TaskRow {
  id: string;
  projectId: string;
  number: number;
  title: string;
  position: string;
  version: number;
  labels: number;
}

interface EventRow {
  streamId: string;
  seq: number;
  type: string;
  subjectId: string;
  subjectVersion: number;
}

/** What the database holds that this test is about; ids as hex. */
export interface Facts {
  integrity: string;
  tasks: TaskRow[];
  events: EventRow[];
  streams: { id: string; lastSeq: number }[];
  projects: { id: string; lastTaskNumber: number }[];
  /** Ids of the tasks that idempotency keys stand for. */
  keyed: string[];
}

const SQL = {
  tasks: `SELECT lower(hex(t.id)) AS id, lower(hex(t.project_id)) AS projectId, t.number, t.title, t.position, t.version,
            (SELECT COUNT(*) FROM task_labels l WHERE l.task_id = t.id) AS labels FROM tasks t`,
  events: `SELECT lower(hex(stream_id)) AS streamId, seq, type, subject_id AS subjectId, subject_version AS subjectVersion
           FROM events ORDER BY stream_id, seq`,
  streams: "SELECT lower(hex(id)) AS id, last_seq AS lastSeq FROM streams",
  projects: "SELECT lower(hex(id)) AS id, last_task_number AS lastTaskNumber FROM projects",
  keyed: "SELECT entity_id AS entityId FROM idempotency_keys WHERE field = 'createTask'",
};

/** Reads the database in `dataDir`, beside a server or without one. */
export function readFacts(dataDir: string): Facts {
  const database = new Database(databaseIn(dataDir), { readonly: true });
  try {
    const all = <Row>(sql: string) => database.prepare(sql).all() as Row[];
    // One transaction, or the tasks and their events would be read at two moments.
    database.exec("BEGIN");
    return {
      integrity: all<{ integrity_check: string }>("PRAGMA integrity_check")
        .map((row) => row.integrity_check)
        .join("; "),
      tasks: all<TaskRow>(SQL.tasks),
      events: all<EventRow>(SQL.events).map((event) => ({ ...event, subjectId: hexOf(event.subjectId) })),
      streams: all(SQL.streams),
      projects: all(SQL.projects),
      keyed: all<{ entityId: string }>(SQL.keyed).map(({ entityId }) => hexOf(entityId)),
    };
  } finally {
    database.close();
  }
}

/** Reads what a crash left, without touching it: opening a database recovers it. */
export function readCrashed(dataDir: string): Facts {
  return readCopy(dataDir, readFacts);
}

/** Reads a copy of the database in `dataDir`. */
export function readCopy<Read>(dataDir: string, read: (dataDir: string) => Read): Read {
  const copy = mkdtempSync(join(tmpdir(), "taskflow-crashed-"));
  try {
    for (const suffix of ["", "-wal"]) {
      const file = `${databaseIn(dataDir)}${suffix}`;
      if (existsSync(file)) copyFileSync(file, `${databaseIn(copy)}${suffix}`);
    }
    return read(copy);
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
}

/** The bytes of an id as the API writes it. */
export function hexOf(id: string): string {
  return TypeID.fromString(id).toUUID().replaceAll("-", "");
}
