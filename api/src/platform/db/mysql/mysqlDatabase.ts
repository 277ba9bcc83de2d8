import { setTimeout as sleep } from "node:timers/promises";
import type { Viewer } from "../../auth/viewer";
import type { WritePositions } from "../../redis/writePositions";
import { unavailable } from "../../errors";
import type { DatabaseConfig } from "./databaseConfig";
import type { Database, DatabaseOptions, Locks, Reader, SqlValue, Tx } from "../database";
import { isDuplicateKey } from "../dialect";
import { type Position, START } from "../position";
import { Transaction } from "../transaction";
import type { Statement } from "../statementQueue";
import { codeOf, explain, isContention, isLost, isReadOnly, isTooLong } from "./mysqlErrors";
import type { MysqlConnection } from "./mysqlConnection";
import { MysqlPool } from "./mysqlPool";
import { ReplicaSet } from "./replicaSet";
import { SERVER_KINDS, type ServerKind } from "./serverKinds";
import { ViewerReads } from "./viewerReads";

/** How often a transaction is tried that the server has rolled back, or that was lost before its commit. */
const ATTEMPTS = 5;
const FIRST_PAUSE_MS = 20;
const COMMIT: Statement = { sql: "COMMIT", values: [] };
const ROLLBACK: Statement = { sql: "ROLLBACK", values: [] };
const NOTHING: ReadonlySet<string> = new Set();

/** A MySQL or MariaDB primary, written to in transactions, and whatever reads are served from. */
export class MysqlDatabase implements Database {
  private readonly kind: ServerKind;
  private readonly writer: MysqlPool;
  private readonly reader: MysqlPool;
  private readonly replicas: ReplicaSet;
  private readonly viewers: ViewerReads;
  private readonly latest: Reader;
  private readonly counts = { latestReads: 0, retries: 0, lostCommits: 0 };
  /** Whether it was told that the primary cannot be asked, and has not been since. */
  private isAway = false;

  /** `seen`: what users must see, as all processes know it; null: the primary answers them. */
  constructor(
    config: DatabaseConfig,
    seen: WritePositions | null,
    private readonly options: DatabaseOptions,
  ) {
    const onStatement = options.onStatement ?? (() => {});
    this.kind = SERVER_KINDS[config.kind];
    this.writer = new MysqlPool(config, config.primary, "READ WRITE", onStatement);
    this.reader = new MysqlPool(config, config.primary, "READ ONLY", onStatement);
    this.latest = {
      query: async <R>(sql: string, values: readonly SqlValue[] = []) => {
        try {
          const rows = await persistently(() => this.reader.query(sql, values));
          this.isAway = false;
          return rows as R[];
        } catch (error) {
          throw this.failure(error);
        }
      },
    };
    this.replicas = new ReplicaSet(config, () => this.position(), options.logger, onStatement);
    this.viewers = new ViewerReads(this.replicas, this.latest, seen, options.logger);
  }

  read(viewer: Viewer): Reader {
    return this.viewers.readerOf(viewer);
  }

  readLatest(): Reader {
    return {
      query: (sql, values) => {
        this.counts.latestReads += 1;
        return this.latest.query(sql, values);
      },
    };
  }

  async position(): Promise<Position> {
    const [row] = await this.latest.query<{ position: string }>(this.kind.loggedSql);
    return this.kind.parse(row?.position ?? "");
  }

  async noteSeen(viewer: Viewer, position: Position): Promise<void> {
    await this.viewers.note(viewer, [viewer.userId], position);
  }

  async noteSeenByAll(userIds: readonly string[], position: Position): Promise<void> {
    await this.viewers.note(null, [...new Set(userIds)], position);
  }

  async transact<T>(viewer: Viewer | null, locks: Locks, work: (tx: Tx) => Promise<T>): Promise<T> {
    for (let attempt = 1; ; attempt++) {
      try {
        return await this.writer.use((connection) => this.attempt(connection, viewer, locks, work));
      } catch (error) {
        // A duplicate that the work's own check did not see was written after it: tried again, it is seen.
        const isTransient = isContention(error) || isLost(error) || isDuplicateKey(error);
        // The same name may stand for another server by now: those who read must connect anew, too.
        if (isReadOnly(error)) this.reader.disconnect();
        if (!isTransient || isTooLong(error) || attempt >= ATTEMPTS) throw this.failure(error);
        this.counts.retries += 1;
        this.options.logger.warn("a transaction is tried again", { attempt, code: codeOf(error) });
        // At random moments, or those who met would meet again.
        await sleep(FIRST_PAUSE_MS * 2 ** attempt * Math.random());
      }
    }
  }

  async close(): Promise<void> {
    this.options.logger.info("the database is closed", this.figures());
    await this.replicas.close();
    await this.writer.close();
    await this.reader.close();
  }

  /** What clients are told; operators are told why when it begins. */
  private failure(error: unknown): unknown {
    if (isLost(error) && !isTooLong(error) && !this.isAway) {
      this.isAway = true;
      this.options.logger.error("the primary cannot be asked", { error });
    }
    return explain(error);
  }

  /** What has come of it so far; waits for connections in ms. */
  private figures() {
    const waitsOf = ({ waits }: MysqlPool) => ({ p99: waits.percentile(99) / 1_000, max: waits.max / 1_000 });
    return {
      ...this.counts,
      viewerReads: this.viewers.answered,
      lagMs: this.replicas.replicas.map(({ lagMs }) => lagMs),
      poolWaitMs: { writing: waitsOf(this.writer), reading: waitsOf(this.reader) },
    };
  }

  /** Fails with what can be tried again only as long as nothing can have been committed. */
  private async attempt<T>(
    connection: MysqlConnection,
    viewer: Viewer | null,
    locks: Locks,
    work: (tx: Tx) => Promise<T>,
  ): Promise<T> {
    const { clock, dispatched = NOTHING, doorbell, logger } = this.options;
    const tx = new Transaction(connection, clock, dispatched);
    let topics: string[];
    let result: T;
    try {
      await tx.lock(locks, "FOR UPDATE");
      result = await work(tx);
      topics = await tx.finishLog();
      // A connection that had died unseen is found out by what can be tried again.
      if (!connection.hasAnswered) await tx.flush();
    } catch (error) {
      await rollBack(connection);
      throw error;
    }
    const committed = connection.hasAnswered ? await this.commit(connection, tx.takeWrites()) : START;
    // What changed nothing, as a repeated request does, answers with what may have been written a moment ago.
    const hasCommitted = Object.keys(committed).length > 0 || this.replicas.replicas.length === 0;
    const position = hasCommitted ? committed : await this.position();
    doorbell.ring(topics);
    await this.viewers.note(viewer, usersOf(viewer, topics), position);
    await tx.runAfterwards().catch((error: unknown) => logger.error("work after a commit failed", { error }));
    return result;
  }

  /** The last writes and the COMMIT, as one message. */
  private async commit(connection: MysqlConnection, writes: readonly Statement[]): Promise<Position> {
    try {
      return this.kind.committed(await connection.command([...writes, COMMIT]));
    } catch (error) {
      if (connection.hasStopped) {
        await rollBack(connection);
        throw error;
      }
      connection.isUsable = false;
      if (!isLost(error)) throw error;
      this.counts.lostCommits += 1;
      this.options.logger.error("the answer to a commit was lost", { error });
      throw unavailable("The database went away. The change may have been made: repeat it with its idempotency key.");
    }
  }
}

/** The server does so by itself with what was left open by a connection that is not used again. */
async function rollBack(connection: MysqlConnection): Promise<void> {
  if (connection.isUsable) await connection.command([ROLLBACK]).catch(() => (connection.isUsable = false));
}

/** Whoever made a change, and those whose logs tell of it, such as who has just been signed in or out. */
function usersOf(viewer: Viewer | null, grown: readonly string[]): string[] {
  const users = grown.filter((id) => id.startsWith("usr_"));
  return viewer ? [...new Set([viewer.userId, ...users])] : users;
}

/** A read can be asked again: a pool may hold connections that died unseen, as after a restart of the server. */
async function persistently<T>(read: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await read();
    } catch (error) {
      if (!isLost(error) || isTooLong(error) || attempt >= 3) throw explain(error);
    }
  }
}
