import type { Logger } from "../observability/logger";
import { EPOCH_AGE, epochKey, isComplete, keyGroup } from "../redis/epoch";
import type { RedisConnection, Script } from "../redis/redisConnection";

const READ = `${EPOCH_AGE}
  return { age, redis.call("EXISTS", KEYS[2]) }
`;
const RETRY_MS = 1_000;

/**
 * Which sessions and personal access tokens have ended, told to all processes through Redis for as long as an access
 * token lives: one that was ended longer ago has run out. Without Redis nothing is known.
 */
export class EndedCredentials {
  private readonly readScript: Script | undefined;
  private readonly retries = new Set<NodeJS.Timeout>();

  constructor(
    private readonly redis: RedisConnection | null,
    private readonly lifetimeMs: number,
    private readonly logger: Logger,
  ) {
    this.readScript = redis?.script("readEnded", 2, READ);
  }

  /** Never fails: what Redis does not take now is tried again until it does, or the lifetime has passed. */
  async add(userId: string, ids: readonly string[]): Promise<void> {
    if (this.redis) await this.tell(userId, ids, performance.now() + this.lifetimeMs);
  }

  /** "unknown" when the database must be asked; never fails. */
  async check(userId: string, id: string): Promise<"ended" | "live" | "unknown"> {
    if (!this.redis || !this.readScript) return "unknown";
    const group = keyGroup(userId);
    try {
      const [ageMs, hasEnded] = (await this.readScript(epochKey(group), keyOf(userId, id))) as [number, number];
      if (hasEnded) return "ended";
      return isComplete(this.redis, ageMs, this.lifetimeMs) ? "live" : "unknown";
    } catch {
      return "unknown";
    }
  }

  /** Gives up what is still to be told. */
  close(): void {
    for (const timer of this.retries) clearTimeout(timer);
  }

  private async tell(userId: string, ids: readonly string[], untilMs: number): Promise<void> {
    const leftMs = Math.ceil(untilMs - performance.now());
    if (leftMs <= 0) return;
    const told = await Promise.allSettled(ids.map((id) => this.redis?.client.set(keyOf(userId, id), "", "PX", leftMs)));
    const missing = ids.filter((_, at) => told[at]?.status === "rejected");
    if (missing.length === 0) return;
    const timer = setTimeout(() => {
      this.retries.delete(timer);
      this.tell(userId, missing, untilMs).catch((error: unknown) =>
        this.logger.error("telling of ended credentials failed", { error }),
      );
    }, RETRY_MS);
    this.retries.add(timer.unref());
  }
}

function keyOf(userId: string, id: string): string {
  return `${keyGroup(userId)}:ended:${id}`;
}
