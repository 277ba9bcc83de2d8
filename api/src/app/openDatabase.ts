import type { Database, DatabaseOptions } from "../platform/db/database";
import { MysqlDatabase } from "../platform/db/mysql/mysqlDatabase";
import { SqliteDatabase } from "../platform/db/sqlite/sqliteDatabase";
import { entities } from "./entities";
import { type DatabaseSettings, fileOf, openTables } from "./openTables";

/** The database that the settings name, its tables up to date. */
export async function openDatabase(settings: DatabaseSettings, options: DatabaseOptions): Promise<Database> {
  const { up, dataSource } = await openTables(settings);
  try {
    await up();
  } finally {
    await dataSource.destroy();
  }
  if (settings.database) return new MysqlDatabase(settings.database, null, options);
  return SqliteDatabase.open({ file: fileOf(settings), entities, ...options });
}
