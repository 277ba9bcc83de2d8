import { placeholders, type Reader, type SqlValue, type Tx } from "../../platform/db/database";
import { tableOf } from "../../platform/db/table";
import { idBytes } from "../../platform/ids";
import { User } from "./user.entity";

async function find(reader: Reader, condition: string, values: SqlValue[]): Promise<User[]> {
  const table = tableOf(User);
  const rows = await reader.query(`SELECT ${table.select("u")} FROM users u WHERE ${condition}`, values);
  return rows.map((row) => table.read(row));
}

export async function findUsers(reader: Reader, ids: readonly string[]): Promise<User[]> {
  return find(reader, `u.id IN (${placeholders(ids.length)})`, ids.map(idBytes));
}

export async function findUser(reader: Reader, id: string): Promise<User | null> {
  return (await findUsers(reader, [id]))[0] ?? null;
}

/** `email` lower-cased. */
export async function findUserByEmail(reader: Reader, email: string): Promise<User | null> {
  return (await find(reader, "u.email_address = ?", [email]))[0] ?? null;
}

/** Whether both are members of some project. */
export async function shareProject(reader: Reader, userId: string, otherId: string): Promise<boolean> {
  const rows = await reader.query(
    `SELECT 1 FROM project_members mine JOIN project_members theirs ON theirs.project_id = mine.project_id
     WHERE mine.user_id = ? AND theirs.user_id = ? AND mine.removed_at IS NULL AND theirs.removed_at IS NULL LIMIT 1`,
    [idBytes(userId), idBytes(otherId)],
  );
  return rows.length > 0;
}

/** Empties the values in a user's log that their profile had before; the log keeps its entries. */
export async function forgetProfileHistory(tx: Tx, userId: string): Promise<void> {
  await tx.execute("UPDATE events SET changes = '[]' WHERE stream_id = ? AND type = 'USER_UPDATED'", [idBytes(userId)]);
}
