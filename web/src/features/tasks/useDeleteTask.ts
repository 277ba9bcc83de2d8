import { useMutation } from "@apollo/client/react";
import { useCallback } from "react";
import { placeCachedTask } from "../../apollo/settleTask";
import { toServerError } from "../../apollo/toServerError";
import { graphql } from "../../gql";
import type { TaskRowFragment } from "../../gql/graphql";
import { newIdempotencyKey } from "../../lib/ids";
import { strings } from "../../lib/strings";
import { notify } from "../../ui/notifications";

const DeleteTask = graphql(`
  mutation DeleteTask($input: DeleteTaskInput!) {
    deleteTask(input: $input) {
      seq
      task {
        ...TaskRow
      }
    }
  }
`);

const RestoreTask = graphql(`
  mutation RestoreTask($input: RestoreTaskInput!) {
    restoreTask(input: $input) {
      seq
      task {
        ...TaskRow
      }
    }
  }
`);

/** Moves a task to the trash and offers to take it out again. */
export function useDeleteTask(projectId: string) {
  const [remove] = useMutation(DeleteTask, { context: { queue: projectId } });
  const [restore] = useMutation(RestoreTask, { context: { queue: projectId } });

  const restoreTask = useCallback(
    (task: TaskRowFragment) =>
      restore({
        variables: { input: { id: task.id, idempotencyKey: newIdempotencyKey() } },
        optimisticResponse: {
          restoreTask: { __typename: "RestoreTaskPayload", seq: 0, task: { ...task, deletedAt: null } },
        },
        update: (cache) => placeCachedTask(cache, projectId, task.id),
      }).catch((error: unknown) => {
        notify({
          tone: "error",
          text: `${strings.failed.restore}: ${toServerError(error).message}`,
          action: { label: strings.tasks.retry, run: () => void restoreTask(task) },
        });
      }),
    [restore, projectId],
  );

  return useCallback(
    async (task: TaskRowFragment) => {
      const deletedAt = new Date().toISOString();
      try {
        const deletion = remove({
          variables: { input: { id: task.id, idempotencyKey: newIdempotencyKey() } },
          optimisticResponse: {
            deleteTask: { __typename: "DeleteTaskPayload", seq: 0, task: { ...task, deletedAt } },
          },
          update: (cache) => placeCachedTask(cache, projectId, task.id),
        });
        notify({
          id: `deleted:${task.id}`,
          text: strings.tasks.deleted(task.title),
          action: { label: strings.tasks.undo, run: () => void restoreTask(task) },
        });
        await deletion;
      } catch (error) {
        notify({
          id: `deleted:${task.id}`,
          tone: "error",
          text: `${strings.failed.remove}: ${toServerError(error).message}`,
        });
      }
    },
    [remove, restoreTask, projectId],
  );
}
