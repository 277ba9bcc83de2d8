import { randomBytes } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createConnection } from "mysql2";

/** The servers that tests may use: see scripts/services.mjs. */
interface TestServers {
  db: { kind: string; host: string; port: number; user: string; password: string; caFile?: string };
  redis: { url: string };
}

/** An empty database that nobody else uses. */
export interface TestDatabase {
  /** The settings that name it. */
  env: Record<string, string>;
  remove(): Promise<void>;
}

/** On which engine this run of the tests keeps its databases. */
export const engine = process.env["TEST_DATABASE"] === "mysql" ? "mysql" : "sqlite";

export async function createTestDatabase(): Promise<TestDatabase> {
  const dataDir = mkdtempSync(join(tmpdir(), "taskflow-test-"));
  const removeFolder = () => rmSync(dataDir, { recursive: true, force: true });
  if (engine === "sqlite") return { env: { DATA_DIR: dataDir }, remove: async () => removeFolder() };

  const { db, redis } = JSON.parse(process.env["TASKFLOW_SERVICES"] ?? "") as TestServers;
  const name = `taskflow_test_${randomBytes(6).toString("hex")}`;
  await onServer(db, `CREATE DATABASE ${name}`);
  return {
    env: {
      DATA_DIR: dataDir,
      DB_TYPE: db.kind,
      DB_HOST: db.host,
      DB_PORT: String(db.port),
      DB_USER: db.user,
      DB_PASS: db.password,
      DB_NAME: name,
      DB_SSL_CA: db.caFile ?? "",
      REDIS_URL: redis.url,
      REDIS_PREFIX: `${name}:`,
    },
    remove: async () => {
      removeFolder();
      await onServer(db, `DROP DATABASE ${name}`);
    },
  };
}

async function onServer({ host, port, user, password, caFile }: TestServers["db"], sql: string): Promise<void> {
  const connection = createConnection({
    host,
    port,
    user,
    password,
    ...(caFile && { ssl: { ca: readFileSync(caFile), verifyIdentity: true } }),
  });
  await new Promise<void>((resolve, reject) => {
    connection.query(sql, (error) => {
      connection.destroy();
      if (error) reject(error);
      else resolve();
    });
  });
}
