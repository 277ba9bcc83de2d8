import type { ApolloCache } from "@apollo/client";
import type { StoredConnection } from "./taskConnectionPolicy";
import { type TaskListArgs, taskListKey } from "./taskLists";

/** The ids of a list's loaded tasks, in order; empty when the list was never read. */
export function readTaskList(cache: ApolloCache, projectId: string, list: TaskListArgs): string[] {
  let ids: string[] = [];
  // The one way to look at a stored list as it is, without a query that fits it.
  cache.modify<{ tasks: StoredConnection }>({
    id: `Project:${projectId}`,
    optimistic: true,
    fields: {
      tasks(value, { storeFieldName, readField }) {
        const connection = value as StoredConnection;
        if (storeFieldName === taskListKey(list)) {
          ids = connection.edges.flatMap(({ node }) => readField<string>("id", node) ?? []);
        }
        return connection;
      },
    },
  });
  return ids;
}

/** Where to say that a task goes so that it stays where it is; null when it is alone. */
export function currentPlace(
  cache: ApolloCache,
  projectId: string,
  list: TaskListArgs,
  taskId: string,
): { afterId: string } | { beforeId: string } | null {
  const ids = readTaskList(cache, projectId, list);
  const index = ids.indexOf(taskId);
  if (index < 0) return null;
  const [previous, next] = [ids[index - 1], ids[index + 1]];
  if (previous) return { afterId: previous };
  return next ? { beforeId: next } : null;
}
