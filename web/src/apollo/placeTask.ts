import type { ApolloCache, Reference } from "@apollo/client";
import type { TaskStatus } from "../gql/graphql";
import type { StoredConnection, StoredEdge } from "./taskConnectionPolicy";
import { belongsTo, isDescending, parseTaskListKey } from "./taskLists";
import { type TaskPlace, compareTasks } from "./taskOrder";

export interface PlacedTask extends TaskPlace {
  readonly status: TaskStatus;
  readonly deletedAt?: string | null;
}

interface PlaceOptions {
  /**
   * A task behind the last loaded page is left for the page that will bring it, except for
   * one's own new task, which must show at once.
   */
  readonly showBeyondPages?: boolean;
}

/** Puts a task where it belongs in each cached list of its project, and takes it out of the others. */
export function placeTask(cache: ApolloCache, projectId: string, task: PlacedTask, options: PlaceOptions = {}): void {
  const reference: Reference = { __ref: `Task:${task.id}` };
  cache.modify<{ tasks: StoredConnection }>({
    id: `Project:${projectId}`,
    fields: {
      tasks(value, { storeFieldName, readField }) {
        const connection = value as StoredConnection;
        const args = parseTaskListKey(storeFieldName);
        const isMember = args && belongsTo(task, args);
        if (isMember === null) return connection;

        const others = connection.edges.filter(({ node }) => node.__ref !== reference.__ref);
        const current = connection.edges.find(({ node }) => node.__ref === reference.__ref);
        if (!isMember) return current ? { ...connection, edges: others } : connection;

        const sign = isDescending(args) ? -1 : 1;
        const isBehindTask = ({ node }: StoredEdge) =>
          sign *
            compareTasks(
              { id: readField<string>("id", node) ?? "", position: readField<string>("position", node) ?? "" },
              task,
            ) >
          0;
        const index = others.findIndex(isBehindTask);
        if (index < 0 && !current && connection.pageInfo.hasNextPage && !options.showBeyondPages) return connection;

        const edge: StoredEdge = current ?? { __typename: "TaskEdge", node: reference };
        const at = index < 0 ? others.length : index;
        if (connection.edges[at] === current && current) return connection;
        return { ...connection, edges: [...others.slice(0, at), edge, ...others.slice(at)] };
      },
    },
  });
}

/** For a task that is gone, of which nothing but the id is known. */
export function removeTask(cache: ApolloCache, projectId: string, taskId: string): void {
  cache.modify<{ tasks: StoredConnection }>({
    id: `Project:${projectId}`,
    fields: {
      tasks(value) {
        const connection = value as StoredConnection;
        const edges = connection.edges.filter(({ node }) => node.__ref !== `Task:${taskId}`);
        return edges.length === connection.edges.length ? connection : { ...connection, edges };
      },
    },
  });
}
