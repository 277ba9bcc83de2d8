import type { HostPort } from "../../localHost";
import type { DatabaseConfig } from "./databaseConfig";
import type { Logger } from "../../observability/logger";
import type { SqlRow, SqlValue, StatementListener } from "../database";
import { includes, mergePositions, type Position, START } from "../position";
import type { CommitHistory } from "./commitHistory";
import { codeOf, isLost } from "./mysqlErrors";
import { MysqlPool } from "./mysqlPool";
import { SERVER_KINDS, type ServerKind } from "./serverKinds";

/** How long a check may take before a replica counts as dead. */
const CHECK_TIMEOUT_MS = 1_000;
/** Good checks in a row before a replica that had left is read from again. */
const GOOD_CHECKS = 2;
const ignore: StatementListener = () => {};

/** One replica: read from while it answers and is not too far behind. */
export class Replica {
  /** Whether it is in the rotation. */
  isIn = false;
  /** How far behind the primary it was when it was checked last; null when it did not answer. */
  lagMs: number | null = null;
  readonly pool: MysqlPool;
  private readonly checks: MysqlPool;
  private readonly kind: ServerKind;
  private readonly name: string;
  private goodChecks = 0;
  /** Whether it was said that it is not in the rotation. */
  private isKnownOut = false;
  /** How far it has come, as far as known. */
  private applied: Position = START;
  /** What was waited for in vain: until it is seen to have that, waiting for as much or more would be in vain too. */
  private missed: Position | null = null;

  constructor(
    private readonly config: DatabaseConfig,
    address: HostPort,
    private readonly logger: Logger,
    onStatement: StatementListener,
  ) {
    this.name = `${address.host}:${address.port}`;
    this.kind = SERVER_KINDS[config.kind];
    this.pool = new MysqlPool(config, address, "READ ONLY", onStatement);
    const patience = { poolSize: 1, poolWaitMs: CHECK_TIMEOUT_MS, queryTimeoutMs: CHECK_TIMEOUT_MS };
    this.checks = new MysqlPool({ ...config, ...patience }, address, "READ ONLY", ignore);
  }

  /** Asks how far it has come, and lets it leave or return. */
  async check(history: CommitHistory): Promise<void> {
    try {
      const [row] = (await this.checks.query(this.kind.appliedSql)) as { position: string }[];
      const applied = this.kind.parse(row?.position ?? "");
      this.applied = applied;
      if (this.missed && includes(applied, this.missed)) this.missed = null;
      this.lagMs = history.lagOf(applied);
    } catch (error) {
      return this.leave("it does not answer", error);
    }
    if (this.lagMs > this.config.maxLagMs) return this.leave("it is too far behind");
    this.goodChecks += 1;
    if (this.isIn || this.goodChecks < GOOD_CHECKS) return;
    this.isIn = true;
    this.isKnownOut = false;
    this.logger.info("a replica is read from", { replica: this.name });
  }

  /** Whether it has, or comes to have in time, what a position stands for. */
  async reaches(position: Position): Promise<boolean> {
    if (includes(this.applied, position)) return true;
    if (this.missed && includes(position, this.missed)) return false;
    const { sql, values } = this.kind.wait(position, this.config.replicaWaitMs);
    // It may be stopped altogether, and not even tell that it did not get there.
    const rows = await this.query(sql, values);
    const isThere = Number(rows[0]?.["failed"]) === 0;
    if (isThere) this.applied = mergePositions(this.applied, position);
    else if (!this.missed || !includes(position, this.missed)) this.missed = position;
    return isThere;
  }

  /** One SELECT; when the server is lost on the way, it leaves at once. */
  async query(sql: string, values: readonly SqlValue[]): Promise<SqlRow[]> {
    try {
      return await this.pool.query(sql, values);
    } catch (error) {
      if (isLost(error) && this.isIn) this.leave("a read of it was lost", error);
      throw error;
    }
  }

  async close(): Promise<void> {
    await this.pool.close();
    await this.checks.close();
  }

  /** What is being asked of it fails now, and is asked elsewhere. */
  private leave(reason: string, error?: unknown): void {
    this.goodChecks = 0;
    if (error !== undefined) this.lagMs = null;
    if (this.isKnownOut) return;
    this.isKnownOut = true;
    const code = error === undefined ? undefined : codeOf(error);
    const message = this.isIn ? "a replica is no longer read from" : "a replica is not read from";
    this.logger.warn(message, { replica: this.name, reason, code, lagMs: this.lagMs });
    if (!this.isIn) return;
    this.isIn = false;
    this.pool.disconnect();
  }
}
