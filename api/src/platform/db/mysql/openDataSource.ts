import { readFileSync } from "node:fs";
import { DataSource } from "typeorm";
import type { DatabaseConfig } from "./databaseConfig";
import type { EntityClass } from "../database";
import { SnakeNamingStrategy } from "../table";

/** For migrations and for comparing tables with entities; what is served goes by MysqlPool. */
export async function openDataSource(
  config: DatabaseConfig,
  entities: readonly EntityClass<object>[],
  migrations: readonly (new () => object)[],
): Promise<DataSource> {
  const dataSource = new DataSource({
    type: config.kind,
    ...(config.primary.host.startsWith("/") ? { socketPath: config.primary.host } : config.primary),
    username: config.user,
    password: config.password,
    database: config.database,
    ...(config.caFile && {
      ssl: { ca: readFileSync(config.caFile, "utf8"), minVersion: "TLSv1.2", verifyIdentity: true },
    }),
    entities: [...entities],
    migrations: [...migrations],
    namingStrategy: new SnakeNamingStrategy(),
    connectTimeout: config.connectTimeoutMs,
    poolSize: 2,
  });
  return dataSource.initialize();
}
