import type { Reader, SqlValue } from "../../platform/db/database";
import { tableOf } from "../../platform/db/table";
import { idBytes } from "../../platform/ids";
import { ApiToken } from "./apiToken.entity";

async function find(reader: Reader, rest: string, values: SqlValue[]): Promise<ApiToken[]> {
  const table = tableOf(ApiToken);
  const rows = await reader.query(`SELECT ${table.select("t")} FROM api_tokens t WHERE ${rest}`, values);
  return rows.map((row) => table.read(row));
}

/** Ended ones too. */
export async function findToken(reader: Reader, id: string): Promise<ApiToken | null> {
  return (await find(reader, "t.id = ?", [idBytes(id)]))[0] ?? null;
}

/** Ended ones too. */
export async function findTokenByHash(reader: Reader, secretHash: Buffer): Promise<ApiToken | null> {
  return (await find(reader, "t.secret_hash = ?", [secretHash]))[0] ?? null;
}

/** Newest first. */
export async function findLiveTokens(reader: Reader, userId: string, now: Date): Promise<ApiToken[]> {
  return find(
    reader,
    `t.user_id = ? AND t.revoked_at IS NULL AND (t.expires_at IS NULL OR t.expires_at > ?)
     ORDER BY t.created_at DESC, t.id DESC`,
    [idBytes(userId), now.getTime()],
  );
}
