import { setTimeout as sleep } from "node:timers/promises";
import { redisSettings, type RedisServer, startRedis, until } from "../../testing/redisServer";
import { RedisConnection } from "../redis/redisConnection";
import { RedisDoorbell } from "./redisDoorbell";

const silent = { info() {}, warn() {}, error() {} };

describe("the doorbell of two processes", () => {
  let server: RedisServer;
  let redises: RedisConnection[];
  let bells: RedisDoorbell[];
  let heard: string[][];
  beforeEach(async () => {
    server = await startRedis();
    redises = [0, 1].map(() => new RedisConnection(redisSettings({ REDIS_URL: server.url }), silent));
    bells = redises.map((redis) => new RedisDoorbell(redis));
    heard = [[], []];
    bells.forEach((bell, at) => bell.onRing((ids) => heard[at]?.push(...ids)));
    await meet("first");
  });
  afterEach(async () => {
    for (const redis of redises) redis.close();
    await server.kill();
  });

  /** Rings until each hears the other, and forgets that. */
  async function meet(name: string): Promise<void> {
    await until(async () => {
      bells.forEach((bell, at) => bell.ring([`${name}${at}`]));
      await sleep(20);
      return heard[0]!.includes(`${name}1`) && heard[1]!.includes(`${name}0`);
    });
    await sleep(50);
    heard.forEach((ids) => (ids.length = 0));
  }

  it("is heard in both, at once where it is rung, and once", async () => {
    bells[0]!.ring(["prj_a", "usr_b"]);
    expect(heard[0]).toEqual(["prj_a", "usr_b"]);
    await until(() => heard[1]!.length > 0);
    bells[1]!.ring(["prj_c"]);
    await until(() => heard[0]!.length === 3);
    await sleep(50);
    expect(heard).toEqual([
      ["prj_a", "usr_b", "prj_c"],
      ["prj_a", "usr_b", "prj_c"],
    ]);
  });

  it("carries any number of ids", async () => {
    const ids = Array.from({ length: 1_201 }, (_, at) => `prj_${at}`);
    bells[0]!.ring(ids);
    await until(() => heard[1]!.length === ids.length);
    expect(heard[1]).toEqual(ids);
  });

  it("is heard where it is rung while Redis is away, and everywhere when it is back", async () => {
    await server.kill();
    bells[0]!.ring(["prj_a"]);
    expect(heard).toEqual([["prj_a"], []]);
    await server.start();
    await meet("again");
  });
});
