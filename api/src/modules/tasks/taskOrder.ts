import { badArgument } from "../../platform/errors";
import type { SortKey } from "../../platform/paging/keyset";
import type { TaskOrder, TaskOrderField } from "./taskOrder.inputs";

const MAX_KEYS = 3;

/** None of these columns holds NULL, as keyset paging needs. */
const COLUMNS: Record<TaskOrderField, string> = {
  CREATED_AT: "t.created_at",
  UPDATED_AT: "t.updated_at",
  DUE_AT: "t.due_sort",
  PRIORITY: "t.priority",
  STATUS: "t.status",
  TITLE: "t.title_key",
  POSITION: "t.position",
};

/** The sort keys of an order, made unique by the id in the direction of the last key. @throws AppError BAD_USER_INPUT */
export function compileOrder(order: readonly TaskOrder[]): SortKey[] {
  if (order.length > MAX_KEYS) throw badArgument("orderBy", `has more than ${MAX_KEYS} keys.`, "size");
  if (new Set(order.map(({ field }) => field)).size < order.length) {
    throw badArgument("orderBy", "names a field twice.", "unique");
  }
  const keys = order.map(({ field, direction }) => ({ column: COLUMNS[field], direction }));
  return [...keys, { column: "t.id", direction: keys.at(-1)?.direction ?? "ASC" }];
}
