import { closeSync, existsSync, mkdirSync, openSync } from "node:fs";
import { dirname } from "node:path";
import { DataSource } from "typeorm";
import type { EntityClass } from "../database";
import { SnakeNamingStrategy } from "../table";
import { toSqliteColumns } from "../dialect";
import { LibsqlDriver } from "./libsqlDriver";

/** How long a statement waits for a writer in another process. */
const BUSY_TIMEOUT_MS = 5_000;

interface Pragmas {
  pragma(source: string): unknown;
}

/** One connection to the database file, in WAL mode: readers do not wait for the writer. */
export async function openDataSource(
  file: string,
  entities: readonly EntityClass<object>[],
  migrations: readonly (new () => object)[],
): Promise<DataSource> {
  toSqliteColumns();
  makePrivateFile(file);
  const dataSource = new DataSource({
    type: "better-sqlite3",
    driver: LibsqlDriver,
    database: file,
    entities: [...entities],
    migrations: [...migrations],
    namingStrategy: new SnakeNamingStrategy(),
    timeout: BUSY_TIMEOUT_MS,
    prepareDatabase: (database: Pragmas) => {
      database.pragma("journal_mode = WAL");
      // FULL: a commit that was acknowledged survives a power cut, not just a crash of the process.
      database.pragma("synchronous = FULL");
      database.pragma(`busy_timeout = ${BUSY_TIMEOUT_MS}`);
    },
  });
  return dataSource.initialize();
}

/**
 * Password hashes and addresses are in it: for its owner alone. SQLite gives its side files the same mode.
 * A file that is there is not touched: closing it would drop this process's locks on it (as POSIX has it), and another
 * process that opens the database would take it for unused and its write-ahead log for finished.
 */
function makePrivateFile(file: string): void {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  if (!existsSync(file)) closeSync(openSync(file, "a", 0o600));
}
