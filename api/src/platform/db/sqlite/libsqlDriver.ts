import LibsqlDatabase from "libsql";
import type { SqlValue } from "../database";

/**
 * The libsql driver as TypeORM's "better-sqlite3" type calls it, made safe:
 * libsql aborts the whole process on a value that it cannot bind, and treats a
 * lone Buffer or null as the list of values.
 */
export class LibsqlDriver {
  private readonly database: LibsqlDatabase.Database;

  constructor(file: string, options: LibsqlDatabase.Options) {
    this.database = new LibsqlDatabase(file, options);
  }

  prepare(sql: string) {
    const statement = this.database.prepare<SqlValue[][]>(sql);
    return {
      reader: statement.reader,
      all: (...values: unknown[]) => (statement.all(values.map(bindable)) as Row[]).map(withBuffers),
      run: (...values: unknown[]) => statement.run(values.map(bindable)),
    };
  }

  pragma(source: string): unknown {
    return this.database.pragma(source);
  }

  exec(sql: string): void {
    this.database.exec(sql);
  }

  close(): void {
    this.database.close();
  }
}

type Row = Record<string, unknown>;

/** libsql hands out blobs as ArrayBuffers; everything else here expects Buffers, as from MySQL. */
function withBuffers(row: Row): Row {
  for (const column in row) {
    const value = row[column];
    if (value instanceof ArrayBuffer) row[column] = Buffer.from(value);
  }
  return row;
}

function bindable(value: unknown): SqlValue {
  if (value === null || typeof value === "string" || Buffer.isBuffer(value)) return value;
  if (typeof value === "number" && Number.isFinite(value)) return value;
  throw new TypeError(`SQLite cannot bind a ${value === undefined ? "missing value" : typeof value}`);
}
