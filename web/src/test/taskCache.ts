import type { InMemoryCache } from "@apollo/client";
import { createCache } from "../apollo/cache";
import { completedTasks, openTasks } from "../apollo/taskLists";
import { TaskListPageQuery } from "../features/tasks/taskLists.queries";
import type { TaskStatus } from "../gql/graphql";

const PROJECT_ID = "prj_1";

interface TaskFields {
  readonly id: string;
  readonly position: string;
  readonly status?: TaskStatus;
  readonly title?: string;
  readonly version?: number;
}

export const buildTask = ({ id, position, status = "TODO", title = id, version = 1 }: TaskFields) => ({
  __typename: "Task" as const,
  id,
  position,
  status,
  title,
  version,
  key: id.toUpperCase(),
  priority: "NONE" as const,
  dueOn: null,
  dueAt: null,
  deletedAt: null,
  viewerCanEdit: true,
});

interface Page {
  readonly tasks: readonly TaskFields[];
  readonly after?: string;
  readonly endCursor?: string;
  readonly list?: typeof openTasks;
}

/** A cache with the pages that were read, in the order they were read. `endCursor` means that more follow. */
export function cacheWith(...pages: readonly Page[]): InMemoryCache {
  const cache = createCache();
  for (const page of pages) writePage(cache, page);
  return cache;
}

export function writePage(cache: InMemoryCache, { tasks, after, endCursor, list = openTasks }: Page): void {
  const edges = tasks.map((task) => ({
    __typename: "TaskEdge" as const,
    node: buildTask(task),
  }));
  const data = {
    project: {
      __typename: "Project" as const,
      id: PROJECT_ID,
      tasks: {
        __typename: "TaskConnection" as const,
        edges,
        pageInfo: {
          __typename: "PageInfo" as const,
          hasNextPage: endCursor !== undefined,
          endCursor: endCursor ?? null,
        },
      },
    },
  };
  cache.writeQuery({
    query: TaskListPageQuery,
    variables: variablesOf(list, after),
    data,
  });
}

const variablesOf = (list: typeof openTasks, after?: string) => ({
  projectId: PROJECT_ID,
  filter: list.filter,
  orderBy: list.orderBy,
  after: after ?? null,
});

export function listedIds(cache: InMemoryCache, list: typeof openTasks = openTasks): string[] {
  const data = cache.readQuery({ query: TaskListPageQuery, variables: variablesOf(list) });
  return data?.project?.tasks.edges.map(({ node }) => node.id) ?? [];
}

export const completedIds = (cache: InMemoryCache): string[] => listedIds(cache, completedTasks);
