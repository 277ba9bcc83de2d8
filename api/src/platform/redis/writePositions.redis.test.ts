import { setTimeout as sleep } from "node:timers/promises";
import { redisSettings, type RedisServer, startRedis, until } from "../../testing/redisServer";
import { RedisConnection } from "./redisConnection";
import { WritePositions } from "./writePositions";

const WINDOW_MS = 400;
const silent = { info() {}, warn() {}, error() {} };

describe("the positions of writes", () => {
  let server: RedisServer;
  const connections: RedisConnection[] = [];
  beforeEach(async () => {
    server = await startRedis();
  });
  afterEach(async () => {
    for (const redis of connections.splice(0)) redis.close();
    await server.kill();
  });

  /** Those of a process of its own. */
  async function open(windowMs = WINDOW_MS): Promise<{ positions: WritePositions; redis: RedisConnection }> {
    const redis = new RedisConnection(redisSettings({ REDIS_URL: server.url }), silent);
    connections.push(redis);
    await until(() => redis.connectedSince !== null);
    return { positions: new WritePositions(redis, windowMs), redis };
  }
  const isTrusted = async (positions: WritePositions, userId = "usr_a") => (await positions.of(userId)).isTrusted;

  it("are known in every process, for all users that they are noted for", async () => {
    const [{ positions: a }, { positions: b }] = [await open(), await open()];
    expect(await a.note(["usr_a", "usr_b"], { "0": 7 })).toBe(true);
    for (const id of ["usr_a", "usr_b"]) expect((await b.of(id)).position).toEqual({ "0": 7 });
    expect((await b.of("usr_c")).position).toEqual({});
  });

  it("never go back, source by source, and keep all their digits", async () => {
    const { positions } = await open();
    const large = 9_007_199_254_740_991;
    await positions.note(["usr_a"], { "0": 7, "1": large });
    await positions.note(["usr_a"], { "0": 5, "1": large - 1, "2": 1 });
    expect((await positions.of("usr_a")).position).toEqual({ "0": 7, "1": large, "2": 1 });
    await positions.note(["usr_a"], { "0": 10 });
    expect((await positions.of("usr_a")).position["0"]).toBe(10);
  });

  it("are forgotten after the window", async () => {
    const { positions } = await open();
    await positions.note(["usr_a"], { "0": 7 });
    await until(async () => Object.keys((await positions.of("usr_a")).position).length === 0);
    expect(await isTrusted(positions)).toBe(true);
  });

  it("are trusted only when Redis has lost nothing for the window", async () => {
    const { positions } = await open();
    expect(await isTrusted(positions)).toBe(false);
    await until(() => isTrusted(positions));
    await server.ask("FLUSHALL");
    expect(await isTrusted(positions)).toBe(false);
    await sleep(WINDOW_MS / 2);
    expect(await isTrusted(positions)).toBe(false);
    await until(() => isTrusted(positions));
  });

  it("are not trusted by a process that was away for a moment, however old the epoch", async () => {
    const [{ positions: steady }, { positions, redis }] = [await open(), await open()];
    await until(async () => (await isTrusted(steady)) && (await isTrusted(positions)));
    const since = redis.connectedSince ?? 0;
    redis.client.disconnect(true);
    await until(() => (redis.connectedSince ?? 0) > since);
    expect(await isTrusted(positions)).toBe(false);
    expect(await isTrusted(steady)).toBe(true);
    await until(() => isTrusted(positions));
  });

  it("are neither known nor taken while Redis is away, and nothing fails", async () => {
    const { positions, redis } = await open();
    await server.kill();
    await until(() => redis.connectedSince === null);
    expect(await positions.note(["usr_a"], { "0": 7 })).toBe(false);
    expect(await positions.of("usr_a")).toEqual({ isTrusted: false, position: {} });
  });
});
