import type { Config } from "../config";
import type { Database, DatabaseOptions } from "../platform/db/database";
import { MysqlDatabase } from "../platform/db/mysql/mysqlDatabase";
import { SqliteDatabase } from "../platform/db/sqlite/sqliteDatabase";
import type { RedisConnection } from "../platform/redis/redisConnection";
import { WritePositions } from "../platform/redis/writePositions";
import { entities } from "./entities";
import { type DatabaseSettings, fileOf, openTables } from "./openTables";

/** The database that the settings name, its tables up to date. `redis`: how processes tell each other of writes. */
export async function openDatabase(
  settings: DatabaseSettings & Pick<Config, "readYourWritesWindowMs">,
  redis: RedisConnection | null,
  options: DatabaseOptions,
): Promise<Database> {
  const { up, dataSource } = await openTables(settings);
  try {
    await up();
  } finally {
    await dataSource.destroy();
  }
  if (settings.database) {
    // Where the primary answers all reads nobody need know how far the log of commits has come.
    const isReplicated = settings.database.replicas.length > 0;
    const seen = redis && isReplicated ? new WritePositions(redis, settings.readYourWritesWindowMs) : null;
    return new MysqlDatabase(settings.database, seen, options);
  }
  return SqliteDatabase.open({ file: fileOf(settings), entities, ...options });
}
