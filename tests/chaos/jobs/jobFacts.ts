import Database from "libsql";
import { databaseIn } from "../../support/startApi";
import { hexOf } from "../kill9/databaseFile";

/** What the database holds that this test is about; ids as hex. */
export interface JobFacts {
  integrity: string;
  tasks: { id: string; isTrashed: number; parentId: string | null }[];
  /** Of tasks, in the order of their logs. */
  events: { type: string; subjectId: string }[];
  /** Logs whose events are not 1, 2, 3 … up to their head. */
  brokenLogs: string[];
  /** Labels of tasks that are not there. */
  orphanedLabels: number;
  jobs: { id: string; attempts: number; leasedUntil: number | null; isFailed: number }[];
  /** Events whose jobs are not made yet. */
  waiting: number;
}

const SQL = {
  tasks: `SELECT lower(hex(id)) AS id, deleted_at IS NOT NULL AS isTrashed, lower(hex(parent_id)) AS parentId FROM tasks`,
  events: "SELECT type, subject_id AS subjectId FROM events WHERE type LIKE 'TASK%' ORDER BY stream_id, seq",
  brokenLogs: `SELECT lower(hex(s.id)) AS id FROM streams s LEFT JOIN events e ON e.stream_id = s.id
               GROUP BY s.id HAVING COUNT(e.seq) <> s.last_seq OR COALESCE(MAX(e.seq), 0) <> s.last_seq`,
  orphanedLabels: "SELECT COUNT(*) AS n FROM task_labels WHERE task_id NOT IN (SELECT id FROM tasks)",
  jobs: `SELECT id, attempts, leased_until AS leasedUntil, failed_at IS NOT NULL AS isFailed FROM jobs`,
  waiting: "SELECT COUNT(*) AS n FROM event_dispatch",
};

/** Reads the database in `dataDir`, beside a server or without one. */
export function readJobFacts(dataDir: string): JobFacts {
  const database = new Database(databaseIn(dataDir), { readonly: true });
  try {
    const all = <Row>(sql: string) => database.prepare(sql).all() as Row[];
    const count = (sql: string) => (all<{ n: number }>(sql)[0] as { n: number }).n;
    // One transaction, or the tasks and their events would be read at two moments.
    database.exec("BEGIN");
    return {
      integrity: all<{ integrity_check: string }>("PRAGMA integrity_check")
        .map((row) => row.integrity_check)
        .join("; "),
      tasks: all<JobFacts["tasks"][number]>(SQL.tasks).map((task) => ({ ...task, parentId: task.parentId || null })),
      events: all<{ type: string; subjectId: string }>(SQL.events).map((event) => ({
        ...event,
        subjectId: hexOf(event.subjectId),
      })),
      brokenLogs: all<{ id: string }>(SQL.brokenLogs).map(({ id }) => id),
      orphanedLabels: count(SQL.orphanedLabels),
      jobs: all(SQL.jobs),
      waiting: count(SQL.waiting),
    };
  } finally {
    database.close();
  }
}
