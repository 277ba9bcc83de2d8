import { RateLimiterMemory, RateLimiterRedis, RateLimiterRes, type RateLimiterAbstract } from "rate-limiter-flexible";
import { rateLimited } from "../errors";
import type { RedisConnection } from "../redis/redisConnection";

/** So many attempts within so many seconds. */
export interface Limit {
  points: number;
  windowS: number;
}

/** While the count that processes share is out of reach, each takes this part of the limit: four of them are no more. */
const ALONE = 1 / 4;

/**
 * Counts attempts by key and refuses those over the limit: together with all processes on the same Redis, and in this
 * process besides, so that neither an emptied Redis nor one that is away lets more through.
 */
export class Limiter {
  private readonly own: RateLimiterMemory;
  private readonly shared: RateLimiterRedis | null;
  private readonly pointsAlone: number;

  constructor(name: string, limit: Limit, redis: RedisConnection | null = null) {
    const options = { keyPrefix: `limit:${name}`, points: limit.points, duration: limit.windowS };
    this.own = new RateLimiterMemory(options);
    this.shared = redis && new RateLimiterRedis({ ...options, storeClient: redis.client });
    this.pointsAlone = Math.max(1, Math.ceil(limit.points * ALONE));
  }

  /** @throws AppError RATE_LIMITED */
  async take(key: string): Promise<void> {
    const own = await count(this.own, key);
    if (!this.shared) return;
    try {
      await count(this.shared, key);
    } catch (error) {
      if (error instanceof StoreError) return this.checkAlone(own);
      throw error;
    }
  }

  /** Forgets the attempts, after one that succeeded. */
  async reset(key: string): Promise<void> {
    await this.own.delete(key);
    // What stays there ends with its window.
    await this.shared?.delete(key).catch(() => {});
  }

  private checkAlone(own: RateLimiterRes): void {
    if (own.consumedPoints > this.pointsAlone) throw refusalOf(own);
  }
}

class StoreError extends Error {}

async function count(store: RateLimiterAbstract, key: string): Promise<RateLimiterRes> {
  try {
    return await store.consume(key);
  } catch (refusal) {
    if (refusal instanceof RateLimiterRes) throw refusalOf(refusal);
    throw new StoreError("The attempt could not be counted", { cause: refusal });
  }
}

function refusalOf({ msBeforeNext }: RateLimiterRes) {
  return rateLimited(Math.max(1, Math.ceil(msBeforeNext / 1000)));
}
