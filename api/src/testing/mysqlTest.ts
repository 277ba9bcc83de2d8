import { createConnection } from "mysql2";
import { readConfig } from "../config";
import { systemClock } from "../platform/clock";
import type { SqlRow, StatementListener } from "../platform/db/database";
import type { DatabaseConfig } from "../platform/db/mysql/databaseConfig";
import { MysqlDatabase } from "../platform/db/mysql/mysqlDatabase";
import type { Logger } from "../platform/observability/logger";
import { InProcessDoorbell } from "../platform/realtime/doorbell";
import type { WritePositions } from "../platform/redis/writePositions";
import { createTestDatabase, type TestDatabase } from "./testDatabase";

const SECRET = "kq9PzT2mVn4XbR7wLs1YhD6fJc3GaE8u";
/** A table of counters, where rows and their locks are all that matters. */
const TABLES = [
  "CREATE TABLE counters (id INT PRIMARY KEY, n INT NOT NULL)",
  "INSERT INTO counters VALUES (1, 0), (2, 0)",
];

interface LogEntry {
  message: string;
  fields: Record<string, unknown>;
}

/** A database of counters on a real server, read and written by as many as a test likes, each by its own settings. */
export class MysqlTest {
  /** What they have logged. */
  readonly logged: LogEntry[] = [];
  /** The SQL statements that they have run. */
  readonly statements: string[] = [];
  readonly onStatement: StatementListener = ({ sql }) => this.statements.push(sql);
  readonly logger: Logger;
  private readonly opened: MysqlDatabase[] = [];

  private constructor(
    readonly config: DatabaseConfig,
    private readonly remove: () => Promise<unknown>,
  ) {
    const log = (message: string, fields: Record<string, unknown> = {}) => void this.logged.push({ message, fields });
    this.logger = { info: log, warn: log, error: log };
  }

  static async on({ env, remove }: TestDatabase): Promise<MysqlTest> {
    const { database } = readConfig({ JWT_SECRET: SECRET, REFRESH_TOKEN_SECRET: `${SECRET}-2`, ...env });
    if (!database) throw new Error("These settings name no server");
    const test = new MysqlTest(database, remove);
    for (const sql of TABLES) await test.ask(sql);
    return test;
  }

  /** On the servers that this run of the tests uses. */
  static async create(): Promise<MysqlTest> {
    return MysqlTest.on(await createTestDatabase());
  }

  /** `seen`: as in MysqlDatabase. */
  open(config: Partial<DatabaseConfig> = {}, seen: WritePositions | null = null): MysqlDatabase {
    const { logger, onStatement } = this;
    const options = { clock: systemClock, doorbell: new InProcessDoorbell(), logger, onStatement };
    const database = new MysqlDatabase({ ...this.config, ...config }, seen, options);
    this.opened.push(database);
    return database;
  }

  /** The figures that a database logs when it is closed. */
  async figuresOf(database: MysqlDatabase): Promise<Record<string, unknown>> {
    await database.close();
    this.opened.splice(this.opened.indexOf(database), 1);
    return this.logged.findLast(({ message }) => message === "the database is closed")?.fields ?? {};
  }

  /** Someone else's connection to the primary. */
  connect(): Stranger {
    return new Stranger(this.config);
  }

  async ask(sql: string): Promise<SqlRow[]> {
    const stranger = this.connect();
    try {
      return await stranger.ask(sql);
    } finally {
      stranger.leave();
    }
  }

  /** How far the counters have come. */
  async counters(): Promise<Record<string, number>> {
    const rows = (await this.ask("SELECT id, n FROM counters")) as { id: number; n: number }[];
    return Object.fromEntries(rows.map(({ id, n }) => [id, n]));
  }

  async close(): Promise<void> {
    await Promise.all(this.opened.map((database) => database.close()));
    await this.remove();
  }
}

/** A connection that nothing of ours has made. */
export class Stranger {
  private readonly connection;

  constructor({
    primary,
    user,
    password,
    database,
  }: Omit<Pick<DatabaseConfig, "primary" | "user" | "password" | "database">, "database"> & { database?: string }) {
    this.connection = createConnection({ ...primary, user, password, database });
    this.connection.on("error", () => {});
  }

  ask(sql: string): Promise<SqlRow[]> {
    return new Promise((resolve, reject) => {
      this.connection.query(sql, (error, rows) => (error ? reject(error) : resolve(rows as SqlRow[])));
    });
  }

  /** What it has left open is rolled back. */
  leave(): void {
    this.connection.destroy();
  }
}
