import { completedTasks, openTasks } from "../../apollo/taskLists";
import { graphql } from "../../gql";

/** What `TaskLists` needs from the query that it is part of. */
export const taskListVariables = {
  openFilter: openTasks.filter,
  openOrder: openTasks.orderBy,
  completedFilter: completedTasks.filter,
  completedOrder: completedTasks.orderBy,
};

/**
 * The first page of both lists; `TaskListPage` brings the others. Edges without their cursors: a task that
 * came by the stream has none, and `endCursor` is all that paging needs.
 */
export const TaskListsFragmentDocument = graphql(`
  fragment TaskLists on Project {
    id
    viewerRole
    open: tasks(filter: $openFilter, orderBy: $openOrder, first: 100) {
      edges {
        node {
          id
          position
          ...TaskRow
        }
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
    completed: tasks(filter: $completedFilter, orderBy: $completedOrder, first: 100) {
      edges {
        node {
          id
          position
          ...TaskRow
        }
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
`);

export const TaskListPageQuery = graphql(`
  query TaskListPage($projectId: ID!, $filter: TaskFilter!, $orderBy: [TaskOrder!]!, $after: String) {
    project(id: $projectId) {
      id
      tasks(filter: $filter, orderBy: $orderBy, first: 100, after: $after) {
        edges {
          node {
            id
            position
            ...TaskRow
          }
        }
        pageInfo {
          hasNextPage
          endCursor
        }
      }
    }
  }
`);
