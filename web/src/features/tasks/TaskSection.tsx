import { type KeyboardEvent, useId, useState } from "react";
import { useApolloClient } from "@apollo/client/react";
import { readBesideStream } from "../../apollo/listReads";
import type { TaskListArgs } from "../../apollo/taskLists";
import { toServerError } from "../../apollo/toServerError";
import type { TaskListsFragment } from "../../gql/graphql";
import { strings } from "../../lib/strings";
import { Button } from "../../ui/Button";
import { notify } from "../../ui/notifications";
import { moveFocus } from "./moveFocus";
import { TaskListPageQuery } from "./taskLists.queries";
import { TaskRow } from "./TaskRow";
import styles from "./TaskSection.module.css";
import { useDeleteTask } from "./useDeleteTask";
import { useUpdateTask } from "./useUpdateTask";

interface TaskSectionProps {
  readonly projectId: string;
  readonly heading: string;
  readonly isHeadingShown?: boolean;
  readonly list: TaskListArgs;
  readonly connection: TaskListsFragment["open"];
}

export function TaskSection({ projectId, heading, isHeadingShown = false, list, connection }: TaskSectionProps) {
  const headingId = useId();
  const updateTask = useUpdateTask(projectId);
  const deleteTask = useDeleteTask(projectId);
  const [loadMore, isLoading] = useLoadMore(projectId, list, connection.pageInfo.endCursor);
  const { edges, pageInfo } = connection;

  return (
    <section aria-labelledby={headingId} className={styles.section}>
      <h2 className={isHeadingShown ? styles.heading : "visually-hidden"} id={headingId}>
        {heading}
        {!pageInfo.hasNextPage && <span className={styles.count}>{edges.length}</span>}
      </h2>
      <ul onKeyDown={(event: KeyboardEvent<HTMLElement>) => moveFocus(event)}>
        {edges.map(({ node }) => (
          <TaskRow key={node.id} onDelete={deleteTask} onUpdate={updateTask} task={node} />
        ))}
      </ul>
      {pageInfo.hasNextPage && (
        <Button className={styles.more} disabled={isLoading} look="quiet" onClick={() => void loadMore()}>
          {isLoading ? strings.tasks.loadingMore : strings.tasks.loadMore}
        </Button>
      )}
    </section>
  );
}

function useLoadMore(projectId: string, list: TaskListArgs, after: string | null | undefined) {
  const client = useApolloClient();
  const [isLoading, setLoading] = useState(false);
  const loadMore = async () => {
    setLoading(true);
    try {
      await readBesideStream(client.cache, projectId, () =>
        client.query({
          query: TaskListPageQuery,
          variables: { projectId, ...list, after: after ?? null },
          fetchPolicy: "network-only",
        }),
      );
    } catch (error) {
      notify({ tone: "error", text: `${strings.failed.loadMore}: ${toServerError(error).message}` });
    } finally {
      setLoading(false);
    }
  };
  return [loadMore, isLoading] as const;
}
