import { join } from "node:path";
import type { DataSource, Migration } from "typeorm";
import type { Config } from "../config";
import { migrations as mysqlMigrations } from "../platform/db/migrations/mysql";
import { migrations as sqliteMigrations } from "../platform/db/migrations/sqlite";
import { aloneOnServer } from "../platform/db/mysql/aloneOnServer";
import { openDataSource as openMysql } from "../platform/db/mysql/openDataSource";
import { aloneOnFile } from "../platform/db/sqlite/aloneOnFile";
import { openDataSource as openSqlite } from "../platform/db/sqlite/openDataSource";
import { entities } from "./entities";

/** What a database is set up by. */
export type DatabaseSettings = Pick<Config, "dataDir" | "database">;

/** The tables of the database that the settings name, to be changed. */
export interface Tables {
  dataSource: DataSource;
  /** The folder of its migrations. */
  dialect: "mysql" | "sqlite";
  /** Brings them up to date, one process at a time; answers what was applied. */
  up(): Promise<Migration[]>;
  /** Takes the last migration back. */
  down(): Promise<void>;
}

/** Where the embedded database is kept. */
export function fileOf({ dataDir }: Pick<Config, "dataDir">): string {
  return join(dataDir, "taskflow.sqlite");
}

export async function openTables(settings: DatabaseSettings): Promise<Tables> {
  if (settings.database) {
    const dataSource = await openMysql(settings.database, entities, mysqlMigrations);
    return tables(dataSource, "mysql", (work) => aloneOnServer(dataSource, work));
  }
  const file = fileOf(settings);
  const dataSource = await openSqlite(file, entities, sqliteMigrations);
  return tables(dataSource, "sqlite", (work) => aloneOnFile(file, work));
}

function tables(
  dataSource: DataSource,
  dialect: Tables["dialect"],
  alone: <T>(work: () => Promise<T>) => Promise<T>,
): Tables {
  // MySQL commits each change of a table by itself.
  const options = { transaction: dialect === "sqlite" ? "each" : "none" } as const;
  return {
    dataSource,
    dialect,
    up: () => alone(() => dataSource.runMigrations(options)),
    down: () => alone(() => dataSource.undoLastMigration(options)),
  };
}
