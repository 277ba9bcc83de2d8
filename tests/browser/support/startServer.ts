import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

const MAIN = resolve(__dirname, "../../../api/dist/main.js");
const START_TIMEOUT_MS = 30_000;

export interface TestServer {
  readonly url: string;
  readonly stop: () => Promise<void>;
}

/** The built server in a process of its own, with the built web app and an empty data folder. */
export async function startServer(settings: Record<string, string> = {}): Promise<TestServer> {
  const port = await findPort();
  const dataDir = mkdtempSync(join(tmpdir(), "taskflow-browser-"));
  const url = `http://127.0.0.1:${port}`;
  const child = spawn(process.execPath, [MAIN], {
    env: {
      PATH: process.env.PATH,
      HOST: "127.0.0.1",
      PORT: String(port),
      DATA_DIR: dataDir,
      FRONTEND_URL: url,
      ...settings,
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  child.stdout.on("data", (chunk: Buffer) => (output += chunk.toString()));
  child.stderr.on("data", (chunk: Buffer) => (output += chunk.toString()));
  const exited = new Promise<void>((finish) => child.once("exit", () => finish()));

  const deadline = Date.now() + START_TIMEOUT_MS;
  while (!(await isReady(url))) {
    if (child.exitCode !== null || Date.now() > deadline) {
      child.kill("SIGKILL");
      throw new Error(`The server did not start:\n${output}`);
    }
    await sleep(50);
  }

  return {
    url,
    stop: async () => {
      child.kill("SIGTERM");
      const timer = setTimeout(() => child.kill("SIGKILL"), 10_000);
      await exited;
      clearTimeout(timer);
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

async function isReady(url: string): Promise<boolean> {
  try {
    return (await fetch(`${url}/readyz`)).ok;
  } catch {
    return false;
  }
}

/** Below 32768, where no outgoing connection can have taken the port in between. */
async function findPort(): Promise<number> {
  for (;;) {
    const port = 20_000 + Math.floor(Math.random() * 12_000);
    const isFree = await new Promise<boolean>((finish) => {
      const probe = createServer();
      probe.once("error", () => finish(false));
      probe.listen(port, "127.0.0.1", () => probe.close(() => finish(true)));
    });
    if (isFree) return port;
  }
}
