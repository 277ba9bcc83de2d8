import { placeholders, type Reader, type SqlValue, type Tx } from "../db/database";
import { tableOf } from "../db/table";
import { JobRecord } from "./job.entity";

async function find(reader: Reader, rest: string, values: readonly SqlValue[]): Promise<JobRecord[]> {
  const table = tableOf(JobRecord);
  const rows = await reader.query(`SELECT ${table.select("j")} FROM jobs j WHERE ${rest}`, values);
  return rows.map((row) => table.read(row));
}

export async function findJobs(reader: Reader, ids: readonly string[]): Promise<JobRecord[]> {
  return ids.length === 0 ? [] : find(reader, `j.id IN (${placeholders(ids.length)})`, ids);
}

const FREE = "failed_at IS NULL AND run_at <= ? AND (leased_until IS NULL OR leased_until <= ?)";

/** The jobs of these names that may run now, the longest due first. */
export async function findDue(
  reader: Reader,
  names: readonly string[],
  now: Date,
  limit: number,
): Promise<JobRecord[]> {
  if (names.length === 0) return [];
  return find(reader, `${FREE} AND j.name IN (${placeholders(names.length)}) ORDER BY j.run_at LIMIT ${limit}`, [
    now.getTime(),
    now.getTime(),
    ...names,
  ]);
}

/** Takes a job that was found due; false when another runner was faster. */
export async function claim(tx: Tx, job: JobRecord, now: Date, until: Date): Promise<boolean> {
  const claimed = await tx.execute(
    `UPDATE jobs SET attempts = attempts + 1, leased_until = ? WHERE id = ? AND attempts = ? AND ${FREE}`,
    [until.getTime(), job.id, job.attempts, now.getTime(), now.getTime()],
  );
  if (claimed !== 1) return false;
  job.attempts += 1;
  job.leasedUntil = until;
  return true;
}

/** Of those that are still leased: one may have ended in the meantime. */
export async function renewLeases(tx: Tx, ids: readonly string[], until: Date): Promise<void> {
  await tx.execute(
    `UPDATE jobs SET leased_until = ? WHERE leased_until IS NOT NULL AND id IN (${placeholders(ids.length)})`,
    [until.getTime(), ...ids],
  );
}

/** Of a run that is still the latest: a runner that was taken for dead changes nothing. */
export async function deleteDone(tx: Tx, { id, attempts }: JobRecord): Promise<void> {
  await tx.execute("DELETE FROM jobs WHERE id = ? AND attempts = ?", [id, attempts]);
}

/** What comes after a run, when the job's row stays; only for the latest run. */
export async function storeOutcome(
  tx: Tx,
  { id, attempts }: JobRecord,
  next: Pick<JobRecord, "runAt" | "attempts" | "failedAt" | "lastError">,
): Promise<void> {
  await tx.execute(
    `UPDATE jobs SET run_at = ?, attempts = ?, failed_at = ?, last_error = ?, leased_until = NULL
     WHERE id = ? AND attempts = ?`,
    [next.runAt.getTime(), next.attempts, next.failedAt?.getTime() ?? null, next.lastError, id, attempts],
  );
}

/** How many jobs wait that no name of these can run, by name. */
export async function countOthers(
  reader: Reader,
  names: readonly string[],
): Promise<{ name: string; waiting: number }[]> {
  const others = names.length === 0 ? "" : `AND name NOT IN (${placeholders(names.length)})`;
  const rows = await reader.query<{ name: string; waiting: number }>(
    `SELECT name, COUNT(*) AS waiting FROM jobs WHERE failed_at IS NULL ${others} GROUP BY name ORDER BY name`,
    names,
  );
  return rows.map(({ name, waiting }) => ({ name, waiting: Number(waiting) }));
}
