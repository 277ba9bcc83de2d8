import { entities } from "../app/entities";
import type { SqlValue, Tx } from "../platform/db/database";
import { tableOf } from "../platform/db/table";
import { encodeId, idBytes, type IdPrefix } from "../platform/ids";
import type { TestApp } from "./testApp";

const ROWS_PER_INSERT = 500;
const ID = /^([a-z]{3})_[0-9a-z]{26}$/;

type Row = Record<string, SqlValue>;

/**
 * Everything that is in the database so many times more, under ids of its own each time: other people with projects,
 * tasks and logs like those that are there. Tables of a few rows are read from end to end, whatever indexes they have.
 */
export async function addCrowd({ app }: TestApp, copies: number): Promise<void> {
  for (const entity of entities) {
    const { name } = tableOf(entity);
    const rows = await app.db.readLatest().query<Row>(`SELECT * FROM ${name}`);
    const copied = Array.from({ length: copies }, (_, i) => rows.map((row) => copyOf(row, name, i + 1))).flat();
    await app.db.transact(null, {}, (tx) => insert(tx, name, copied));
  }
}

async function insert(tx: Tx, table: string, rows: readonly Row[]): Promise<void> {
  const columns = Object.keys(rows[0] ?? {});
  const tuple = `(${columns.map(() => "?").join(", ")})`;
  for (let at = 0; at < rows.length; at += ROWS_PER_INSERT) {
    const part = rows.slice(at, at + ROWS_PER_INSERT);
    await tx.execute(
      `INSERT INTO ${table} (${columns.join(", ")}) VALUES ${part.map(() => tuple).join(", ")}`,
      part.flatMap((row) => columns.map((column) => row[column] as SqlValue)),
    );
  }
}

function copyOf(row: Row, table: string, copy: number): Row {
  const entries = Object.entries(row).map(([column, value]) => {
    const isUnique = column === "email_address" || (table === "jobs" && column === "id");
    return [column, isUnique && value !== null ? `${copy}/${String(value)}` : another(value, copy)];
  });
  return Object.fromEntries(entries) as Row;
}

/** An id or a hash with other bytes at its end, the same for the same one; any other value as it is. */
function another(value: SqlValue, copy: number): SqlValue {
  if (Buffer.isBuffer(value)) {
    const bytes = Buffer.from(value);
    bytes.writeUInt16BE(bytes.readUInt16BE(bytes.length - 2) ^ copy, bytes.length - 2);
    return bytes;
  }
  const prefix = typeof value === "string" ? ID.exec(value)?.[1] : undefined;
  return prefix ? encodeId(prefix as IdPrefix, another(idBytes(value as string), copy) as Buffer) : value;
}
