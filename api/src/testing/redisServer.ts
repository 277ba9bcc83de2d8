import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { Redis } from "ioredis";
import { readConfig } from "../config";
import type { RedisSettings } from "../platform/redis/redisSettings";

const START_MS = 10_000;

/** A Redis of a test's own, to be killed, stopped and started as it likes. */
export interface RedisServer {
  host: string;
  port: number;
  url: string;
  /** Says something to the server itself. */
  ask(command: string, ...args: (string | number)[]): Promise<unknown>;
  /** Nothing of what it held is left. */
  kill(): Promise<void>;
  /** Starts again where it was, empty. */
  start(): Promise<void>;
  signal(name: "SIGSTOP" | "SIGCONT"): void;
}

/** Empty, without persistence, on a free port; `args` are further settings; a Sentinel when there is a file for it. Killed when the test process ends. */
export async function startRedis(
  args: readonly string[] = [],
  port?: number,
  sentinelFile?: string,
): Promise<RedisServer> {
  const { program, env } = redisProgram();
  const at = port ?? (await freePort());
  const url = `redis://127.0.0.1:${at}`;
  const [, password] = args.slice(args.indexOf("--requirepass"));
  const options = { lazyConnect: true, retryStrategy: () => null, ...(args.includes("--requirepass") && { password }) };
  let child: ChildProcess | undefined;
  let folder = "";
  const end = () => child?.kill("SIGKILL");
  process.once("exit", end);
  const server: RedisServer = {
    host: "127.0.0.1",
    port: at,
    url,
    async ask(command, ...rest) {
      const client = new Redis(url, options);
      client.on("error", () => {});
      try {
        await client.connect();
        return await client.call(command, ...rest);
      } finally {
        client.disconnect();
      }
    },
    async kill() {
      if (child?.exitCode === null && child.signalCode === null) {
        const exited = once(child, "exit");
        child.kill("SIGKILL");
        await exited;
      }
      rmSync(folder, { recursive: true, force: true });
    },
    async start() {
      folder = mkdtempSync(join(tmpdir(), "taskflow-redis-"));
      const basic = ["--port", String(at), "--bind", "127.0.0.1", "--dir", folder, "--loglevel", "warning"];
      const kind = sentinelFile ? [sentinelFile, "--sentinel", ...basic] : [...basic, "--save", ""];
      child = spawn(program, [...kind, ...args], { env, stdio: "ignore" });
      await until(async () => (await server.ask("PING")) === "PONG", START_MS);
    },
    signal: (name) => void child?.kill(name),
  };
  await server.start();
  return server;
}

/** Settings as the environment would give them; without any, those of a Redis that is reached at `url`. */
export function redisSettings(env: Record<string, string>): RedisSettings {
  const { redis } = readConfig({ JWT_SECRET: SECRET, REFRESH_TOKEN_SECRET: `${SECRET}-2`, ...env });
  if (!redis) throw new Error("These settings name no Redis");
  return redis;
}

/** Waits until something is so, however often asking throws. */
export async function until(isSo: () => boolean | Promise<boolean>, withinMs = START_MS): Promise<void> {
  const giveUpAt = performance.now() + withinMs;
  let failure: unknown;
  while (performance.now() < giveUpAt) {
    try {
      if (await isSo()) return;
    } catch (error) {
      failure = error;
    }
    await sleep(10);
  }
  throw new Error(`It was not so within ${withinMs} ms`, { cause: failure });
}

/** Below the ports that this machine gives to clients. */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = 20_000 + Math.floor(Math.random() * 12_000);
    const server = createServer().listen(port, "127.0.0.1");
    const isFree = await Promise.race([
      once(server, "listening").then(() => true),
      once(server, "error").then(() => false),
    ]).catch(() => false);
    server.close();
    if (isFree) return port;
  }
}

const SECRET = "kq9PzT2mVn4XbR7wLs1YhD6fJc3GaE8u";

function redisProgram(): { program: string; env: NodeJS.ProcessEnv } {
  // eslint-disable-next-line node/no-process-env -- what the runner of the tests says of its services
  const { programs } = JSON.parse(process.env["TASKFLOW_SERVICES"] ?? "{}") as {
    programs?: { "redis-server": string; env?: NodeJS.ProcessEnv };
  };
  if (!programs) throw new Error("TASKFLOW_SERVICES does not say where redis-server is");
  return { program: programs["redis-server"], env: { ...programs.env } };
}
