import { setTimeout as sleep } from "node:timers/promises";
import { redisSettings, type RedisServer, startRedis, until } from "../../testing/redisServer";
import { RedisConnection } from "../redis/redisConnection";
import { EndedSessions } from "./endedSessions";

const LIFETIME_MS = 1_500;
const silent = { info() {}, warn() {}, error() {} };

describe("ended sessions", () => {
  let server: RedisServer;
  let redises: RedisConnection[];
  let processes: [EndedSessions, EndedSessions];
  beforeEach(async () => {
    server = await startRedis();
    redises = [0, 1].map(() => new RedisConnection(redisSettings({ REDIS_URL: server.url }), silent));
    processes = redises.map((redis) => new EndedSessions(redis, LIFETIME_MS)) as typeof processes;
    await until(() => redises.every((redis) => redis.connectedSince !== null));
  });
  afterEach(async () => {
    for (const redis of redises) redis.close();
    await server.kill();
  });
  const answerOf = (ended: EndedSessions) => ended.check("usr_a", "ses_a");

  it("are known in every process at once; others are known to live once Redis has been complete for a lifetime", async () => {
    const [a, b] = processes;
    expect(await answerOf(b)).toBe("unknown");
    await until(async () => (await answerOf(b)) === "live");
    await a.add("usr_a", "ses_a");
    expect(await answerOf(b)).toBe("ended");
    expect(await b.check("usr_a", "ses_c")).toBe("live");
  });

  it("are not taken for living after Redis was emptied", async () => {
    const [a, b] = processes;
    await until(async () => (await answerOf(b)) === "live");
    await a.add("usr_a", "ses_a");
    await server.ask("FLUSHALL");
    expect(await answerOf(b)).toBe("unknown");
  });

  it("are not said to be told when Redis is away", async () => {
    const [a, b] = processes;
    await server.kill();
    await until(() => redises.every((redis) => redis.connectedSince === null));
    await expect(a.add("usr_a", "ses_a")).rejects.toThrow(/Connection|Stream|closed/);
    expect(await answerOf(b)).toBe("unknown");
  });

  it("are forgotten when no access token of theirs can be left", async () => {
    const [a, b] = processes;
    await a.add("usr_a", "ses_a");
    await sleep(LIFETIME_MS / 2);
    expect(await answerOf(b)).toBe("ended");
    await until(async () => (await answerOf(b)) === "live");
  });

  it("are nobody's knowledge without Redis", async () => {
    const alone = new EndedSessions(null, LIFETIME_MS);
    await alone.add("usr_a", "ses_a");
    expect(await answerOf(alone)).toBe("unknown");
  });
});
