import { openDatabase } from "../app/openDatabase";
import { readConfig } from "../config";
import type { Clock } from "../platform/clock";
import type { Database } from "../platform/db/database";
import { tableOf } from "../platform/db/table";
import { encodeId, idBytes, newId } from "../platform/ids";
import type { AnyJob } from "../platform/jobs/job";
import { JobRecord } from "../platform/jobs/job.entity";
import { JobList } from "../platform/jobs/jobList";
import { JobRunner } from "../platform/jobs/jobRunner";
import type { Logger } from "../platform/observability/logger";
import { InProcessDoorbell } from "../platform/realtime/doorbell";
import { createTestDatabase } from "./testDatabase";

/** A database with one person's log in it, and runners of jobs that a test defines. */
export interface JobBench {
  db: Database;
  streamId: string;
  clock: Clock;
  advance(ms: number): void;
  statements: string[];
  logged: { level: "info" | "warn" | "error"; message: string; fields: Record<string, unknown> }[];
  /** A runner of these jobs, as a process that has just started has one; it does nothing by itself unless it is started. */
  runner(jobs: readonly AnyJob[], pollMs?: number): JobRunner;
  /** Commits an event of this type; answers its id. */
  emit(type: string): Promise<string>;
  rows(): Promise<JobRecord[]>;
  waiting(): Promise<number>;
  close(): Promise<void>;
}

export async function openJobBench(): Promise<JobBench> {
  const database = await createTestDatabase();
  let ahead = 0;
  const clock = () => new Date(Date.now() + ahead);
  const doorbell = new InProcessDoorbell();
  const dispatched = new Set<string>();
  const statements: string[] = [];
  const logged: JobBench["logged"] = [];
  const log =
    (level: "info" | "warn" | "error") =>
    (message: string, fields: Record<string, unknown> = {}) => {
      logged.push({ level, message, fields });
    };
  const logger: Logger = { info: log("info"), warn: log("warn"), error: log("error") };
  const db = await openDatabase(readConfig(database.env), null, {
    clock,
    dispatched,
    doorbell,
    logger,
    onStatement: ({ sql }) => statements.push(sql),
  });
  const streamId = newId("usr");
  await db.transact(null, {}, (tx) => tx.createStream(streamId));
  const runners: JobRunner[] = [];

  return {
    db,
    streamId,
    clock,
    statements,
    logged,
    advance: (ms) => {
      ahead += ms;
    },
    runner: (jobs, pollMs = 500) => {
      const list = new JobList(jobs);
      for (const type of list.eventTypes) dispatched.add(type);
      const runner = new JobRunner({ db, doorbell, clock, logger, jobs: list, pollMs });
      runners.push(runner);
      return runner;
    },
    emit: async (type) => {
      const seq = await db.transact(null, { users: [streamId] }, async (tx) =>
        tx.emit({ streamId, type, subjectId: streamId, subjectVersion: 1, actorId: null, changes: [] }),
      );
      const [row] = await db
        .readLatest()
        .query<{ id: Buffer }>("SELECT id FROM events WHERE stream_id = ? AND seq = ?", [idBytes(streamId), seq]);
      if (!row) throw new Error("The event is not in the log");
      return encodeId("evt", row.id);
    },
    rows: async () => {
      const table = tableOf(JobRecord);
      const rows = await db.readLatest().query(`SELECT ${table.select("j")} FROM jobs j ORDER BY j.id`);
      return rows.map((row) => table.read(row));
    },
    waiting: async () => (await db.readLatest().query("SELECT seq FROM event_dispatch")).length,
    close: async () => {
      for (const runner of runners) await runner.stop(0);
      await db.close();
      await database.remove();
    },
  };
}
