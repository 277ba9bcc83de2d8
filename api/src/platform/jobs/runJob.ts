import type { Clock } from "../clock";
import type { Database, Tx } from "../db/database";
import type { Logger } from "../observability/logger";
import { ERROR_LENGTH } from "./dispatch";
import type { AnyJob } from "./job";
import type { JobRecord } from "./job.entity";
import type { JobList } from "./jobList";
import { deleteDone, storeOutcome } from "./jobs.repository";
import { isSchedule, nextTime } from "./schedules";

const ATTEMPTS = 10;
const FIRST_DELAY_MS = 10_000;
const LONGEST_DELAY_MS = 3_600_000;

/** How long a job waits after so many failed runs, in ms: doubled each time, and by chance up to half of it less. */
function backoff(attempts: number): number {
  const longest = Math.min(FIRST_DELAY_MS * 2 ** (attempts - 1), LONGEST_DELAY_MS);
  return longest * (1 - Math.random() / 2);
}

interface RunDeps {
  db: Database;
  clock: Clock;
  logger: Logger;
  jobs: JobList;
}

/** Runs a claimed job once and stores what comes of it. Never throws: when storing fails, the lease runs out and the job is run again. */
export async function runJob({ db, clock, logger, jobs }: RunDeps, record: JobRecord): Promise<void> {
  const job = jobs.find(record.name) as AnyJob;
  const fields = { job: record.id, attempt: record.attempts };
  const attempts = job.options.attempts ?? ATTEMPTS;
  try {
    const error = await errorOf(job, record, attempts);
    const isOver = error !== null && record.attempts >= attempts;
    if (isOver) logger.error("a job was given up", { ...fields, error });
    else if (error) logger.warn("a job failed and will be tried again", { ...fields, error });
    await db.transact(null, {}, (tx) => store(tx, job, record, clock(), error, isOver));
  } catch (error) {
    logger.error("what came of a job could not be stored; it will be run again", { ...fields, error });
  }
}

/** Why a run failed; null when the job is done. */
async function errorOf(job: AnyJob, { data, attempts: begun }: JobRecord, attempts: number): Promise<Error | null> {
  if (begun > attempts) return new Error("Its last run did not come to an end");
  try {
    await job.run(job.schema.parse(data) as never);
    return null;
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}

async function store(
  tx: Tx,
  job: AnyJob,
  record: JobRecord,
  now: Date,
  error: Error | null,
  isOver: boolean,
): Promise<void> {
  const lastError = error?.message.slice(0, ERROR_LENGTH) ?? null;
  const every = isSchedule(record) ? job.options.every : undefined;
  if (every && (!error || isOver)) {
    // A schedule is never given up for good.
    const runAt = nextTime(record.runAt, every.ms, now);
    await storeOutcome(tx, record, { runAt, attempts: 0, failedAt: null, lastError });
  } else if (!error) {
    await deleteDone(tx, record);
  } else {
    const runAt = new Date(now.getTime() + backoff(record.attempts));
    await storeOutcome(tx, record, { runAt, attempts: record.attempts, failedAt: isOver ? now : null, lastError });
  }
}
