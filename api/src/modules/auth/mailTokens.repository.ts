import type { Reader, Tx } from "../../platform/db/database";
import { tableOf } from "../../platform/db/table";
import { idBytes } from "../../platform/ids";
import { MailToken } from "./mailToken.entity";

/** Expired ones too. */
export async function findMailToken(reader: Reader, tokenHash: Buffer): Promise<MailToken | null> {
  const table = tableOf(MailToken);
  const rows = await reader.query(`SELECT ${table.select("t")} FROM mail_tokens t WHERE t.token_hash = ?`, [tokenHash]);
  return rows[0] ? table.read(rows[0]) : null;
}

/** Puts a token in the place of the user's others of its kind. */
export async function replaceMailToken(tx: Tx, token: MailToken): Promise<void> {
  const others = (await findMailTokens(tx, token.userId)).filter(({ kind }) => kind === token.kind);
  for (const other of others) await deleteMailToken(tx, other.tokenHash);
  await tx.insert(MailToken, [token]);
}

export async function deleteMailToken(tx: Tx, tokenHash: Buffer): Promise<void> {
  await tx.execute("DELETE FROM mail_tokens WHERE token_hash = ?", [tokenHash]);
}

/** Of whatever kind. */
export async function deleteMailTokens(tx: Tx, userId: string): Promise<void> {
  await tx.execute("DELETE FROM mail_tokens WHERE user_id = ?", [idBytes(userId)]);
}

async function findMailTokens(reader: Reader, userId: string): Promise<MailToken[]> {
  const table = tableOf(MailToken);
  const rows = await reader.query(`SELECT ${table.select("t")} FROM mail_tokens t WHERE t.user_id = ?`, [
    idBytes(userId),
  ]);
  return rows.map((row) => table.read(row));
}
