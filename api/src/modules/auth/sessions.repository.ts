import type { Reader, SqlValue, Tx } from "../../platform/db/database";
import { tableOf } from "../../platform/db/table";
import { idBytes } from "../../platform/ids";
import { Credential } from "./credential.entity";
import { RefreshToken } from "./refreshToken.entity";
import { Session } from "./session.entity";

const MAX_LISTED = 50;

async function find(reader: Reader, rest: string, values: SqlValue[]): Promise<Session[]> {
  const table = tableOf(Session);
  const rows = await reader.query(`SELECT ${table.select("s")} FROM sessions s WHERE ${rest}`, values);
  return rows.map((row) => table.read(row));
}

/** Ended ones too. */
export async function findSession(reader: Reader, id: string): Promise<Session | null> {
  return (await find(reader, "s.id = ?", [idBytes(id)]))[0] ?? null;
}

/** Newest first; the first 50 when `isListed`. */
export async function findLiveSessions(
  reader: Reader,
  userId: string,
  now: Date,
  isListed: boolean,
): Promise<Session[]> {
  return find(
    reader,
    `s.user_id = ? AND s.ended_at IS NULL AND s.expires_at > ? ORDER BY s.created_at DESC, s.id DESC ${isListed ? `LIMIT ${MAX_LISTED}` : ""}`,
    [idBytes(userId), now.getTime()],
  );
}

export async function findRefreshToken(reader: Reader, tokenHash: Buffer): Promise<RefreshToken | null> {
  const table = tableOf(RefreshToken);
  const rows = await reader.query(`SELECT ${table.select("r")} FROM refresh_tokens r WHERE r.token_hash = ?`, [
    tokenHash,
  ]);
  return rows[0] ? table.read(rows[0]) : null;
}

/** Of a session that has ended: none of its tokens opens anything any more. */
export async function deleteRefreshTokens(tx: Tx, sessionId: string): Promise<void> {
  await tx.execute("DELETE FROM refresh_tokens WHERE session_id = ?", [idBytes(sessionId)]);
}

export async function findPasswordHash(reader: Reader, userId: string): Promise<string | null> {
  const table = tableOf(Credential);
  const rows = await reader.query(`SELECT ${table.select("c")} FROM credentials c WHERE c.id = ?`, [idBytes(userId)]);
  return rows[0] ? table.read(rows[0]).passwordHash : null;
}

export async function deleteCredential(tx: Tx, userId: string): Promise<void> {
  await tx.execute("DELETE FROM credentials WHERE id = ?", [idBytes(userId)]);
}

/** Empties what sessions, ended ones too, tell of where a person was. */
export async function forgetDevices(tx: Tx, userId: string): Promise<void> {
  await tx.execute("UPDATE sessions SET device = NULL, ip_address = NULL WHERE user_id = ?", [idBytes(userId)]);
}
