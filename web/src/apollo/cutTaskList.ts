import type { ApolloCache } from "@apollo/client";
import type { StoredConnection } from "./taskConnectionPolicy";
import { type TaskListArgs, isDescending, taskListKey } from "./taskLists";
import { compareTasks } from "./taskOrder";

/** Takes off a list what is behind the page that ends with this cursor: the next page will bring it as it is then. */
export function cutTaskList(cache: ApolloCache, projectId: string, list: TaskListArgs, endCursor: string): void {
  const sign = isDescending(list) ? -1 : 1;
  cache.modify<{ tasks: StoredConnection }>({
    id: `Project:${projectId}`,
    fields: {
      tasks(value, { storeFieldName, readField }) {
        const connection = value as StoredConnection;
        const end = connection.pageEnds[endCursor];
        if (storeFieldName !== taskListKey(list) || !end) return connection;
        const edges = connection.edges.filter(({ node }) => {
          const place = {
            id: readField<string>("id", node) ?? "",
            position: readField<string>("position", node) ?? "",
          };
          return sign * compareTasks(place, end) <= 0;
        });
        return { ...connection, edges };
      },
    },
  });
}
