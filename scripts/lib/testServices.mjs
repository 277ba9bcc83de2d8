import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { root } from "./paths.mjs";

let running;

/** The services of this run, started for the first suite that wants them: the line that scripts/services.mjs prints. */
export async function testServices() {
  running ??= start();
  return (await running).line;
}

/** Ends them, if they were started. They also end when this process does, however it does. */
export async function stopTestServices() {
  const { child } = (await running?.catch(() => undefined)) ?? {};
  if (!child || child.exitCode !== null || child.signalCode !== null) return;
  const isOver = once(child, "exit");
  child.stdin.end();
  await isOver;
}

async function start() {
  console.log("— services");
  const child = spawn(process.execPath, [join(root, "scripts", "services.mjs"), "--json"], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  const line = await new Promise((resolve, reject) => {
    createInterface({ input: child.stdout }).once("line", resolve);
    child.once("error", reject);
    child.once("exit", (code) => reject(new Error(`the services did not start (exit code ${code}); see above`)));
  });
  return { child, line };
}
