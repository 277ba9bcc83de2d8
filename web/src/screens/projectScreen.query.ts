import type { ApolloClient } from "@apollo/client";
import { type TaskListArgs, completedTasks, openTasks } from "../apollo/taskLists";
import { loadedCounts, reloadLaterPages } from "../features/tasks/reloadLaterPages";
import { taskListVariables } from "../features/tasks/taskLists.queries";
import { graphql } from "../gql";

export const ProjectScreenQuery = graphql(`
  query ProjectScreen(
    $projectId: ID!
    $openFilter: TaskFilter!
    $openOrder: [TaskOrder!]!
    $completedFilter: TaskFilter!
    $completedOrder: [TaskOrder!]!
  ) {
    project(id: $projectId) {
      id
      name
      color
      version
      open: tasks(filter: $openFilter, orderBy: $openOrder, first: 100) {
        pageInfo {
          hasNextPage
          endCursor
        }
      }
      completed: tasks(filter: $completedFilter, orderBy: $completedOrder, first: 100) {
        pageInfo {
          hasNextPage
          endCursor
        }
      }
      ...ProjectStreamStart
      ...TaskLists
    }
  }
`);

/** Everything that the screen shows, read again from the server as far as it was loaded. */
export async function reloadProject(client: ApolloClient, projectId: string): Promise<void> {
  const loadedBefore = loadedCounts(client, projectId);
  const { data } = await client.query({
    query: ProjectScreenQuery,
    variables: { projectId, ...taskListVariables },
    fetchPolicy: "network-only",
  });
  const endOf = (page: { pageInfo: { hasNextPage: boolean; endCursor?: string | null } } | undefined) =>
    page?.pageInfo.hasNextPage ? (page.pageInfo.endCursor ?? null) : null;
  const firstPageEnds = new Map<TaskListArgs, string | null>([
    [openTasks, endOf(data?.project?.open)],
    [completedTasks, endOf(data?.project?.completed)],
  ]);
  await reloadLaterPages(client, projectId, loadedBefore, firstPageEnds);
}
