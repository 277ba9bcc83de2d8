import { setTimeout as sleep } from "node:timers/promises";

const PATIENCE_MS = 5_000;

/**
 * Answers what `look` answers once it no longer throws. For what someone else has
 * done: a server that reads from a replica may show it to others a moment later.
 */
export async function eventually<T>(look: () => Promise<T>): Promise<T> {
  for (const deadline = Date.now() + PATIENCE_MS; ; await sleep(50)) {
    try {
      return await look();
    } catch (error) {
      if (Date.now() > deadline) throw error;
    }
  }
}
