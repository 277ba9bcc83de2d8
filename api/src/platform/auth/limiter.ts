import { RateLimiterMemory, RateLimiterRes, type RateLimiterAbstract } from "rate-limiter-flexible";
import { rateLimited } from "../errors";

/** So many attempts within so many seconds. */
export interface Limit {
  points: number;
  windowS: number;
}

/** Counts attempts by key and refuses those over the limit. */
export class Limiter {
  private readonly store: RateLimiterAbstract;

  constructor(name: string, limit: Limit) {
    this.store = new RateLimiterMemory({ keyPrefix: name, points: limit.points, duration: limit.windowS });
  }

  /** @throws AppError RATE_LIMITED */
  async take(key: string): Promise<void> {
    try {
      await this.store.consume(key);
    } catch (refusal) {
      if (refusal instanceof RateLimiterRes) throw rateLimited(Math.max(1, Math.ceil(refusal.msBeforeNext / 1000)));
      throw refusal;
    }
  }

  /** Forgets the attempts, after one that succeeded. */
  async reset(key: string): Promise<void> {
    await this.store.delete(key);
  }
}
