import { z } from "zod";
import { duration, whole } from "./config.values";

/** A MySQL or MariaDB primary and its replicas. */
export interface DatabaseConfig {
  kind: "mysql" | "mariadb";
  primary: ServerAddress;
  replicas: ServerAddress[];
  user: string;
  password: string;
  database: string;
  /** File with the certificate authority; null: no TLS. */
  caFile: string | null;
  /** Connections to each server, for writing and for reading. */
  poolSize: number;
  /** How long a request waits for one of them. */
  poolWaitMs: number;
  connectTimeoutMs: number;
  queryTimeoutMs: number;
  lockTimeoutMs: number;
  /** A replica that is further behind leaves the rotation. */
  maxLagMs: number;
  /** How long a read waits for a replica to have what its viewer must see, before the primary answers. */
  replicaWaitMs: number;
}

export interface ServerAddress {
  host: string;
  port: number;
}

/** `10.0.0.2:3306,10.0.0.3` as addresses. */
const addresses = z
  .string()
  .regex(/^\s*(?:[\w.-]+(?::\d{1,5})?\s*(?:,\s*|$))*$/, "must be host:port, with commas between")
  .default("")
  .transform((text) =>
    text
      .split(",")
      .map((address) => address.trim())
      .filter(Boolean)
      .map((address): ServerAddress => {
        const [host, port] = address.split(":") as [string, string?];
        return { host, port: Number(port ?? 3_306) };
      }),
  );

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
  DB_REPLICAS: addresses,
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
