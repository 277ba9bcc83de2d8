import { spawn } from "node:child_process";
import { createServer } from "node:net";
import { join, resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

const MAIN = resolve(__dirname, "../../api/dist/main.js");
/** Several are started at once, on machines that are busy with other tests. */
const START_TIMEOUT_MS = 55_000;
const STOP_TIMEOUT_MS = 10_000;

export interface ApiProcess {
  readonly url: string;
  readonly pid: number;
  /** Stops it as an operator would. */
  readonly stop: () => Promise<void>;
  /** Ends it as a crash would, at once; answers when it is gone. */
  readonly kill: () => Promise<void>;
  readonly hasEnded: () => boolean;
  /** What it printed so far. */
  readonly output: () => string;
}

/** Where the built API keeps its database. */
export const databaseIn = (dataDir: string): string => join(dataDir, "taskflow.sqlite");

/** The built API in a process of its own. `settings` are environment variables; nothing else is handed on. */
export async function startApi(dataDir: string, settings: Record<string, string> = {}): Promise<ApiProcess> {
  const port = settings.PORT ?? (await findPort());
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
    // A .env in the working directory would have its say.
    cwd: dataDir,
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  const read = (chunk: Buffer) => (output += chunk.toString());
  child.stdout.on("data", read);
  child.stderr.on("data", read);
  // Then all that it printed was read, too.
  const exited = new Promise<void>((finish) => child.once("close", () => finish()));
  const end = async (signal: NodeJS.Signals) => {
    child.kill(signal);
    const timer = setTimeout(() => child.kill("SIGKILL"), STOP_TIMEOUT_MS);
    await exited;
    clearTimeout(timer);
  };

  const deadline = Date.now() + START_TIMEOUT_MS;
  while (!(await isReady(url))) {
    if (child.exitCode !== null || Date.now() > deadline) {
      await end("SIGKILL");
      throw new Error(`The API did not start:\n${output}`);
    }
    await sleep(25);
  }
  return {
    url,
    pid: child.pid ?? 0,
    stop: () => end("SIGTERM"),
    kill: () => end("SIGKILL"),
    hasEnded: () => child.exitCode !== null || child.signalCode !== null,
    output: () => output,
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
export async function findPort(): Promise<number> {
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
