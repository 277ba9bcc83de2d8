import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { freePort } from "./ports.mjs";
import { versionOf } from "./programRuns.mjs";
import { createServer } from "./server.mjs";

/** A Redis that keeps nothing: started again, it is empty. */
export async function createRedis(programs, runFolder, taken) {
  const folder = join(runFolder, "redis");
  mkdirSync(folder);
  const port = await freePort(taken);
  // Without its title it shows its arguments, by which the servers of a killed run are known. 6.0 always has its title.
  const version = (await versionOf(programs["redis-server"], programs.env)) ?? "";
  const title = version.includes("v=6.0.") ? [] : ["--set-proc-title", "no"];
  const listen = ["--port", String(port), "--bind", "127.0.0.1", ...title];
  return createServer({
    name: "redis",
    runFolder,
    program: {
      path: programs["redis-server"],
      env: programs.env,
      args: [...listen, "--save", "", "--appendonly", "no", "--dir", folder],
    },
    port,
    logPath: join(folder, "log"),
    greeting: { ask: "PING\r\n", answer: /^\+PONG/ },
  });
}
