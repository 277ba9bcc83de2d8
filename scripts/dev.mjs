// The API and the web app, both reloading on change, in one terminal.
import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { join } from "node:path";
import { forgetBuild } from "./lib/build.mjs";
import { root } from "./lib/paths.mjs";
import { prepare } from "./lib/prepare.mjs";
import { bin } from "./lib/run.mjs";

const GRACE_MS = 5_000;

await prepare([]);
// From here on tsc writes api/dist whenever it likes.
forgetBuild("api");

const children = new Set();
let isStopping = false;

process.on("SIGINT", stop);
process.on("SIGTERM", stop);
process.on("SIGHUP", stop);

let isApiStarted = false;
start("tsc", bin("tsc"), ["-p", "api", "--watch", "--preserveWatchOutput"], {}, (line) => {
  if (isApiStarted || !line.includes("Watching for file changes")) return;
  isApiStarted = true;
  const watch = ["--watch-path=api/dist", "--watch-preserve-output", "--enable-source-maps", "api/dist/main.js"];
  start("api", process.execPath, watch);
});
start("web", bin("vite"), ["--clearScreen", "false"], { cwd: join(root, "web") });

function start(name, command, args, options = {}, onLine = () => {}) {
  // A group of its own, so that Ctrl+C reaches each process once, by us, and none is left behind.
  const child = spawn(command, args, { cwd: root, ...options, stdio: ["ignore", "pipe", "pipe"], detached: true });
  children.add(child);
  for (const stream of [child.stdout, child.stderr]) {
    createInterface({ input: stream }).on("line", (line) => {
      console.log(`[${name}] ${line}`);
      onLine(line);
    });
  }
  child.on("close", (code) => {
    children.delete(child);
    if (isStopping) return;
    console.log(`[${name}] ended with code ${code}`);
    process.exitCode = 1;
    stop();
  });
}

function stop() {
  if (isStopping) return;
  isStopping = true;
  for (const child of children) signalGroup(child, "SIGTERM");
  setTimeout(() => {
    for (const child of children) signalGroup(child, "SIGKILL");
  }, GRACE_MS).unref();
}

function signalGroup(child, signal) {
  try {
    process.kill(-child.pid, signal);
  } catch {
    // It is gone already.
  }
}
