import { setTimeout as sleep } from "node:timers/promises";
import { redisSettings, type RedisServer, startRedis, until } from "../../testing/redisServer";
import { RedisConnection } from "../redis/redisConnection";
import { EndedCredentials } from "./endedCredentials";

const LIFETIME_MS = 1_500;
const silent = { info() {}, warn() {}, error() {} };

describe("ended credentials", () => {
  let server: RedisServer;
  let redises: RedisConnection[];
  let processes: [EndedCredentials, EndedCredentials];
  beforeEach(async () => {
    server = await startRedis();
    redises = [0, 1].map(() => new RedisConnection(redisSettings({ REDIS_URL: server.url }), silent));
    processes = redises.map((redis) => new EndedCredentials(redis, LIFETIME_MS, silent)) as typeof processes;
    await until(() => redises.every((redis) => redis.connectedSince !== null));
  });
  afterEach(async () => {
    for (const ended of processes) ended.close();
    for (const redis of redises) redis.close();
    await server.kill();
  });
  const answerOf = (ended: EndedCredentials) => ended.check("usr_a", "ses_a");

  it("are known in every process at once; others are known to live once Redis has been complete for a lifetime", async () => {
    const [a, b] = processes;
    expect(await answerOf(b)).toBe("unknown");
    await until(async () => (await answerOf(b)) === "live");
    await a.add("usr_a", ["ses_a", "ses_b"]);
    expect(await answerOf(b)).toBe("ended");
    expect(await b.check("usr_a", "ses_b")).toBe("ended");
    expect(await b.check("usr_a", "ses_c")).toBe("live");
  });

  it("are not taken for living after Redis was emptied", async () => {
    const [a, b] = processes;
    await until(async () => (await answerOf(b)) === "live");
    await a.add("usr_a", ["ses_a"]);
    await server.ask("FLUSHALL");
    expect(await answerOf(b)).toBe("unknown");
  });

  it("are told when Redis is back", async () => {
    const [a, b] = processes;
    await server.kill();
    await until(() => redises.every((redis) => redis.connectedSince === null));
    await a.add("usr_a", ["ses_a"]);
    expect(await answerOf(b)).toBe("unknown");
    await server.start();
    await until(async () => (await answerOf(b)) === "ended");
  });

  it("are forgotten when no access token of theirs can be left", async () => {
    const [a, b] = processes;
    await a.add("usr_a", ["ses_a"]);
    await sleep(LIFETIME_MS / 2);
    expect(await answerOf(b)).toBe("ended");
    await until(async () => (await answerOf(b)) === "live");
  });

  it("are nobody's knowledge without Redis", async () => {
    const alone = new EndedCredentials(null, LIFETIME_MS, silent);
    await alone.add("usr_a", ["ses_a"]);
    expect(await answerOf(alone)).toBe("unknown");
  });
});
