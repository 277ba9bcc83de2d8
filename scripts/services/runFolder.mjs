import {
  appendFileSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  readlinkSync,
  rmSync,
  statSync,
  statfsSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

const PREFIX = "taskflow-services-";
const MEMORY = "/dev/shm";
const ENOUGH_BYTES = 2 * 1024 ** 3;
/** Without an owner for as long, a folder is not just being made. */
const MAKING_MS = 10 * 60_000;

/** A new folder for the data of one run: in memory where there is room, else on disk. */
export function createRunFolder() {
  const folder = mkdtempSync(join(hasRoom(MEMORY) ? MEMORY : tmpdir(), PREFIX));
  writeFileSync(join(folder, "owner"), String(process.pid));
  return folder;
}

/** Notes a server of the run, for whoever has to clean up after a killed run. */
export const notePid = (folder, pid) => appendFileSync(join(folder, "pids"), `${pid}\n`);

/** Removes the folder, also when a server that was just killed is still writing to it. */
export async function removeRunFolder(folder) {
  for (let attempt = 1; ; attempt += 1) {
    try {
      // The owner's name goes last: what cannot be removed now is left to the next sweep.
      const others = readdirSync(folder).filter((name) => name !== "owner");
      for (const name of others) rmSync(join(folder, name), { recursive: true, force: true });
      return rmSync(folder, { recursive: true, force: true });
    } catch (error) {
      if (error.code !== "ENOTEMPTY" || attempt === 20) throw error;
      await sleep(100);
    }
  }
}

/** Ends what is left of runs whose own process was killed before it could. */
export async function sweepAbandoned() {
  for (const parent of new Set([MEMORY, tmpdir()])) {
    if (!existsSync(parent)) continue;
    for (const name of readdirSync(parent).filter((entry) => entry.startsWith(PREFIX))) await sweep(join(parent, name));
  }
}

async function sweep(folder) {
  try {
    const owner = read(folder, "owner");
    const isInUse = owner
      ? commandOf(owner).includes("services.mjs")
      : Date.now() - statSync(folder).mtimeMs < MAKING_MS;
    if (isInUse) return;
    for (const pid of read(folder, "pids").split("\n").filter(Boolean)) {
      // The id may be another process by now.
      if (commandOf(pid).includes(folder) || worksIn(pid, folder)) process.kill(Number(pid), "SIGKILL");
    }
    await removeRunFolder(folder);
  } catch {
    // Another user's, or just being made or removed.
  }
}

function read(folder, name) {
  const path = join(folder, name);
  return existsSync(path) ? readFileSync(path, "utf8").trim() : "";
}

function commandOf(pid) {
  if (!pid) return "";
  try {
    if (existsSync("/proc/self/cmdline")) return readFileSync(`/proc/${pid}/cmdline`, "utf8");
    return execFileSync("ps", ["-o", "command=", "-p", pid], { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] });
  } catch {
    return "";
  }
}

/** How a Redis is known that shows a title in place of its arguments. */
function worksIn(pid, folder) {
  try {
    return readlinkSync(`/proc/${pid}/cwd`).startsWith(folder);
  } catch {
    return false;
  }
}

function hasRoom(folder) {
  try {
    const { bavail, bsize } = statfsSync(folder);
    return bavail * bsize >= ENOUGH_BYTES;
  } catch {
    return false;
  }
}
