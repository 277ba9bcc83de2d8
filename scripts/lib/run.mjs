import { spawn } from "node:child_process";
import { join } from "node:path";
import { root } from "./paths.mjs";

const running = new Set();
let isInterrupted = false;

/** Whether a signal has asked this process to stop while something ran. */
export const wasInterrupted = () => isInterrupted;

// Only while something runs: afterwards the signals belong to whatever this process turns into.
const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"];

function passOn(signal) {
  isInterrupted = true;
  for (const child of running) killGroup(child, signal);
}

process.on("exit", () => {
  for (const child of running) killGroup(child, "SIGKILL");
});

/** Path of a tool that npm installed. */
export const bin = (name) => join(root, "node_modules", ".bin", name);

/**
 * Runs a command to its end and answers {code, output, stdout, isTimedOut}; output is both streams, and is collected
 * unless `isShown`. Its whole process group dies with it, with us, after `timeoutMs`, or when `stop` (an AbortSignal)
 * says so.
 */
export function run(command, args, { cwd = root, env = process.env, isShown = false, timeoutMs, stop } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd,
      env,
      stdio: isShown ? ["ignore", 1, 1] : ["ignore", "pipe", "pipe"],
      detached: true,
    });
    if (running.size === 0) for (const signal of SIGNALS) process.on(signal, passOn);
    running.add(child);
    let output = "";
    let stdout = "";
    let isTimedOut = false;
    child.stdout?.setEncoding("utf8").on("data", (text) => {
      output += text;
      stdout += text;
    });
    child.stderr?.setEncoding("utf8").on("data", (text) => (output += text));
    const timer =
      timeoutMs &&
      setTimeout(() => {
        isTimedOut = true;
        killGroup(child, "SIGKILL");
      }, timeoutMs);
    stop?.addEventListener("abort", () => killGroup(child, "SIGKILL"), { once: true });
    child.on("error", reject);
    // What a tool has left behind (a server a test forgot) must not outlive it, nor hold its pipes open.
    child.on("exit", () => killGroup(child, "SIGKILL"));
    child.on("close", (code) => {
      clearTimeout(timer);
      running.delete(child);
      if (running.size === 0) for (const signal of SIGNALS) process.off(signal, passOn);
      resolve({ code: code ?? 1, output, stdout, isTimedOut });
    });
  });
}

function killGroup(child, signal) {
  try {
    process.kill(-child.pid, signal);
  } catch {
    // The group is gone already.
  }
}

export const seconds = (startedAt) => `${((performance.now() - startedAt) / 1000).toFixed(1)} s`;
