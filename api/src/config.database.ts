import { existsSync } from "node:fs";
import { z } from "zod";
import { duration, hosts, hostsOf, whole } from "./config.values";
import { isLocalHost } from "./platform/localHost";
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
  DB_SSL_CA: z.string().refine(existsSync, "must be a file").optional(),
  DB_REPLICAS: hosts,
  DB_POOL_SIZE: whole(10, 1, 1_000),
  DB_POOL_WAIT_MS: whole(5_000, 10, 60_000),
  DB_CONNECT_TIMEOUT_MS: whole(2_000, 100, 60_000),
  DB_QUERY_TIMEOUT: duration("10s"),
  DB_LOCK_TIMEOUT: duration("5s"),
  DB_REPLICA_MAX_LAG: duration("3s"),
  DB_REPLICA_WAIT_MS: whole(100, 1, 10_000),
  READ_YOUR_WRITES_WINDOW: duration("60s").refine((seconds) => seconds >= 10, "must be 10s or more"),
};

type Env = Record<string, string | undefined>;
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

/** Until a replica that has fallen behind too far is seen to have, in seconds. */
const NOTICED_S = 2;

/** Settings that contradict each other, and in production those that would talk to another machine in the open. */
export function findUnsafeDatabase(env: Env): string[] {
  const problems: string[] = [];
  if (env["DB_REPLICAS"] && !["REDIS_URL", "REDIS_SENTINELS", "REDIS_CLUSTER"].some((name) => env[name]))
    problems.push("DB_REPLICAS: need Redis (REDIS_URL), which knows what each reader must see");
  const set = z.object(databaseSettings).safeParse(env).data;
  if (set && set.DB_REPLICA_MAX_LAG + NOTICED_S > set.READ_YOUR_WRITES_WINDOW)
    problems.push(
      `DB_REPLICA_MAX_LAG: must be ${NOTICED_S}s or more below READ_YOUR_WRITES_WINDOW, for which writes are remembered`,
    );
  const hostNames = [env["DB_HOST"], ...hostsOf(env["DB_REPLICAS"] ?? "").map(({ host }) => host)];
  const areLocal = hostNames.every((host) => !host || isLocalHost(host));
  if (env["NODE_ENV"] === "production" && !areLocal && !env["DB_SSL_CA"])
    problems.push("DB_SSL_CA: is required, as the database is on another machine");
  return problems;
}
