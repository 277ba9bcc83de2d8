import Database from "libsql";

/** How long one process waits for another to change the tables. */
const MAX_WAIT_MS = 600_000;

/**
 * Runs `work` while no other process does with this database file: the lock is the operating system's, on a file
 * beside it, and is let go however this process ends.
 */
export async function aloneOnFile<T>(file: string, work: () => Promise<T>): Promise<T> {
  const lock = new Database(`${file}-lock`, { timeout: MAX_WAIT_MS });
  try {
    lock.exec("BEGIN EXCLUSIVE");
    return await work();
  } finally {
    lock.close();
  }
}
