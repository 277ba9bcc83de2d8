import type { ApolloCache } from "@apollo/client";
import { useMutation } from "@apollo/client/react";
import { useCallback } from "react";
import { changeTask, optimistically } from "../../apollo/optimistically";
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
  const [remove, { client }] = useMutation(DeleteTask, { context: { queue: projectId } });
  const [restore] = useMutation(RestoreTask, { context: { queue: projectId } });

  const setDeleted = useCallback(
    (task: TaskRowFragment, deletedAt: string | null) => {
      const variables = { input: { id: task.id, idempotencyKey: newIdempotencyKey() } };
      const place = (cache: ApolloCache) => placeCachedTask(cache, projectId, task.id);
      return optimistically(
        client.cache,
        (layer) => {
          changeTask(layer, task.id, { deletedAt });
          place(layer);
        },
        (): Promise<unknown> => (deletedAt ? remove : restore)({ variables, update: place }),
      );
    },
    [client, projectId, remove, restore],
  );

  const restoreTask = useCallback(
    (task: TaskRowFragment) =>
      setDeleted(task, null).catch((error: unknown) => {
        notify({
          tone: "error",
          text: `${strings.failed.restore}: ${toServerError(error).message}`,
          action: { label: strings.tasks.retry, run: () => void restoreTask(task) },
        });
      }),
    [setDeleted],
  );

  return useCallback(
    async (task: TaskRowFragment) => {
      const id = `deleted:${task.id}`;
      notify({
        id,
        text: strings.tasks.deleted(task.title),
        action: { label: strings.tasks.undo, run: () => void restoreTask(task) },
      });
      try {
        await setDeleted(task, new Date().toISOString());
      } catch (error) {
        notify({ id, tone: "error", text: `${strings.failed.remove}: ${toServerError(error).message}` });
      }
    },
    [restoreTask, setDeleted],
  );
}
