import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { once } from "node:events";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { setTimeout as sleep } from "node:timers/promises";
import { root } from "../../scripts/lib/paths.mjs";
import { profiling } from "./profiles.mjs";
import { TOKEN_LIFETIME_S } from "./world.mjs";

const START_MS = 30_000;
/** From then on the product believes Redis about ended sessions, as it does in all but the first minutes of its life. */
export const SETTLED_MS = (TOKEN_LIFETIME_S + 15 + 1) * 1_000;
/** Redis counts that by groups of users, from the first request of each: in so long all groups have asked. */
export const ALL_GROUPS_MS = 4_000;
const ALL = ["list", "one", "create", "board", "search", "deep-page", "update", "move"];
/** The usual search of these is LIKE, which finds other tasks. */
const WITHOUT_SEARCH = ALL.filter((name) => name !== "search");

/** What is measured side by side; the first is what the others are measured by. */
const SERVERS = [
  { name: "bare", script: "bench/peers/bare.mjs", operations: ALL },
  {
    name: "express-sequelize",
    script: "bench/peers/express-sequelize.mjs",
    operations: WITHOUT_SEARCH,
  },
  { name: "mercurius", script: "bench/peers/mercurius.mjs", isGraphQL: true, operations: WITHOUT_SEARCH },
  { name: "apollo-usual", script: "bench/peers/apollo-usual.mjs", isGraphQL: true, operations: WITHOUT_SEARCH },
  { name: "product", script: "api/dist/main.js", isGraphQL: true, isProduct: true, operations: ALL },
];

/** Starts them all, or those named in `only`. Answers them with their `url` and `pid`, and how to end them. */
export async function startServers({
  settings,
  redisUrl,
  secret,
  otherSecret,
  poolSize,
  only,
  profileFolder,
  known = SERVERS,
  productSettings = {},
}) {
  const folder = mkdtempSync(join(tmpdir(), "taskflow-bench-"));
  const children = [];
  // However this process ends; the services end by themselves with it.
  process.once("exit", () => {
    for (const child of children) child.kill("SIGKILL");
    rmSync(folder, { recursive: true, force: true });
  });
  const stop = () => Promise.all(children.map(endChild));
  const env = {
    PATH: process.env.PATH,
    NODE_ENV: "production",
    ...settings,
    DB_POOL_SIZE: String(poolSize),
    JWT_SECRET: secret,
    JWT_LIFETIME_S: String(TOKEN_LIFETIME_S),
  };
  const productEnv = {
    HOST: "127.0.0.1",
    DATA_DIR: folder,
    FRONTEND_URL: "https://taskflow.example",
    SMTP_URL: "smtp://127.0.0.1:1",
    LOG_LEVEL: "warn",
    REDIS_URL: redisUrl,
    REFRESH_TOKEN_SECRET: otherSecret,
    JWT_EXPIRES_IN: `${TOKEN_LIFETIME_S}s`,
    ...productSettings,
  };
  try {
    const servers = [];
    const wanted = known.filter(({ name }) => !only || only.includes(name));
    for (const server of wanted) {
      const port = await freePort();
      const child = spawn(
        process.execPath,
        [...(profileFolder ? profiling(profileFolder, server.name) : []), join(root, server.script)],
        {
          cwd: folder,
          env: { ...env, PORT: String(port), ...(server.isProduct && productEnv) },
          stdio: ["ignore", "pipe", "inherit"],
        },
      );
      children.push(child);
      const lines = createInterface({ input: child.stdout });
      const url = `http://127.0.0.1:${port}`;
      await (server.isProduct
        ? untilReady(child, url)
        : once(lines, "line", { signal: AbortSignal.timeout(START_MS) }));
      lines.on("line", () => {});
      servers.push({ ...server, url, port, pid: child.pid });
    }
    return { servers, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function untilReady(child, url) {
  const deadline = Date.now() + START_MS;
  while (
    !(await fetch(`${url}/readyz`).then(
      ({ ok }) => ok,
      () => false,
    ))
  ) {
    if (child.exitCode !== null || Date.now() > deadline) throw new Error("the product did not start");
    await sleep(25);
  }
}

export async function endChild(child) {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, "exit");
  child.kill("SIGTERM");
  const timer = setTimeout(() => child.kill("SIGKILL"), 10_000);
  await ended;
  clearTimeout(timer);
}

/** Below 32768, where no outgoing connection can have taken the port in between. */
export async function freePort() {
  for (;;) {
    const port = 20_000 + Math.floor(Math.random() * 12_000);
    const isFree = await new Promise((resolve) => {
      const probe = createServer();
      probe.once("error", () => resolve(false));
      probe.listen(port, "127.0.0.1", () => probe.close(() => resolve(true)));
    });
    if (isFree) return port;
  }
}
