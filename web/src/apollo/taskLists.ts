import type { TaskFilter, TaskOrder, TaskStatus } from "../gql/graphql";

/** Which tasks a list holds; written as the arguments of `Project.tasks`. */
export interface TaskListArgs {
  readonly filter: TaskFilter;
  readonly orderBy: TaskOrder[];
}

const OPEN: TaskStatus[] = ["BACKLOG", "TODO", "IN_PROGRESS", "IN_REVIEW"];

/** "Not done", and not "is one of the open ones": a status added later must show somewhere. */
const COMPLETED: TaskStatus[] = ["DONE", "CANCELED"];

export const openTasks: TaskListArgs = {
  filter: { status: { nin: COMPLETED } },
  orderBy: [{ field: "POSITION", direction: "ASC" }],
};

/** A task that changes its status goes to the end of the order: latest completed first. */
export const completedTasks: TaskListArgs = {
  filter: { status: { in: COMPLETED } },
  orderBy: [{ field: "POSITION", direction: "DESC" }],
};

export const isCompleted = (status: TaskStatus) => COMPLETED.includes(status);

export const openStatuses = OPEN;

/** Identifies a list within the cache; `parseTaskListKey` reads it back. */
export function taskListKey(args: Partial<TaskListArgs> | null): string {
  return `tasks:${JSON.stringify([args?.filter ?? null, args?.orderBy ?? null])}`;
}

export function parseTaskListKey(storeFieldName: string): Partial<TaskListArgs> | null {
  if (!storeFieldName.startsWith("tasks:")) return null;
  const [filter, orderBy] = JSON.parse(storeFieldName.slice("tasks:".length)) as [
    TaskFilter | null,
    TaskOrder[] | null,
  ];
  return { ...(filter && { filter }), ...(orderBy && { orderBy }) };
}

export const isDescending = (args: Partial<TaskListArgs> | null) => args?.orderBy?.[0]?.direction === "DESC";

/** Null when only the server can tell: such a list is left as it is until it is fetched again. */
export function belongsTo(
  task: { status: TaskStatus; deletedAt?: string | null },
  args: Partial<TaskListArgs>,
): boolean | null {
  const [order, ...moreOrders] = args.orderBy ?? [];
  if (moreOrders.length > 0 || (order && order.field !== "POSITION")) return null;
  if (task.deletedAt) return false;
  const { status, ...others } = args.filter ?? {};
  if (Object.keys(others).length > 0) return null;
  if (!status) return true;
  const { in: anyOf, nin: noneOf, ...comparators } = status;
  if (Object.keys(comparators).length > 0) return null;
  return (!anyOf || anyOf.includes(task.status)) && !noneOf?.includes(task.status);
}
