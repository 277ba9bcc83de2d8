import { promise as queue, type queueAsPromised } from "fastq";
import type { DataSource, QueryRunner } from "typeorm";
import type { Viewer } from "../../auth/viewer";
import { unavailable } from "../../errors";
import type {
  Database,
  DatabaseOptions,
  EntityClass,
  Locks,
  Reader,
  SqlRow,
  SqlValue,
  StatementListener,
  Tx,
} from "../database";
import { isLockTimeout } from "../dialect";
import { type Position, START } from "../position";
import { Transaction } from "../transaction";
import { type Answer, type Connection, failureOf, type Statement } from "../statementQueue";
import { openDataSource } from "./openDataSource";

/** Transactions that may wait for the writer before further ones are refused. */
const MAX_WAITING = 1_000;
/** How long one waits for the writer before it is refused. */
const MAX_WAIT_MS = 10_000;
const BEGIN: Statement = { sql: "BEGIN IMMEDIATE", values: [] };
const COMMIT: Statement = { sql: "COMMIT", values: [] };
const ROLLBACK: Statement = { sql: "ROLLBACK", values: [] };
const NOTHING: ReadonlySet<string> = new Set();
const ignore: StatementListener = () => {};

interface SqliteOptions extends DatabaseOptions {
  file: string;
  entities: readonly EntityClass<object>[];
}

/**
 * The embedded database: one writer behind a queue, since SQLite has one, and
 * a connection of its own for reads, which see every commit at once.
 */
export class SqliteDatabase implements Database {
  private readonly transactions: queueAsPromised<() => Promise<void>>;
  private readonly reader: Reader;

  private constructor(
    private readonly dataSources: { writer: DataSource; reader: DataSource },
    private readonly writer: Connection,
    reader: Connection,
    private readonly options: SqliteOptions,
  ) {
    this.transactions = queue((run: () => Promise<void>) => run(), 1);
    this.reader = {
      query: async <R>(sql: string, values: readonly SqlValue[] = []) =>
        (await reader.run([{ sql, values }]))[0]?.rows as R[],
    };
  }

  /** Opens the file, whose tables are up to date. */
  static async open(options: SqliteOptions): Promise<SqliteDatabase> {
    const writer = await openDataSource(options.file, options.entities, []);
    const reader = await openDataSource(options.file, options.entities, []);
    // What slips through the types fails here.
    await reader.query("PRAGMA query_only = ON");
    const connect = (dataSource: DataSource) =>
      connection(dataSource.createQueryRunner(), options.onStatement ?? ignore);
    return new SqliteDatabase({ writer, reader }, connect(writer), connect(reader), options);
  }

  read(_viewer: Viewer): Reader {
    return this.reader;
  }

  readLatest(): Reader {
    return this.reader;
  }

  async position(): Promise<Position> {
    return START;
  }

  async noteSeen(_viewer: Viewer, _position: Position): Promise<void> {}

  async noteSeenByAll(_userIds: readonly string[], _position: Position): Promise<void> {}

  async transact<T>(_viewer: Viewer | null, locks: Locks, work: (tx: Tx) => Promise<T>): Promise<T> {
    if (this.transactions.length() >= MAX_WAITING) throw unavailable("Too many changes are waiting.");
    const queuedAt = performance.now();
    return new Promise<T>((resolve, reject) => {
      const run = async () => {
        if (performance.now() - queuedAt > MAX_WAIT_MS) throw unavailable("Too many changes are waiting.");
        resolve(await this.runTransaction(locks, work));
      };
      this.transactions.push(run).catch(reject);
    });
  }

  async close(): Promise<void> {
    await this.transactions.drained();
    await this.dataSources.reader.destroy();
    await this.dataSources.writer.destroy();
  }

  private async runTransaction<T>(locks: Locks, work: (tx: Tx) => Promise<T>): Promise<T> {
    const tx = new Transaction(this.writer, this.options.clock, this.options.dispatched ?? NOTHING);
    try {
      await this.writer.run([BEGIN]);
    } catch (error) {
      throw isLockTimeout(error) ? unavailable("The database is busy.") : error;
    }
    let topics: string[];
    let result: T;
    try {
      await tx.lock(locks, "");
      result = await work(tx);
      topics = await tx.finishLog();
      await this.writer.run([...tx.takeWrites(), COMMIT]);
    } catch (error) {
      await this.writer.run([ROLLBACK]).catch((failure: unknown) => {
        throw new AggregateError([error, failure], "A transaction failed and could not be rolled back", {
          cause: error,
        });
      });
      throw error;
    }
    this.options.doorbell.ring(topics);
    await tx
      .runAfterwards()
      .catch((error: unknown) => this.options.logger.error("work after a commit failed", { error }));
    return result;
  }
}

function connection(runner: QueryRunner, onStatement: StatementListener): Connection {
  async function runOne(statement: Statement): Promise<Answer> {
    const { sql, values } = statement;
    const started = performance.now();
    try {
      const result = await runner.query(sql, values as SqlValue[], true);
      return { rows: (result.records ?? []) as SqlRow[], affected: result.affected ?? 0 };
    } catch (error) {
      throw failureOf(statement, error);
    } finally {
      onStatement({ sql, values, durationMs: performance.now() - started });
    }
  }
  return {
    run: async (statements) => {
      const answers: Answer[] = [];
      for (const statement of statements) answers.push(await runOne(statement));
      return answers;
    },
  };
}
