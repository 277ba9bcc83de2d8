import { z } from "zod";
import type { Clock } from "../clock";
import { type Database, placeholders } from "../db/database";
import { IDEMPOTENCY_KEPT_MS } from "../db/idempotency";
import { inBatches } from "./inBatches";
import { type AnyJob, defineJob } from "./job";

const BATCH = 500;
const HOUR_MS = 3_600_000;
const FAILED_KEPT_MS = 30 * 24 * HOUR_MS;

/** The housekeeping of the platform's own tables. */
export function platformJobs(db: Database, clock: Clock): AnyJob[] {
  const schema = z.object({});
  const options = { every: { ms: HOUR_MS, data: {} } };
  const ago = (ms: number) => clock().getTime() - ms;
  return [
    defineJob({
      name: "forgetIdempotencyKeys",
      schema,
      options,
      run: () => inBatches(() => deleteIdempotencyKeys(db, ago(IDEMPOTENCY_KEPT_MS))),
    }),
    defineJob({
      name: "forgetFailedJobs",
      schema,
      options,
      run: () => inBatches(() => deleteFailedJobs(db, ago(FAILED_KEPT_MS))),
    }),
  ];
}

async function deleteIdempotencyKeys(db: Database, before: number): Promise<{ isMore: boolean }> {
  const rows = await db.readLatest().query<{ viewerId: Buffer; keyHash: Buffer }>(
    `SELECT viewer_id AS "viewerId", key_hash AS "keyHash" FROM idempotency_keys WHERE created_at < ?
       ORDER BY created_at LIMIT ${BATCH}`,
    [before],
  );
  if (rows.length === 0) return { isMore: false };
  const viewers = [...new Map(rows.map(({ viewerId }) => [viewerId.toString("hex"), viewerId])).values()];
  // One viewer's key may be another's too: whatever else this finds is old as well.
  await db.transact(null, {}, (tx) =>
    tx.execute(
      `DELETE FROM idempotency_keys WHERE created_at < ? AND viewer_id IN (${placeholders(viewers.length)})
       AND key_hash IN (${placeholders(rows.length)})`,
      [before, ...viewers, ...rows.map(({ keyHash }) => keyHash)],
    ),
  );
  return { isMore: rows.length === BATCH };
}

async function deleteFailedJobs(db: Database, before: number): Promise<{ isMore: boolean }> {
  const rows = await db
    .readLatest()
    .query<{ id: string }>(`SELECT id FROM jobs WHERE failed_at < ? ORDER BY failed_at LIMIT ${BATCH}`, [before]);
  if (rows.length === 0) return { isMore: false };
  await db.transact(null, {}, (tx) =>
    tx.execute(`DELETE FROM jobs WHERE failed_at < ? AND id IN (${placeholders(rows.length)})`, [
      before,
      ...rows.map(({ id }) => id),
    ]),
  );
  return { isMore: rows.length === BATCH };
}
