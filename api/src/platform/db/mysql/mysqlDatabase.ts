import { setTimeout as sleep } from "node:timers/promises";
import type { Viewer } from "../../auth/viewer";
import { unavailable } from "../../errors";
import type { DatabaseConfig } from "../../../config.database";
import type { Database, DatabaseOptions, Locks, Reader, SqlValue, Tx } from "../database";
import { isDuplicateKey } from "../dialect";
import type { Position } from "../position";
import { Transaction } from "../transaction";
import { explain, isContention, isLost } from "./mysqlErrors";
import { type MysqlConnection, MysqlPool } from "./mysqlPool";
import { SERVER_KINDS, type ServerKind } from "./serverKinds";

/** How often a transaction is tried that the server has rolled back, or that was lost before its commit. */
const ATTEMPTS = 5;
const FIRST_PAUSE_MS = 20;
const NOTHING: ReadonlySet<string> = new Set();

/** A MySQL or MariaDB primary, written to in transactions, and whatever reads are served from. */
export class MysqlDatabase implements Database {
  private readonly kind: ServerKind;
  private readonly writer: MysqlPool;
  private readonly reader: MysqlPool;

  constructor(
    config: DatabaseConfig,
    private readonly options: DatabaseOptions,
  ) {
    const onStatement = options.onStatement ?? (() => {});
    this.kind = SERVER_KINDS[config.kind];
    this.writer = new MysqlPool(config, config.primary, "READ WRITE", onStatement);
    this.reader = new MysqlPool(config, config.primary, "READ ONLY", onStatement);
  }

  read(_viewer: Viewer): Reader {
    return this.readLatest();
  }

  readLatest(): Reader {
    return {
      query: async <R>(sql: string, values: readonly SqlValue[] = []) =>
        (await persistently(() => this.reader.query(sql, values))) as R[],
    };
  }

  async position(): Promise<Position> {
    const [row] = await this.readLatest().query<{ position: string }>(this.kind.loggedSql);
    return this.kind.parse(row?.position ?? "");
  }

  async noteSeen(_viewer: Viewer, _position: Position): Promise<void> {}

  async transact<T>(viewer: Viewer | null, locks: Locks, work: (tx: Tx) => Promise<T>): Promise<T> {
    for (let attempt = 1; ; attempt++) {
      try {
        return await this.writer.use((connection) => this.attempt(connection, viewer, locks, work));
      } catch (error) {
        // A duplicate that the work's own check did not see was written after it: tried again, it is seen.
        const isTransient = isContention(error) || isLost(error) || isDuplicateKey(error);
        if (!isTransient || attempt >= ATTEMPTS) throw explain(error);
        this.options.logger.warn("a transaction is tried again", { attempt, code: (error as { code?: string }).code });
        // At random moments, or those who met would meet again.
        await sleep(FIRST_PAUSE_MS * 2 ** attempt * Math.random());
      }
    }
  }

  async close(): Promise<void> {
    await this.writer.close();
    await this.reader.close();
  }

  /** Fails with what can be tried again only as long as nothing can have been committed. */
  private async attempt<T>(
    connection: MysqlConnection,
    _viewer: Viewer | null,
    locks: Locks,
    work: (tx: Tx) => Promise<T>,
  ): Promise<T> {
    const { clock, dispatched = NOTHING, doorbell, logger } = this.options;
    const tx = new Transaction(connection, clock, dispatched);
    let topics: string[];
    let result: T;
    try {
      await connection.command("START TRANSACTION");
      await tx.lock(locks, "FOR UPDATE");
      result = await work(tx);
      topics = await tx.flushLog();
    } catch (error) {
      // The server rolls back by itself what was left open by a connection that is not used again.
      if (connection.isUsable) await connection.command("ROLLBACK").catch(() => (connection.isUsable = false));
      throw error;
    }
    await this.commit(connection);
    doorbell.ring(topics);
    await tx.runAfterwards().catch((error: unknown) => logger.error("work after a commit failed", { error }));
    return result;
  }

  private async commit(connection: MysqlConnection): Promise<Position> {
    try {
      return this.kind.committed(await connection.command("COMMIT"));
    } catch (error) {
      connection.isUsable = false;
      if (!isLost(error)) throw error;
      this.options.logger.error("the answer to a commit was lost", { error });
      throw unavailable("The database went away. The change may have been made: repeat it with its idempotency key.");
    }
  }
}

/** A read can be asked again: a pool may hold connections that died unseen, as after a restart of the server. */
async function persistently<T>(read: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await read();
    } catch (error) {
      if (!isLost(error) || attempt >= 3) throw explain(error);
    }
  }
}
