import { useMutation } from "@apollo/client/react";
import { useCallback } from "react";
import { placeCachedTask } from "../../apollo/settleTask";
import { UNPLACED } from "../../apollo/taskOrder";
import { graphql } from "../../gql";

const CreateTask = graphql(`
  mutation CreateTask($input: CreateTaskInput!) {
    createTask(input: $input) {
      seq
      task {
        ...TaskRow
      }
    }
  }
`);

/** `id` is made by the caller: the same id and title again, after a lost answer, is the same task. */
export interface NewTask {
  readonly id: string;
  readonly title: string;
}

export function useCreateTask(projectId: string) {
  const [mutate] = useMutation(CreateTask, { context: { queue: projectId } });

  return useCallback(
    ({ id, title }: NewTask) =>
      mutate({
        variables: { input: { id, title, projectId } },
        optimisticResponse: {
          createTask: {
            __typename: "CreateTaskPayload",
            seq: 0,
            task: {
              __typename: "Task",
              id,
              title,
              key: "",
              status: "TODO",
              priority: "NONE",
              dueOn: null,
              dueAt: null,
              position: UNPLACED,
              version: 0,
              deletedAt: null,
              viewerCanEdit: true,
            },
          },
        },
        update: (cache) => placeCachedTask(cache, projectId, id),
      }),
    [mutate, projectId],
  );
}
