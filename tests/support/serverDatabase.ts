import { randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";
import { createConnection } from "mysql2/promise";

/** The servers of this run: what scripts/services.mjs prints. */
interface Services {
  db: {
    kind: string;
    host: string;
    port: number;
    user: string;
    password: string;
    caFile?: string;
    replicas: { host: string; port: number }[];
  };
  redis: { url: string };
}

/** An empty database on the servers of this run. */
export interface ServerDatabase {
  /** The settings of an API on it. */
  settings: Record<string, string>;
  remove: () => Promise<void>;
}

/** `services` is JSON. */
export async function createServerDatabase(services = process.env.TASKFLOW_SERVICES): Promise<ServerDatabase> {
  if (!services) throw new Error("TASKFLOW_SERVICES does not say where the servers are; npm test does");
  const { db, redis } = JSON.parse(services) as Services;
  const name = `taskflow_${randomBytes(6).toString("hex")}`;
  const { host, port, user, password, caFile } = db;
  const ssl = caFile ? { ca: readFileSync(caFile), verifyIdentity: true } : undefined;
  const run = async (sql: string) => {
    const connection = await createConnection({ host, port, user, password, ssl });
    await connection.query(sql);
    await connection.end();
  };
  await run(`CREATE DATABASE ${name}`);
  return {
    settings: {
      DB_TYPE: db.kind,
      DB_HOST: host,
      DB_PORT: String(port),
      DB_USER: user,
      DB_PASS: password,
      DB_NAME: name,
      DB_SSL_CA: db.caFile ?? "",
      DB_REPLICAS: db.replicas.map((replica) => `${replica.host}:${replica.port}`).join(","),
      REDIS_URL: redis.url,
      REDIS_PREFIX: `${name}:`,
      READ_YOUR_WRITES_WINDOW: "10s",
    },
    remove: () => run(`DROP DATABASE ${name}`),
  };
}
