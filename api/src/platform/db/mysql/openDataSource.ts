import { DataSource } from "typeorm";
import type { DatabaseConfig } from "./databaseConfig";
import type { EntityClass } from "../database";
import { SnakeNamingStrategy } from "../table";
import { optionsFor } from "./serverAddress";

/** For migrations and for comparing tables with entities; what is served goes by MysqlPool. */
export async function openDataSource(
  config: DatabaseConfig,
  entities: readonly EntityClass<object>[],
  migrations: readonly (new () => object)[],
): Promise<DataSource> {
  const dataSource = new DataSource({
    type: config.kind,
    username: config.user,
    password: config.password,
    database: config.database,
    entities: [...entities],
    migrations: [...migrations],
    namingStrategy: new SnakeNamingStrategy(),
    connectTimeout: config.connectTimeoutMs,
    poolSize: 2,
    extra: optionsFor(config.primary, config.caFile),
  });
  return dataSource.initialize();
}
