import { setTimeout as sleep } from "node:timers/promises";
import { redisSettings, type RedisServer, startRedis, until } from "../../testing/redisServer";
import { RedisConnection } from "./redisConnection";

const TIMEOUT_MS = 200;

describe("a connection to Redis", () => {
  let server: RedisServer;
  let redis: RedisConnection;
  let logged: string[];
  const log = (message: string, fields?: object) => logged.push(`${message} ${JSON.stringify(fields)}`);
  const logger = { info: log, warn: log, error: log };
  const connect = (env: Record<string, string>) => {
    redis = new RedisConnection(redisSettings(env), logger);
    return redis;
  };
  beforeEach(async () => {
    logged = [];
    server = await startRedis(["--requirepass", "a-pass"]);
  });
  afterEach(async () => {
    redis.close();
    await server.kill();
  });

  const isConnected = () => redis.connectedSince !== null;
  const withPassword = () => ({ REDIS_URL: server.url.replace("//", "//:a-pass@") });

  it("is made though Redis is away, and used as soon as it is there", async () => {
    await server.kill();
    connect(withPassword());
    const startedAt = performance.now();
    await expect(redis.client.get("x")).rejects.toThrow();
    expect(performance.now() - startedAt).toBeLessThan(5 * TIMEOUT_MS);
    expect(redis.connectedSince).toBeNull();
    await server.start();
    await until(isConnected);
    await redis.client.set("x", "1");
    expect(await redis.client.get("x")).toBe("1");
  });

  it("tells once that Redis went and once that it came, and no password", async () => {
    connect(withPassword());
    await until(isConnected);
    await server.kill();
    await until(() => !isConnected());
    // Time for several attempts.
    await sleep(500);
    await server.start();
    await until(isConnected);
    expect(logged.map((line) => line.split(";")[0])).toEqual(["Redis is away", "Redis is back undefined"]);
    expect(logged.join()).not.toContain("a-pass");
  });

  it("says when it was connected last, which a gap renews", async () => {
    connect({ REDIS_URL: server.url, REDIS_PASS: "a-pass" });
    await until(isConnected);
    const since = redis.connectedSince!;
    await redis.client.set("x", "1");
    expect(redis.connectedSince).toBe(since);
    await redis.client.call("CLIENT", "KILL", "TYPE", "normal", "SKIPME", "no").catch(() => {});
    await until(() => redis.connectedSince !== null && redis.connectedSince > since);
  });

  it("gives up on a server that does not answer, and is back when it does", async () => {
    connect(withPassword());
    await until(isConnected);
    server.signal("SIGSTOP");
    await expect(redis.client.get("x")).rejects.toThrow(/timed out/i);
    await until(() => !isConnected());
    // Now nobody waits for it.
    await expect(redis.client.get("x")).rejects.toThrow(/writeable|closed/i);
    server.signal("SIGCONT");
    await until(isConnected);
    expect(await redis.client.get("x")).toBeNull();
  });

  it("keeps its keys and channels under the prefix", async () => {
    connect({ ...withPassword(), REDIS_PREFIX: "other:" });
    await until(isConnected);
    await redis.client.set("x", "1");
    expect(await redis.client.call("KEYS", "*")).toEqual(["other:x"]);
  });

  it("hears what is published, again after Redis was away", async () => {
    connect(withPassword());
    const heard: string[] = [];
    redis.subscribe("news", (message) => heard.push(message));
    const publish = async (message: string) => {
      await until(async () => {
        await redis.publish("news", message);
        await sleep(20);
        return heard.includes(message);
      });
    };
    await publish("first");
    await server.kill();
    await server.start();
    await publish("second");
  });

  it("is not taken for connected when the password is wrong", async () => {
    connect({ REDIS_URL: server.url, REDIS_PASS: "not-the-pass" });
    await until(() => logged.length > 0);
    expect(redis.connectedSince).toBeNull();
    expect(logged.join()).toMatch(/Redis is away.*(WRONGPASS|NOAUTH)/);
    expect(logged.join()).not.toContain("not-the-pass");
  });
});
