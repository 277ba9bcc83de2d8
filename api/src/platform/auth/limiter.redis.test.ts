import { redisSettings, type RedisServer, startRedis, until } from "../../testing/redisServer";
import { readConfig } from "../../config";
import { RedisConnection } from "../redis/redisConnection";
import { Limiter } from "./limiter";

const silent = { info() {}, warn() {}, error() {} };
const { loginByAccountAndAddress: LIMIT } = readConfig().limits;

describe("the login limit as it is by default, in two processes", () => {
  let server: RedisServer;
  let redises: RedisConnection[];
  let limiters: [Limiter, Limiter];
  beforeEach(async () => {
    server = await startRedis();
    redises = [0, 1].map(() => new RedisConnection(redisSettings({ REDIS_URL: server.url }), silent));
    await until(() => redises.every((redis) => redis.connectedSince !== null));
    limiters = redises.map((redis) => new Limiter("login", LIMIT, redis)) as [Limiter, Limiter];
  });
  afterEach(async () => {
    for (const redis of redises) redis.close();
    await server.kill();
  });

  /** How many of so many attempts are let through; any other end than a refusal fails. */
  async function passed(limiter: Limiter, attempts: number, key = "ada"): Promise<number> {
    let count = 0;
    for (let attempt = 0; attempt < attempts; attempt++) {
      const refusal: unknown = await limiter.take(key).catch((error: unknown) => error);
      if (refusal === undefined) count++;
      else expect(refusal).toMatchObject({ code: "RATE_LIMITED" });
    }
    return count;
  }
  const goAway = async () => {
    await server.kill();
    await until(() => redises.every((redis) => redis.connectedSince === null));
  };

  it("counts together", async () => {
    const [a, b] = limiters;
    const counts = await Promise.all([passed(a, LIMIT.points), passed(b, LIMIT.points)]);
    expect(counts[0] + counts[1]).toBe(LIMIT.points);
    expect(await passed(a, 1, "grace")).toBe(1);
  });

  it("forgets together, after a success", async () => {
    const [a, b] = limiters;
    expect(await passed(a, LIMIT.points + 1)).toBe(LIMIT.points);
    await a.reset("ada");
    expect(await passed(b, LIMIT.points + 1)).toBe(LIMIT.points);
  });

  it("is stricter without Redis, never open and never down", async () => {
    const [a, b] = limiters;
    await goAway();
    const alone = Math.ceil(LIMIT.points / 4);
    expect([await passed(a, 20), await passed(b, 20)]).toEqual([alone, alone]);
    await a.reset("ada");
    expect(await passed(a, 20)).toBe(alone);
  });

  it("lets one attempt through without Redis even where a quarter is less", async () => {
    const strict = new Limiter("strict", { points: 1, windowS: 60 }, redises[0]);
    await goAway();
    expect(await passed(strict, 5)).toBe(1);
  });

  it("holds what a process has counted itself when Redis goes, and when it was emptied", async () => {
    const [a, b] = limiters;
    expect(await passed(a, 8)).toBe(8);
    await goAway();
    expect(await passed(a, 1)).toBe(0);
    await server.start();
    await until(() => redises.every((redis) => redis.connectedSince !== null));
    expect(await passed(a, 5)).toBe(1);
    expect(await passed(b, 20)).toBe(LIMIT.points - 1);
  });
});
