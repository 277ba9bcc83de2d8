import { EPOCH_AGE, epochKey, isComplete, keyGroup } from "../redis/epoch";
import type { RedisConnection, Script } from "../redis/redisConnection";

const READ = `${EPOCH_AGE}
  return { age, redis.call("EXISTS", KEYS[2]) }
`;

/**
 * Which sessions have ended, told to all processes through Redis for as long as an access token lives: one that was
 * ended longer ago has run out. Without Redis nothing is known.
 */
export class EndedSessions {
  private readonly readScript: Script | undefined;

  /** `lifetimeMs`: of an access token, in ms. */
  constructor(
    private readonly redis: RedisConnection | null,
    private readonly lifetimeMs: number,
  ) {
    this.readScript = redis?.script("readEnded", 2, READ);
  }

  /** @throws Error when Redis does not take it */
  async add(userId: string, id: string): Promise<void> {
    await this.redis?.client.set(keyOf(userId, id), "", "PX", this.lifetimeMs);
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
}

function keyOf(userId: string, id: string): string {
  return `${keyGroup(userId)}:ended:${id}`;
}
