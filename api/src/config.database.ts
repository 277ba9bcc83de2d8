import { z } from "zod";
import { duration, hosts, whole } from "./config.values";
import type { DatabaseConfig } from "./platform/db/mysql/databaseConfig";

export const databaseSettings = {
  DB_TYPE: z.enum(["mysql", "mariadb"]).default("mysql"),
  DB_HOST: z.string().optional(),
  DB_PORT: whole(3_306, 1, 65_535),
  DB_USER: z.string().default("taskflow"),
  DB_PASS: z.string().default(""),
  DB_NAME: z
    .string()
    .regex(/^\w{1,64}$/, "must be letters, digits and _")
    .default("taskflow"),
  DB_SSL_CA: z.string().optional(),
  DB_REPLICAS: hosts,
  DB_POOL_SIZE: whole(10, 1, 1_000),
  DB_POOL_WAIT_MS: whole(5_000, 10, 60_000),
  DB_CONNECT_TIMEOUT_MS: whole(2_000, 100, 60_000),
  DB_QUERY_TIMEOUT: duration("10s"),
  DB_LOCK_TIMEOUT: duration("5s"),
  DB_REPLICA_MAX_LAG: duration("3s"),
  DB_REPLICA_WAIT_MS: whole(100, 1, 10_000),
};

type Settings = z.infer<z.ZodObject<typeof databaseSettings>>;

/** What the settings name besides the embedded database; null: nothing. */
export function databaseConfig(set: Settings): DatabaseConfig | null {
  if (set.DB_HOST === undefined) return null;
  return {
    kind: set.DB_TYPE,
    primary: { host: set.DB_HOST, port: set.DB_PORT },
    replicas: set.DB_REPLICAS,
    user: set.DB_USER,
    password: set.DB_PASS,
    database: set.DB_NAME,
    caFile: set.DB_SSL_CA ?? null,
    poolSize: set.DB_POOL_SIZE,
    poolWaitMs: set.DB_POOL_WAIT_MS,
    connectTimeoutMs: set.DB_CONNECT_TIMEOUT_MS,
    queryTimeoutMs: set.DB_QUERY_TIMEOUT * 1_000,
    lockTimeoutMs: set.DB_LOCK_TIMEOUT * 1_000,
    maxLagMs: set.DB_REPLICA_MAX_LAG * 1_000,
    replicaWaitMs: set.DB_REPLICA_WAIT_MS,
  };
}
