import { createHistogram } from "node:perf_hooks";
import type { Duplex } from "node:stream";
import { createPool, type Pool, type PoolConnection, type ResultSetHeader } from "mysql2";
import type { HostPort } from "../../localHost";
import type { DatabaseConfig } from "./databaseConfig";
import { unavailable } from "../../errors";
import type { SqlRow, SqlValue, StatementListener } from "../database";
import { isLost } from "./mysqlErrors";
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
    });
    const session = [
      `SET SESSION sql_mode = '${SQL_MODE}', time_zone = '+00:00', innodb_lock_wait_timeout = ${Math.ceil(config.lockTimeoutMs / 1_000)}`,
      SERVER_KINDS[config.kind].session(config.queryTimeoutMs),
      `SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED, ${access}`,
    ];
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

/** A connection while it is lent. */
export class MysqlConnection {
  /** False once it was lost, or an answer is still owed on it. */
  isUsable = true;

  constructor(
    private readonly connection: PoolConnection,
    private readonly timeoutMs: number,
    private readonly onStatement: StatementListener,
  ) {}

  async query(sql: string, values: readonly SqlValue[]): Promise<SqlRow[]> {
    return (await this.run(sql, values)) as SqlRow[];
  }

  /** How many rows the statement found to change. */
  async execute(sql: string, values: readonly SqlValue[]): Promise<number> {
    return (await this.command(sql, values)).affectedRows;
  }

  async command(sql: string, values: readonly SqlValue[] = []): Promise<ResultSetHeader> {
    return (await this.run(sql, values)) as ResultSetHeader;
  }

  private async run(sql: string, values: readonly SqlValue[]): Promise<unknown> {
    values.forEach(requireBindable);
    const startedAt = performance.now();
    let timer: NodeJS.Timeout | undefined;
    try {
      return await new Promise((resolve, reject) => {
        // The driver's own begins when what was asked before is answered, and outlasts the connection.
        timer = setTimeout(() => reject(lost("PROTOCOL_SEQUENCE_TIMEOUT")), this.timeoutMs);
        this.connection.query({ sql, values: [...values] }, (error: Error | null, result: unknown) => {
          if (error) reject(error);
          else resolve(result);
        });
      });
    } catch (error) {
      if (isLost(error)) this.isUsable = false;
      throw error;
    } finally {
      clearTimeout(timer);
      this.onStatement({ sql, durationMs: performance.now() - startedAt });
    }
  }
}

const lost = (code: string) => Object.assign(new Error("The connection was given up"), { code });
const disconnected = () => lost("PROTOCOL_CONNECTION_LOST");

/** Ends a connection and fails what is being asked on it: the driver would wait for a server that has stopped to answer. */
function cut(connection: PoolConnection, error: Error): void {
  connection.destroy();
  (connection as unknown as { stream: Duplex }).stream.destroy(error);
}

function requireBindable(value: unknown): void {
  if (value === null || typeof value === "string" || Buffer.isBuffer(value)) return;
  if (typeof value === "number" && Number.isFinite(value)) return;
  throw new TypeError(`MySQL cannot bind a ${value === undefined ? "missing value" : typeof value}`);
}
