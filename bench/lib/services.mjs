import { spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { createConnection } from "mysql2/promise";
import { run } from "../../scripts/lib/run.mjs";
import { root } from "../../scripts/lib/paths.mjs";

/** So much of the database is kept in memory, as on any server for it; the services have the little that tests need. */
const BUFFER_POOL_BYTES = 2_147_483_648;

/**
 * A MariaDB of this run, without replicas, that loses no commit (innodb_flush_log_at_trx_commit=1, sync_binlog=1), a
 * Redis, and an empty database with the product's tables.
 */
export async function startServices() {
  const script = join(root, "scripts", "services.mjs");
  const child = spawn(process.execPath, [script, "--json", "--durable", "--replicas", "0"], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  const stop = async () => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, "exit");
    child.stdin.end();
    await ended;
  };
  const line = await new Promise((resolve, reject) => {
    createInterface({ input: child.stdout }).once("line", resolve);
    child.once("error", reject);
    child.once("exit", (code) => reject(new Error(`the services did not start (exit code ${code}); see above`)));
  });
  try {
    const { db, redis } = JSON.parse(line);
    const rootOf = { host: db.host, port: db.port, user: db.rootUser, password: db.rootPassword };
    const admin = await createConnection({ ...rootOf, multipleStatements: true });
    await admin.query(`SET GLOBAL innodb_buffer_pool_size = ${BUFFER_POOL_BYTES}; CREATE DATABASE taskflow_bench`);
    await admin.changeUser({ database: "taskflow_bench" });
    const settings = {
      DB_TYPE: db.kind,
      DB_HOST: db.host,
      DB_PORT: String(db.port),
      DB_USER: db.user,
      DB_PASS: db.password,
      DB_NAME: "taskflow_bench",
    };
    await migrate(settings);
    const [[durability]] = await admin.query(
      "SELECT VERSION() AS version, @@innodb_flush_log_at_trx_commit AS flush, @@sync_binlog AS sync, @@log_bin AS log",
    );
    if (durability.flush !== 1 || durability.sync !== 1 || durability.log !== 1)
      throw new Error(`the database would lose commits: ${JSON.stringify(durability)}`);
    return {
      settings,
      admin,
      pid: db.pid,
      redisUrl: redis.url,
      redisPid: redis.pid,
      version: durability.version,
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** A secret that production takes: random, and with many characters. */
export const newSecret = () => randomBytes(48).toString("base64url");

async function migrate(settings) {
  const env = { PATH: process.env.PATH, ...settings };
  const { code, output } = await run(process.execPath, [join(root, "api/dist/migrate.js"), "up"], { env });
  if (code !== 0) throw new Error(`the migrations failed:\n${output}`);
}
