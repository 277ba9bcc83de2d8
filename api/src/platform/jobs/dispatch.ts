import { type Database, placeholders, type Reader, type Tx } from "../db/database";
import { EventRecord } from "../db/log/event.entity";
import { tableOf } from "../db/table";
import type { Logger } from "../observability/logger";
import { JobRecord } from "./job.entity";
import type { JobList } from "./jobList";
import { findJobs } from "./jobs.repository";

const BATCH = 100;
export const ERROR_LENGTH = 500;

/**
 * Makes job rows of events that wait for theirs, in one transaction with the end of their waiting.
 * Answers whether there may be more. Without events there is no transaction: only reads.
 */
export async function dispatchEvents(db: Database, jobs: JobList, now: Date, logger: Logger): Promise<boolean> {
  if ((await findWaiting(db.readLatest(), jobs.eventTypes)).length === 0) return false;
  return db.transact(null, {}, async (tx) => {
    const events = await findWaiting(tx, jobs.eventTypes);
    const made = events.flatMap((event) => jobsFor(event, jobs, now, logger));
    const ids = made.map(({ id }) => id);
    const known = new Set((await findJobs(tx, ids)).map(({ id }) => id));
    await tx.insert(
      JobRecord,
      made.filter(({ id }) => !known.has(id)),
    );
    await deleteWaiting(tx, events);
    return events.length === BATCH;
  });
}

/** How many events wait that no job is for (any more). */
export async function countUnhandled(reader: Reader, types: readonly string[]): Promise<number> {
  const others = types.length === 0 ? "" : `WHERE e.type NOT IN (${placeholders(types.length)})`;
  const [row] = await reader.query<{ n: number }>(
    `SELECT COUNT(*) AS n FROM event_dispatch d JOIN events e ON e.stream_id = d.stream_id AND e.seq = d.seq ${others}`,
    types,
  );
  return Number(row?.n);
}

async function findWaiting(reader: Reader, types: readonly string[]): Promise<EventRecord[]> {
  if (types.length === 0) return [];
  const table = tableOf(EventRecord);
  const rows = await reader.query(
    `SELECT ${table.select("e")} FROM event_dispatch d JOIN events e ON e.stream_id = d.stream_id AND e.seq = d.seq
     WHERE e.type IN (${placeholders(types.length)}) ORDER BY d.stream_id, d.seq LIMIT ${BATCH}`,
    types,
  );
  return rows.map((row) => table.read(row));
}

function jobsFor(event: EventRecord, jobs: JobList, now: Date, logger: Logger): JobRecord[] {
  return jobs.handlersOf(event.type).flatMap(({ job: { name }, dataOf }): JobRecord[] => {
    const record = { id: `${name}/${event.id}`, name, runAt: now, attempts: 0, leasedUntil: null };
    try {
      const data = dataOf(event);
      return data === null ? [] : [{ ...record, data, failedAt: null, lastError: null }];
    } catch (error) {
      // One event that a job cannot read must not hold up all others; the event itself stays in the log.
      logger.error("a job could not be made of an event", { job: record.id, error });
      return [{ ...record, data: {}, failedAt: now, lastError: String(error).slice(0, ERROR_LENGTH) }];
    }
  });
}

async function deleteWaiting(tx: Tx, events: readonly EventRecord[]): Promise<void> {
  const streams = new Map<string, EventRecord[]>();
  for (const event of events) {
    const key = event.streamId.toString("hex");
    streams.set(key, [...(streams.get(key) ?? []), event]);
  }
  for (const ofStream of streams.values()) {
    await tx.execute(`DELETE FROM event_dispatch WHERE stream_id = ? AND seq IN (${placeholders(ofStream.length)})`, [
      (ofStream[0] as EventRecord).streamId,
      ...ofStream.map(({ seq }) => seq),
    ]);
  }
}
