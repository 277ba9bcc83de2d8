import { useMutation } from "@apollo/client/react";
import { useCallback } from "react";
import { changeTask, optimistically } from "../../apollo/optimistically";
import { currentPlace } from "../../apollo/readTaskList";
import { settleTask } from "../../apollo/settleTask";
import { isCompleted, openTasks } from "../../apollo/taskLists";
import { graphql } from "../../gql";
import type { TaskRowFragment } from "../../gql/graphql";
import { newIdempotencyKey } from "../../lib/ids";

const UpdateTask = graphql(`
  mutation UpdateTask($input: UpdateTaskInput!) {
    updateTask(input: $input) {
      seq
      task {
        ...TaskRow
      }
    }
  }
`);

const MoveTask = graphql(`
  mutation MoveTask($input: MoveTaskInput!) {
    moveTask(input: $input) {
      seq
      task {
        ...TaskRow
      }
    }
  }
`);

/** What of a task changes by `updateTask` in this list. */
export type TaskChanges = Partial<Pick<TaskRowFragment, "title" | "status" | "priority" | "dueOn" | "dueAt">>;

export type UpdateTask = (task: TaskRowFragment, changes: TaskChanges, idempotencyKey?: string) => Promise<void>;

/**
 * Shows the change at once and takes it back when the server refuses, in which case the promise
 * rejects. `idempotencyKey` is for a retry: the same one again never changes twice.
 */
export function useUpdateTask(projectId: string): UpdateTask {
  const [update, { client }] = useMutation(UpdateTask, { context: { queue: projectId } });
  const [move] = useMutation(MoveTask, { context: { queue: projectId } });

  return useCallback(
    async (task: TaskRowFragment, changes: TaskChanges, idempotencyKey = newIdempotencyKey()) => {
      const { cache } = client;
      const settle = () => settleTask(cache, projectId, task.id);
      const place = keepsItsPlace(task, changes) && currentPlace(cache, projectId, openTasks, task.id);
      const send = (): Promise<unknown> => {
        const change = { id: task.id, idempotencyKey };
        return place
          ? move({ variables: { input: { ...change, status: changes.status, ...place } } })
          : update({ variables: { input: { ...change, ...changes } } });
      };

      const answer = optimistically(cache, (layer) => changeTask(layer, task.id, changes), send);
      if (changes.status) settle();
      try {
        await answer;
      } finally {
        if (changes.status) settle();
      }
    },
    [client, move, projectId, update],
  );
}

/** `updateTask` sends a task to the end of the order with its new status; in a list that shows both, that is odd. */
function keepsItsPlace(task: TaskRowFragment, { status }: TaskChanges): boolean {
  return Boolean(status) && !isCompleted(task.status) && !isCompleted(status ?? task.status);
}
