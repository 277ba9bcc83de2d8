import { spawn } from "node:child_process";
import { once } from "node:events";
import { openSync, closeSync, existsSync, readFileSync } from "node:fs";
import { connect } from "node:net";
import { basename, dirname } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { containerPid, killContainer } from "./docker.mjs";
import { notePid } from "./runFolder.mjs";

const READY_MS = 60_000;

/**
 * One server process that can be started again, on the same port and data, after it was killed.
 * `program` {path, env, args}, `port`, `logPath`, and `greeting` {ask, answer}: what a client sends (if anything) and
 * what the answer must match for the server to count as ready.
 */
export function createServer({ name, runFolder, program, port, logPath, greeting }) {
  let child;
  let isEnded = false;
  // Docker's own command is not the server; the container's first process is.
  const container = basename(dirname(program.path)) === "docker" ? `${basename(runFolder)}-${name}` : undefined;
  const server = { name, port, pid: undefined, start, end };
  return server;

  async function start() {
    await kill();
    if (isEnded) throw new Error(`${name} is not started any more`);
    const log = openSync(logPath, "a");
    child = spawn(program.path, program.args, {
      env: { ...process.env, ...program.env, CONTAINER: container },
      stdio: ["ignore", log, log],
      // Its own group: Ctrl-C is for us, who end it in our own order.
      detached: true,
    });
    closeSync(log);
    let failure;
    child.once("error", (error) => (failure = error.message));
    child.once("exit", (code, signal) => (failure ??= `it ended with ${signal ?? `code ${code}`}`));
    const started = child;
    const deadline = Date.now() + READY_MS;
    while (!(await greets(port, greeting))) {
      if (Date.now() > deadline) failure ??= `it did not answer within ${READY_MS / 1000} s`;
      if (failure) throw new Error(`${name} did not start: ${failure}\n${tail(logPath)}`);
      await sleep(20);
    }
    // Something else may have taken the port and be what answered.
    if (started.exitCode !== null || started.signalCode !== null) throw new Error(`${name} did not start: ${failure}`);
    server.pid = container ? await containerPid(container) : started.pid;
    notePid(runFolder, server.pid);
  }

  async function kill() {
    if (!child || child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return;
    const isOver = once(child, "exit");
    // Docker's command ends with its container, but not while there is none yet.
    if (!container || (await killContainer(container)).code !== 0) child.kill("SIGKILL");
    await isOver;
  }

  /** Kills it, and lets nobody start it again. */
  async function end() {
    isEnded = true;
    await kill();
  }
}

function greets(port, { ask, answer }) {
  return new Promise((resolve) => {
    const socket = connect(port, "127.0.0.1");
    const end = (isReady) => {
      resolve(isReady);
      socket.destroy();
    };
    socket.setTimeout(1_000, () => end(false));
    socket.on("connect", () => ask && socket.write(ask));
    socket.on("data", (data) => end(answer.test(data.toString("latin1"))));
    socket.on("error", () => end(false));
    socket.on("close", () => end(false));
  });
}

const tail = (path) => (existsSync(path) ? readFileSync(path, "utf8").split("\n").slice(-15).join("\n") : "");
