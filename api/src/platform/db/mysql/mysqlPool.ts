import { createHistogram } from "node:perf_hooks";
import { createPool, type Pool, type PoolConnection } from "mysql2";
import type { HostPort } from "../../localHost";
import type { DatabaseConfig } from "./databaseConfig";
import { unavailable } from "../../errors";
import type { SqlRow, SqlValue, StatementListener } from "../database";
import { cut, disconnected, MysqlConnection } from "./mysqlConnection";
import { optionsFor } from "./serverAddress";
import { SERVER_KINDS } from "./serverKinds";

/** Requests that may wait for a connection before further ones are refused. */
const MAX_WAITING = 1_000;
/** An answer is waited for longer than the server may take, so that the server ends a statement and keeps the connection. */
const ANSWER_MS = 500;
/** As SQLite reads: names in double quotes, and nothing cut off or rounded in silence. */
const SQL_MODE = "ANSI_QUOTES,STRICT_ALL_TABLES,NO_ENGINE_SUBSTITUTION,ERROR_FOR_DIVISION_BY_ZERO";

export type PoolConfig = Pick<
  DatabaseConfig,
  | "kind"
  | "user"
  | "password"
  | "database"
  | "caFile"
  | "poolSize"
  | "poolWaitMs"
  | "connectTimeoutMs"
  | "queryTimeoutMs"
  | "lockTimeoutMs"
>;

/** Connections to one server. */
export class MysqlPool {
  /** How long requests waited for a connection, in µs. */
  readonly waits = createHistogram();
  private readonly pool: Pool;
  private readonly open = new Set<PoolConnection>();
  private readonly waiting = new Set<(error: Error) => void>();

  /** `access`: on connections that read, the server refuses to write. */
  constructor(
    private readonly config: PoolConfig,
    address: HostPort,
    access: "READ ONLY" | "READ WRITE",
    private readonly onStatement: StatementListener,
  ) {
    this.pool = createPool({
      ...optionsFor(address, config.caFile),
      user: config.user,
      password: config.password,
      database: config.database,
      charset: "utf8mb4_bin",
      supportBigNumbers: true,
      decimalNumbers: true,
      stringifyObjects: true,
      connectTimeout: config.connectTimeoutMs,
      connectionLimit: config.poolSize,
      maxIdle: config.poolSize,
      queueLimit: MAX_WAITING,
      enableKeepAlive: true,
      // Statements of a transaction go together, in one message. Values are escaped by the driver wherever SQL and values meet, and no
      // text of a request is ever SQL; what only reads could not write even then, and does without.
      multipleStatements: access === "READ WRITE",
    });
    const session = [
      `SET SESSION sql_mode = '${SQL_MODE}', time_zone = '+00:00', innodb_lock_wait_timeout = ${Math.ceil(config.lockTimeoutMs / 1_000)}`,
      SERVER_KINDS[config.kind].session(config.queryTimeoutMs),
      `SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED, ${access}`,
    ];
    // A transaction begins with its first statement.
    if (access === "READ WRITE") session.push("SET SESSION autocommit = 0");
    this.pool.on("connection", (connection) => {
      this.open.add(connection);
      // Heard, so that a server that goes away does not end the process; whoever waits on it is told by the driver.
      connection.on("error", () => this.open.delete(connection));
      connection.on("end", () => this.open.delete(connection));
      // The driver keeps the order: these come before whatever the connection was opened for.
      for (const sql of session) connection.query(sql, (error) => error && cut(connection, error));
    });
  }

  /** One SELECT on any connection. */
  async query(sql: string, values: readonly SqlValue[] = []): Promise<SqlRow[]> {
    return this.use((connection) => connection.query(sql, values));
  }

  /**
   * Lends a connection; one that was lost, or that `work` left in doubt, is not used again.
   * @throws AppError UNAVAILABLE when none is free in time
   */
  async use<T>(work: (connection: MysqlConnection) => Promise<T>): Promise<T> {
    const pooled = await this.acquire();
    const connection = new MysqlConnection(pooled, this.config.queryTimeoutMs + ANSWER_MS, this.onStatement);
    try {
      return await work(connection);
    } finally {
      if (connection.isUsable) pooled.release();
      else cut(pooled, disconnected());
    }
  }

  /** Ends all connections at once: what is asked on them, or waits for one, fails now and not at its timeout. */
  disconnect(): void {
    for (const connection of this.open) cut(connection, disconnected());
    this.open.clear();
    // The driver leaves those waiting whose turn would come when another's connection is free again.
    for (const giveUp of this.waiting) giveUp(disconnected());
  }

  async close(): Promise<void> {
    await new Promise<void>((resolve) => this.pool.end(() => resolve()));
  }

  private acquire(): Promise<PoolConnection> {
    const startedAt = performance.now();
    return new Promise((resolve, reject) => {
      const giveUp = (error: Error) => {
        clearTimeout(timer);
        this.waiting.delete(giveUp);
        reject(error);
      };
      const busy = () => giveUp(unavailable("The database is busy."));
      const timer = setTimeout(busy, this.config.poolWaitMs);
      this.waiting.add(giveUp);
      this.pool.getConnection((error: (Error & { code?: string }) | null, connection) => {
        if (!this.waiting.delete(giveUp)) return connection?.release();
        clearTimeout(timer);
        this.waits.record(Math.max(1, Math.round((performance.now() - startedAt) * 1_000)));
        if (error?.message === "Queue limit reached.") busy();
        else if (error) reject(error);
        else resolve(connection);
      });
    });
  }
}
