import type { ApolloCache } from "@apollo/client";
import { graphql } from "../gql";
import { placeTask } from "./placeTask";

const SettledTask = graphql(`
  fragment SettledTask on Task {
    id
    status
    position
    deletedAt
  }
`);

const DELAY_MS = 1_200;
const timers = new Map<string, ReturnType<typeof setTimeout>>();

/** Puts a task that is in the cache where it belongs. Within a mutation's `update`, as that sees it. */
export function placeCachedTask(
  cache: ApolloCache,
  projectId: string,
  taskId: string,
  { optimistic = false, showBeyondPages = true }: { optimistic?: boolean; showBeyondPages?: boolean } = {},
): void {
  const task = cache.readFragment({ id: `Task:${taskId}`, fragment: SettledTask, optimistic });
  if (task) placeTask(cache, projectId, task, { showBeyondPages });
}

/**
 * Moves a task to the list of its new status a moment later: a row that jumps from under the
 * pointer at the click that ticks it off makes the next click hit the wrong task.
 */
export function settleTask(cache: ApolloCache, projectId: string, taskId: string): void {
  clearTimeout(timers.get(taskId));
  timers.set(
    taskId,
    setTimeout(() => {
      timers.delete(taskId);
      placeCachedTask(cache, projectId, taskId, { optimistic: true });
    }, DELAY_MS),
  );
}

/** Whether a task is on its way to another list: whoever has news of it leaves the move to that. */
export const isSettling = (taskId: string): boolean => timers.has(taskId);
