import type { ApolloCache } from "@apollo/client";
import type { TaskRowFragment } from "../gql/graphql";

let count = 0;

/**
 * Shows a change until the server has answered, one way or the other. Unlike an `optimisticResponse`
 * this is the change alone, with no version that would look old: when an earlier change is answered
 * it is made again on top of that answer.
 */
export async function optimistically<T>(
  cache: ApolloCache,
  change: (cache: ApolloCache) => void,
  run: () => Promise<T>,
): Promise<T> {
  const layer = `optimistically:${(count += 1)}`;
  cache.recordOptimisticTransaction(change, layer);
  try {
    return await run();
  } finally {
    cache.removeOptimistic(layer);
  }
}

type TaskFields = Partial<Pick<TaskRowFragment, "title" | "status" | "priority" | "dueOn" | "dueAt" | "deletedAt">>;

/** Sets fields of a cached task; only for use within `optimistically`. */
export function changeTask(cache: ApolloCache, taskId: string, fields: TaskFields): void {
  cache.modify({
    id: `Task:${taskId}`,
    fields: Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, () => value])),
  });
}
