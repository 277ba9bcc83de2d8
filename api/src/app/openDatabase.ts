import type { Config } from "../config";
import type { Database, DatabaseOptions } from "../platform/db/database";
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
    const { MysqlDatabase } = await import("../platform/db/mysql/mysqlDatabase.js");
    // The primary alone has all that anybody has written: nobody needs to ask what that is.
    const hasReplicas = settings.database.replicas.length > 0;
    const seen = redis && hasReplicas ? new WritePositions(redis, settings.readYourWritesWindowMs) : null;
    return new MysqlDatabase(settings.database, seen, options);
  }
  const { SqliteDatabase } = await import("../platform/db/sqlite/sqliteDatabase.js");
  return SqliteDatabase.open({ file: fileOf(settings), entities, ...options });
}
