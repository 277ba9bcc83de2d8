import { type Database, placeholders, type Reader } from "../../platform/db/database";

const BATCH = 100;
const TOKENS_PER_BATCH = 500;

/**
 * Deletes sessions that ran out or were ended before an instant, and before them their refresh tokens, of which one that
 * was in use for long has thousands. Nobody changes such a session any more: it needs no lock.
 */
export async function deleteOldSessions(db: Database, before: Date): Promise<{ isMore: boolean }> {
  const reader = db.readLatest();
  const ids = [...(await findOld(reader, "expires_at", before)), ...(await findOld(reader, "ended_at", before))];
  if (ids.length === 0) return { isMore: false };
  const sessions = placeholders(ids.length);
  const tokens = await reader.query<{ hash: Buffer }>(
    `SELECT token_hash AS hash FROM refresh_tokens WHERE session_id IN (${sessions}) LIMIT ${TOKENS_PER_BATCH}`,
    ids,
  );
  await db.transact(null, {}, async (tx) => {
    if (tokens.length > 0) {
      await tx.execute(
        `DELETE FROM refresh_tokens WHERE token_hash IN (${placeholders(tokens.length)})`,
        tokens.map(({ hash }) => hash),
      );
    } else await tx.execute(`DELETE FROM sessions WHERE id IN (${sessions})`, ids);
  });
  return { isMore: true };
}

async function findOld(reader: Reader, column: "expires_at" | "ended_at", before: Date): Promise<Buffer[]> {
  const rows = await reader.query<{ id: Buffer }>(
    `SELECT id FROM sessions WHERE ${column} < ? ORDER BY ${column} LIMIT ${BATCH}`,
    [before.getTime()],
  );
  return rows.map(({ id }) => id);
}
