import { join } from "node:path";
import type { DataSource, Migration } from "typeorm";
import type { Config } from "../config";
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

/** Loads the code of that engine only: all of it would be a tenth of the time that a start takes. */
export async function openTables(settings: DatabaseSettings): Promise<Tables> {
  if (settings.database) {
    const { openDataSource } = await import("../platform/db/mysql/openDataSource.js");
    const { aloneOnServer } = await import("../platform/db/mysql/aloneOnServer.js");
    const { migrations } = await import("../platform/db/migrations/mysql/index.js");
    const dataSource = await openDataSource(settings.database, entities, migrations);
    return tables(dataSource, "mysql", (work) => aloneOnServer(dataSource, work));
  }
  const { openDataSource } = await import("../platform/db/sqlite/openDataSource.js");
  const { aloneOnFile } = await import("../platform/db/sqlite/aloneOnFile.js");
  const { migrations } = await import("../platform/db/migrations/sqlite/index.js");
  const file = fileOf(settings);
  const dataSource = await openDataSource(file, entities, migrations);
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
