import type { ApolloCache, Reference } from "@apollo/client";
import type { TaskStatus } from "../gql/graphql";
import type { StoredConnection, StoredEdge } from "./taskConnectionPolicy";
import { type TaskListArgs, belongsTo, isDescending, parseTaskListKey } from "./taskLists";
import { type TaskPlace, compareTasks } from "./taskOrder";

export interface PlacedTask extends TaskPlace {
  readonly status: TaskStatus;
  readonly deletedAt?: string | null;
}

/** By the tasks' ids; null for one that is gone, of which nothing else is known. */
export type TaskMoves = ReadonlyMap<string, PlacedTask | null>;

interface PlaceOptions {
  /**
   * A task behind the last loaded page is left for the page that will bring it, except for
   * one's own new task, which must show at once.
   */
  readonly showBeyondPages?: boolean;
}

/** Puts a task where it belongs in each cached list of its project, and takes it out of the others. */
export function placeTask(cache: ApolloCache, projectId: string, task: PlacedTask, options: PlaceOptions = {}): void {
  moveTasks(cache, projectId, new Map([[task.id, task]]), options);
}

export function removeTask(cache: ApolloCache, projectId: string, taskId: string): void {
  moveTasks(cache, projectId, new Map([[taskId, null]]));
}

/** The same for many tasks: each list is walked through once, however many there are. */
export function moveTasks(cache: ApolloCache, projectId: string, moves: TaskMoves, options: PlaceOptions = {}): void {
  if (moves.size === 0) return;
  cache.modify<{ tasks: StoredConnection }>({
    id: `Project:${projectId}`,
    fields: {
      tasks(value, { storeFieldName, readField }) {
        const connection = value as StoredConnection;
        const args = parseTaskListKey(storeFieldName);
        const placeOf = ({ node }: StoredEdge): TaskPlace => ({
          id: readField<string>("id", node) ?? "",
          position: readField<string>("position", node) ?? "",
        });
        const edges = movedEdges(connection, args, moves, placeOf, options);
        const isSame =
          edges.length === connection.edges.length && edges.every((edge, i) => edge === connection.edges[i]);
        return isSame ? connection : { ...connection, edges };
      },
    },
  });
}

function movedEdges(
  { edges, pageInfo }: StoredConnection,
  args: Partial<TaskListArgs> | null,
  moves: TaskMoves,
  placeOf: (edge: StoredEdge) => TaskPlace,
  { showBeyondPages = false }: PlaceOptions,
): StoredEdge[] {
  const staying: StoredEdge[] = [];
  const current = new Map<string, StoredEdge>();
  const arriving: PlacedTask[] = [];
  const isUndecided = (task: PlacedTask) => !args || belongsTo(task, args) === null;
  for (const edge of edges) {
    const id = edge.node.__ref.slice("Task:".length);
    const task = moves.get(id);
    if (task === undefined || (task && isUndecided(task))) staying.push(edge);
    else current.set(id, edge);
  }
  for (const task of moves.values()) if (task && args && belongsTo(task, args)) arriving.push(task);
  if (arriving.length === 0) return staying;

  const sign = isDescending(args) ? -1 : 1;
  arriving.sort((a, b) => sign * compareTasks(a, b));
  const moved: StoredEdge[] = [];
  let next = 0;
  for (const edge of staying) {
    const place = placeOf(edge);
    for (let task = arriving[next]; task && sign * compareTasks(task, place) < 0; task = arriving[next]) {
      moved.push(edgeOf(task));
      next += 1;
    }
    moved.push(edge);
  }
  for (const task of arriving.slice(next)) {
    if (current.has(task.id) || !pageInfo.hasNextPage || showBeyondPages) moved.push(edgeOf(task));
  }
  return moved;

  function edgeOf({ id }: PlacedTask): StoredEdge {
    return current.get(id) ?? { __typename: "TaskEdge", node: { __ref: `Task:${id}` } satisfies Reference };
  }
}
