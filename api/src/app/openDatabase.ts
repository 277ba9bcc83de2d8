import { join } from "node:path";
import type { Config } from "../config";
import type { Database, DatabaseOptions } from "../platform/db/database";
import { migrations } from "../platform/db/migrations/sqlite";
import { SqliteDatabase } from "../platform/db/sqlite/sqliteDatabase";
import { entities } from "./entities";

/** The database that the settings name, its tables up to date. */
export async function openDatabase(config: Pick<Config, "dataDir">, options: DatabaseOptions): Promise<Database> {
  return SqliteDatabase.open({ file: join(config.dataDir, "taskflow.sqlite"), entities, migrations, ...options });
}
