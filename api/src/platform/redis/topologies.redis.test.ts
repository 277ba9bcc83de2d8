import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { freePort, redisSettings, type RedisServer, startRedis, until } from "../../testing/redisServer";
import { Limiter } from "../auth/limiter";
import { RedisDoorbell } from "../realtime/redisDoorbell";
import { RedisConnection } from "./redisConnection";
import { WritePositions } from "./writePositions";

const WINDOW_MS = 500;
const USERS = Array.from({ length: 40 }, (_, at) => `usr_${at}`);
const silent = { info() {}, warn() {}, error() {} };

let servers: RedisServer[];
let folder: string;
let redis: RedisConnection;
beforeEach(() => {
  servers = [];
  folder = mkdtempSync(join(tmpdir(), "taskflow-redis-settings-"));
});
afterEach(async () => {
  redis.close();
  for (const server of servers) await server.kill();
  rmSync(folder, { recursive: true, force: true });
});

async function start(args: readonly string[] = [], port?: number): Promise<RedisServer> {
  const server = await startRedis(args, port);
  servers.push(server);
  return server;
}

async function connect(env: Record<string, string>): Promise<void> {
  redis = new RedisConnection(redisSettings(env), silent);
  await until(() => redis.connectedSince !== null);
}

/** All that Redis is for. */
async function useIt(): Promise<WritePositions> {
  const positions = new WritePositions(redis, WINDOW_MS);
  await until(() => positions.note(USERS, { "0": 7 }));
  expect(await Promise.all(USERS.map(async (id) => (await positions.of(id)).position))).toEqual(
    USERS.map(() => ({ "0": 7 })),
  );
  await until(async () => (await Promise.all(USERS.map((id) => positions.of(id)))).every((known) => known.isTrusted));
  const limiter = new Limiter("login", { points: 4, windowS: 60 }, redis);
  for (let attempt = 0; attempt < 4; attempt++) await limiter.take("ada");
  await expect(limiter.take("ada")).rejects.toMatchObject({ code: "RATE_LIMITED" });
  await limiter.reset("ada");
  await limiter.take("ada");
  const [here, there] = [new RedisDoorbell(redis), new RedisDoorbell(redis)];
  const heard: string[] = [];
  there.onRing((ids) => heard.push(...ids));
  await until(() => {
    // Of two on one connection the later one hears.
    here.ring(["prj_a"]);
    return heard.includes("prj_a");
  });
  return positions;
}

it("a Cluster of three masters does all that one server does, and one that dies is noticed", async () => {
  const ports = await Promise.all([freePort(), freePort(), freePort(), freePort(), freePort(), freePort()]);
  for (const port of ports.slice(0, 3)) {
    const bus = ports[3 + ports.indexOf(port)];
    await start(["--cluster-enabled", "yes", "--cluster-port", String(bus), "--cluster-node-timeout", "2000"], port);
  }
  const [first] = servers as [RedisServer];
  const bounds = [0, 5_461, 10_923, 16_384] as const;
  for (const [at, server] of servers.entries()) {
    await server.ask("CLUSTER", "ADDSLOTSRANGE", bounds[at]!, bounds[at + 1]! - 1);
    if (server !== first) await first.ask("CLUSTER", "MEET", server.host, server.port, ports[3 + at]!);
  }
  const isWhole = async (server: RedisServer) =>
    String(await server.ask("CLUSTER", "INFO")).includes("cluster_state:ok") &&
    String(await server.ask("CLUSTER", "INFO")).includes("cluster_known_nodes:3");
  await until(async () => (await Promise.all(servers.map(isWhole))).every(Boolean));

  await connect({ REDIS_CLUSTER: `127.0.0.1:${first.port},127.0.0.1:${servers[1]!.port}` });
  const positions = await useIt();
  const since = redis.connectedSince ?? 0;
  await servers[2]!.kill();
  await until(() => redis.connectedSince === null || redis.connectedSince > since);
  // What it held is not known, and asking fails nobody.
  const known = await Promise.all(USERS.map((id) => positions.of(id)));
  expect(known.some(({ isTrusted }) => isTrusted)).toBe(false);
  expect(await positions.note(USERS, { "0": 8 })).toBe(false);
}, 60_000);

it("Sentinel's new primary is found, and not trusted before the window has passed", async () => {
  const primary = await start();
  const replica = await start(["--replicaof", "127.0.0.1", String(primary.port), "--repl-diskless-sync-delay", "0"]);
  const file = join(folder, "sentinel.conf");
  writeFileSync(
    file,
    [
      `sentinel monitor main 127.0.0.1 ${primary.port} 1`,
      "sentinel down-after-milliseconds main 500",
      "sentinel failover-timeout main 2000",
    ].join("\n"),
  );
  const sentinel = await startRedis([], undefined, file);
  servers.push(sentinel);
  await until(async () => String(await replica.ask("INFO", "replication")).includes("master_link_status:up"));
  await until(async () => String(await sentinel.ask("INFO", "sentinel")).includes("slaves=1"));

  await connect({ REDIS_SENTINELS: `127.0.0.1:${sentinel.port}`, REDIS_SENTINEL_NAME: "main" });
  const positions = await useIt();
  await primary.kill();
  await until(() => redis.connectedSince === null);
  expect(await positions.of("usr_1")).toEqual({ isTrusted: false, position: {} });
  await until(() => positions.note(["usr_1"], { "0": 8 }), 30_000);
  expect(await positions.of("usr_1")).toEqual({ isTrusted: false, position: { "0": 8 } });
  await until(async () => (await positions.of("usr_1")).isTrusted);
  expect(String(await replica.ask("ROLE"))).toMatch(/^master/);
}, 60_000);
