import type { DatabaseConfig } from "./databaseConfig";
import type { Logger } from "../../observability/logger";
import type { StatementListener } from "../database";
import type { Position } from "../position";
import { CommitHistory } from "./commitHistory";
import { codeOf, isLost } from "./mysqlErrors";
import { Replica } from "./replica";

const CHECK_EVERY_MS = 1_000;

/** The replicas, checked each second, each by itself. */
export class ReplicaSet {
  readonly replicas: readonly Replica[];
  private readonly history = new CommitHistory();
  private readonly timer: NodeJS.Timeout;
  /** What is being asked, by whom. */
  private readonly asking = new Map<Replica | "primary", Promise<void>>();
  private next = 0;

  constructor(
    config: DatabaseConfig,
    private readonly positionOfPrimary: () => Promise<Position>,
    private readonly logger: Logger,
    onStatement: StatementListener,
  ) {
    this.replicas = config.replicas.map((address) => new Replica(config, address, logger, onStatement));
    this.timer = setInterval(() => this.check(), CHECK_EVERY_MS);
    this.timer.unref();
    if (this.replicas.length > 0) this.check();
  }

  /** One that is in the rotation and has what a position stands for; they take turns. Null: the primary must answer. */
  async choose(position: Position): Promise<Replica | null> {
    const candidates = this.replicas.filter(({ isIn }) => isIn);
    const replica = candidates[this.next++ % candidates.length];
    return replica && (await reaches(replica, position)) ? replica : null;
  }

  /** Waits until all in the rotation have what a position stands for, or for as long as a read would: do they? */
  async settle(position: Position): Promise<boolean> {
    const inRotation = this.replicas.filter(({ isIn }) => isIn);
    return (await Promise.all(inRotation.map((replica) => reaches(replica, position)))).every(Boolean);
  }

  async close(): Promise<void> {
    clearInterval(this.timer);
    await Promise.all(this.asking.values());
    await Promise.all(this.replicas.map((replica) => replica.close()));
  }

  /** Asks each that has answered, so that none waits for another. */
  private check(): void {
    if (this.replicas.length === 0) return;
    this.ask("primary", () => this.askPrimary());
    for (const replica of this.replicas) this.ask(replica, () => replica.check(this.history));
  }

  private ask(whom: Replica | "primary", ask: () => Promise<void>): void {
    if (this.asking.has(whom)) return;
    this.asking.set(
      whom,
      ask().finally(() => this.asking.delete(whom)),
    );
  }

  private async askPrimary(): Promise<void> {
    const at = performance.now();
    try {
      this.history.add(await this.positionOfPrimary(), at);
    } catch (error) {
      // Without the primary nothing is committed either: what a replica lacks grows no older.
      this.logger.warn("the primary does not say where it is", { code: codeOf(error) });
    }
  }
}

async function reaches(replica: Replica, position: Position): Promise<boolean> {
  try {
    return await replica.reaches(position);
  } catch (error) {
    if (isLost(error)) return false;
    throw error;
  }
}
