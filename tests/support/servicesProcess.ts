import { spawn, type ChildProcessByStdio } from "node:child_process";
import { createInterface } from "node:readline";
import { once } from "node:events";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { Readable, Writable } from "node:stream";

interface Address {
  readonly host: string;
  readonly port: number;
  readonly pid: number;
}

export interface Services {
  readonly db: Address & {
    readonly kind: string;
    readonly user: string;
    readonly password: string;
    readonly rootUser: string;
    readonly rootPassword: string;
    readonly caFile?: string;
    readonly replicas: readonly Address[];
  };
  readonly redis: Address & { readonly url: string };
  /** Holds all their data. */
  readonly runFolder: string;
  readonly steps: Readonly<Record<string, number>>;
}

export interface ServicesProcess {
  readonly child: ChildProcessByStdio<Writable, Readable, Readable>;
  /** The next line it prints, as JSON; fails when it ends instead. */
  readonly answer: () => Promise<unknown>;
  readonly end: () => Promise<number | null>;
  /** What it said to people so far. */
  readonly said: () => string;
}

export const script = join(__dirname, "../../scripts/services.mjs");

/** scripts/services.mjs with these arguments and environment, or `command` that starts it. */
export function runServices(args: string[], env: NodeJS.ProcessEnv = process.env, command = [script]): ServicesProcess {
  const child = spawn(process.execPath, [...command, ...args], {
    env,
    stdio: ["pipe", "pipe", "pipe"],
    // Its own group: killed along with the tests' own it would leave its servers; the end of its input lets it stop them.
    detached: true,
  });
  let said = "";
  child.stderr.on("data", (text: Buffer) => (said += text.toString()));
  // When it has ended and all that it printed has been read.
  const closed = once(child, "close");
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  return {
    child,
    answer: async () => {
      const line = await lines.next();
      if (line.done) throw new Error(`The services ended:\n${said}`);
      return JSON.parse(line.value) as unknown;
    },
    end: async () => {
      child.stdin.end();
      await closed;
      return child.exitCode;
    },
    said: () => said,
  };
}

export function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

/** Until it holds. @throws Error when that takes longer than any machine should need */
export async function until(holds: () => boolean | Promise<boolean>, patienceMs = 300_000): Promise<void> {
  for (const deadline = Date.now() + patienceMs; !(await holds()); await sleep(20)) {
    if (Date.now() > deadline)
      throw new Error(`What was waited for has not come in ${patienceMs} ms: ${String(holds)}`);
  }
}
