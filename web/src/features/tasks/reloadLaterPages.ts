import type { ApolloClient } from "@apollo/client";
import { cutTaskList } from "../../apollo/cutTaskList";
import { readTaskList } from "../../apollo/readTaskList";
import { type TaskListArgs, completedTasks, openTasks } from "../../apollo/taskLists";
import { TaskListPageQuery } from "./taskLists.queries";

const PAGE = 100;

/** How many rows of each list are loaded. */
export function loadedCounts(client: ApolloClient, projectId: string): Map<TaskListArgs, number> {
  const lists = [openTasks, completedTasks];
  return new Map(lists.map((list) => [list, readTaskList(client.cache, projectId, list).length]));
}

/** Reads again the pages behind the first, as far as they were loaded before; what is behind them leaves the list. */
export async function reloadLaterPages(
  client: ApolloClient,
  projectId: string,
  loadedBefore: ReadonlyMap<TaskListArgs, number>,
  firstPageEnds: ReadonlyMap<TaskListArgs, string | null>,
): Promise<void> {
  for (const [list, count] of loadedBefore) {
    let after = firstPageEnds.get(list) ?? null;
    for (let loaded = PAGE; after && loaded < count; loaded += PAGE) {
      const { data } = await client.query({
        query: TaskListPageQuery,
        variables: { projectId, ...list, after },
        fetchPolicy: "network-only",
      });
      const pageInfo = data?.project?.tasks.pageInfo;
      after = pageInfo?.hasNextPage ? (pageInfo.endCursor ?? null) : null;
    }
    // Where tasks were added, those that had been last are not among the pages any more, and may be old.
    if (after) cutTaskList(client.cache, projectId, list, after);
  }
}
