import { mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { root } from "./paths.mjs";

const path = join(root, ".cache", "prepare.lock");

/** Runs `work` while no other process on this clone does: two starts at once must not install over each other. */
export async function withLock(log, work) {
  mkdirSync(dirname(path), { recursive: true });
  for (let hasSaidSo = false; !tryLock(); await sleep(200)) {
    if (!hasSaidSo) log("Waiting for another start to finish installing and building…");
    hasSaidSo = true;
  }
  try {
    return await work();
  } finally {
    rmSync(path, { force: true });
  }
}

function tryLock() {
  try {
    writeFileSync(path, String(process.pid), { flag: "wx" });
    return true;
  } catch (error) {
    if (error.code !== "EEXIST") throw error;
    if (isAbandoned()) rmSync(path, { force: true });
    return false;
  }
}

function isAbandoned() {
  try {
    const ageMs = Date.now() - statSync(path).mtimeMs;
    // Longer than any install, for an owner whose process id has been given to someone else since.
    if (ageMs > 600_000) return true;
    const owner = Number(readFileSync(path, "utf8"));
    // The owner creates the file first and then writes its id.
    if (owner === 0) return ageMs > 5_000;
    return owner === process.pid || !isAlive(owner);
  } catch (error) {
    if (error.code === "ENOENT") return false;
    throw error;
  }
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === "EPERM";
  }
}
