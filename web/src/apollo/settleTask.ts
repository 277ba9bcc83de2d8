import type { ApolloCache } from "@apollo/client";
import { graphql } from "../gql";
import { type PlacedTask, moveTasks } from "./placeTask";

const SettledTask = graphql(`
  fragment SettledTask on Task {
    id
    status
    position
    deletedAt
  }
`);

interface CachedOptions {
  readonly optimistic?: boolean;
  readonly showBeyondPages?: boolean;
}

interface Settling {
  readonly cache: ApolloCache;
  readonly projectId: string;
  readonly dueAt: number;
}

const DELAY_MS = 1_200;
/** What is due within this is done with the first: everybody who watches the lists is told once. */
const TOGETHER_MS = 50;
/** By the tasks' ids, the first due first. */
const settling = new Map<string, Settling>();
let timer: ReturnType<typeof setTimeout> | undefined;

/** Puts a task that is in the cache where it belongs. Within a mutation's `update`, as that sees it. */
export function placeCachedTask(cache: ApolloCache, projectId: string, taskId: string, options?: CachedOptions): void {
  placeCachedTasks(cache, projectId, [taskId], options);
}

function placeCachedTasks(
  cache: ApolloCache,
  projectId: string,
  taskIds: readonly string[],
  { optimistic = false, showBeyondPages = true }: CachedOptions = {},
): void {
  const moves = new Map<string, PlacedTask>();
  for (const taskId of taskIds) {
    const task = cache.readFragment({ id: `Task:${taskId}`, fragment: SettledTask, optimistic });
    if (task) moves.set(taskId, task);
  }
  moveTasks(cache, projectId, moves, { showBeyondPages });
}

/**
 * Moves a task to the list of its new status a moment later: a row that jumps from under the
 * pointer at the click that ticks it off makes the next click hit the wrong task.
 */
export function settleTask(cache: ApolloCache, projectId: string, taskId: string): void {
  settling.delete(taskId);
  settling.set(taskId, { cache, projectId, dueAt: Date.now() + DELAY_MS });
  waitForFirst();
}

/** For a task that has left: nobody may put it into a list any more. */
export function cancelSettling(taskId: string): void {
  settling.delete(taskId);
}

function waitForFirst(): void {
  clearTimeout(timer);
  const [first] = settling.values();
  if (first) timer = setTimeout(settleDue, Math.max(0, first.dueAt - Date.now()));
}

function settleDue(): void {
  const now = Date.now();
  for (let [first] = settling.values(); first && first.dueAt <= now + TOGETHER_MS; [first] = settling.values()) {
    const { cache, projectId } = first;
    const due = [...settling].filter(
      ([, other]) => other.cache === cache && other.projectId === projectId && other.dueAt <= now + TOGETHER_MS,
    );
    const taskIds = due.map(([taskId]) => taskId);
    for (const taskId of taskIds) settling.delete(taskId);
    placeCachedTasks(cache, projectId, taskIds, { optimistic: true });
  }
  waitForFirst();
}

/** Whether a task is on its way to another list: whoever has news of it leaves the move to that. */
export const isSettling = (taskId: string): boolean => settling.has(taskId);
