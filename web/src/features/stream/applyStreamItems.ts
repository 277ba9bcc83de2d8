import type { ApolloCache } from "@apollo/client";
import { noteTold } from "../../apollo/listReads";
import { type PlacedTask, moveTasks } from "../../apollo/placeTask";
import { cancelSettling, isSettling, settleTask } from "../../apollo/settleTask";
import { graphql } from "../../gql";
import { writeStreamCursor } from "./cachedCursor";
import {
  type ProjectStreamItem,
  type StreamEvent,
  StreamProjectFragmentDocument,
  StreamTaskFragmentDocument,
} from "./projectStream.subscription";

const KnownTask = graphql(`
  fragment KnownTask on Task {
    version
    status
  }
`);

/**
 * Writes what the items carry into the cache, and that it is as of the last one: whoever watches the cache hears of
 * them once. Entities are as they are at delivery, so one that is older than what is cached is left out, and the same
 * event twice changes nothing.
 */
export function applyStreamItems(cache: ApolloCache, projectId: string, items: readonly ProjectStreamItem[]): void {
  const last = items.at(-1);
  if (!last) return;
  cache.batch({
    update: () => {
      const moves = new Map<string, PlacedTask | null>();
      for (const item of items) if (item.__typename === "StreamEvent") applyEvent(cache, item, moves);
      moveTasks(cache, projectId, moves);
      writeStreamCursor(cache, projectId, last.cursor);
    },
  });
}

/** Notes in `moves` where its task belongs now. */
function applyEvent(cache: ApolloCache, event: StreamEvent, moves: Map<string, PlacedTask | null>): void {
  const { type, subjectId, task } = event;
  if (type.startsWith("TASK_")) {
    // A task that has left may still be seen, but in its new project.
    const isGone = !task || type === "TASK_MOVED_OUT";
    noteTold(subjectId, isGone);
    if (isGone) {
      cancelSettling(subjectId);
      moves.set(subjectId, null);
    } else applyTask(cache, event.projectId, task, moves);
  }
  if (event.project) {
    cache.writeFragment({
      id: `Project:${event.project.id}`,
      fragment: StreamProjectFragmentDocument,
      data: event.project,
    });
  }
}

function applyTask(
  cache: ApolloCache,
  projectId: string,
  task: NonNullable<StreamEvent["task"]>,
  moves: Map<string, PlacedTask | null>,
): void {
  const id = `Task:${task.id}`;
  const known = cache.readFragment({ id, fragment: KnownTask });
  if (known && known.version > task.version) return;
  cache.writeFragment({ id, fragment: StreamTaskFragmentDocument, data: task });
  const isMoveBetweenLists = isSettling(task.id) || (known && known.status !== task.status);
  if (isMoveBetweenLists && !task.deletedAt) settleTask(cache, projectId, task.id);
  else moves.set(task.id, task);
}
