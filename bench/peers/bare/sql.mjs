import { createPool } from "mysql2";
import { SESSION, settings } from "../lib/settings.mjs";

/** Reads commit by themselves; on a connection for writing a transaction begins with its first statement. */
const reader = open([]);
const writer = open(["SET SESSION autocommit = 0"]);

/** One SELECT, prepared once a connection. */
export function select(sql, values) {
  return execute(reader, sql, values);
}

/** Runs `work(run)` in one transaction. */
export async function transact(work) {
  const connection = await new Promise((resolve, reject) => {
    writer.getConnection((error, lent) => (error ? reject(error) : resolve(lent)));
  });
  try {
    const result = await work((sql, values) => execute(connection, sql, values));
    await command(connection, "COMMIT");
    connection.release();
    return result;
  } catch (error) {
    await command(connection, "ROLLBACK").then(
      () => connection.release(),
      () => connection.destroy(),
    );
    throw error;
  }
}

export const placeholders = (count) => "?, ".repeat(count).slice(0, -2);

export async function close() {
  for (const pool of [reader, writer]) await new Promise((resolve) => pool.end(resolve));
}

function open(more) {
  const { poolSize, database } = settings;
  const pool = createPool({ ...database, charset: "utf8mb4_bin", connectionLimit: poolSize, maxIdle: poolSize });
  pool.on("connection", (connection) => {
    for (const sql of [...SESSION, ...more]) connection.query(sql, (error) => error && connection.destroy());
  });
  return pool;
}

function execute(on, sql, values) {
  return new Promise((resolve, reject) => {
    on.execute(sql, values, (error, rows) => (error instanceof Error ? reject(error) : resolve(rows)));
  });
}

function command(connection, sql) {
  return new Promise((resolve, reject) => {
    connection.query(sql, (error) => (error instanceof Error ? reject(error) : resolve()));
  });
}
