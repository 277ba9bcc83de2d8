import { isDeepStrictEqual } from "node:util";
import { type Database, placeholders } from "../db/database";
import { JobRecord } from "./job.entity";
import type { JobList } from "./jobList";
import { findJobs } from "./jobs.repository";

const idOf = (name: string) => `${name}/every`;

/** Whether a row stands for all runs of a job that is done again and again. */
export function isSchedule({ id, name }: Pick<JobRecord, "id" | "name">): boolean {
  return id === idOf(name);
}

/** The next time of a schedule after `now`: missed ones are left out. */
export function nextTime(runAt: Date, everyMs: number, now: Date): Date {
  const missed = Math.max(0, Math.floor((now.getTime() - runAt.getTime()) / everyMs));
  return new Date(runAt.getTime() + (missed + 1) * everyMs);
}

/**
 * Brings the rows of the schedules in line with the jobs as this release has them: a new one is due at once, a known
 * one keeps its time unless that is further ahead than it now may be. Without a difference there is no transaction.
 */
export async function syncSchedules(db: Database, jobs: JobList, now: Date): Promise<void> {
  const ids = jobs.names.map(idOf);
  const rows = new Map((await findJobs(db.readLatest(), ids)).map((row) => [row.id, row]));
  const missing: JobRecord[] = [];
  const changed: { id: string; patch: Partial<JobRecord> }[] = [];
  const ended: string[] = [];
  for (const { name, options } of jobs.all) {
    const id = idOf(name);
    const row = rows.get(id);
    if (!options.every) {
      if (row) ended.push(id);
      continue;
    }
    const { ms, data } = options.every;
    const latest = new Date(now.getTime() + ms);
    if (!row) {
      missing.push({ id, name, data, runAt: now, attempts: 0, leasedUntil: null, failedAt: null, lastError: null });
    } else if (row.runAt > latest || !isDeepStrictEqual(row.data, data)) {
      changed.push({ id, patch: { data, runAt: row.runAt > latest ? latest : row.runAt } });
    }
  }
  if (missing.length + changed.length + ended.length === 0) return;
  await db.transact(null, {}, async (tx) => {
    await tx.insert(JobRecord, missing);
    for (const { id, patch } of changed) await tx.update(JobRecord, id, patch);
    if (ended.length > 0) await tx.execute(`DELETE FROM jobs WHERE id IN (${placeholders(ended.length)})`, ended);
  });
}
