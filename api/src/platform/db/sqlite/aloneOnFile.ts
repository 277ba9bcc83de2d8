import { setTimeout as sleep } from "node:timers/promises";
import Database from "libsql";
import { isLockTimeout } from "../dialect";

const PAUSE_MS = 50;

/**
 * Runs `work` while no other process does with this database file: the lock is the operating system's, on a file
 * beside it, and is let go however this process ends.
 */
export async function aloneOnFile<T>(file: string, work: () => Promise<T>): Promise<T> {
  const lock = new Database(`${file}-lock`, { timeout: 0 });
  try {
    while (!tryLock(lock)) await sleep(PAUSE_MS);
    return await work();
  } finally {
    lock.close();
  }
}

function tryLock(lock: Database.Database): boolean {
  try {
    lock.exec("BEGIN EXCLUSIVE");
    return true;
  } catch (error) {
    if (isLockTimeout(error)) return false;
    throw error;
  }
}
