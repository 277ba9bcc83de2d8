import type { ApolloCache } from "@apollo/client";
import { removeTask } from "./placeTask";
import { placeCachedTask } from "./settleTask";

/** Of each read that is under way, the tasks that were told of meanwhile, and whether they are gone. */
const reads = new Set<Map<string, { isGone: boolean }>>();

/** To be called with every task that a stream tells of. */
export function noteTold(taskId: string, isGone: boolean): void {
  for (const told of reads) told.set(taskId, { isGone });
}

/**
 * Reads a part of a project's lists while its stream goes on. The answer may be older than what the stream tells
 * meanwhile: the tasks of that are put into their places again after it.
 */
export async function readBesideStream<T>(cache: ApolloCache, projectId: string, read: () => Promise<T>): Promise<T> {
  const told = new Map<string, { isGone: boolean }>();
  reads.add(told);
  try {
    return await read();
  } finally {
    reads.delete(told);
    cache.batch({
      update: () => {
        for (const [taskId, { isGone }] of told) {
          if (isGone) removeTask(cache, projectId, taskId);
          else placeCachedTask(cache, projectId, taskId, { showBeyondPages: false });
        }
      },
    });
  }
}
