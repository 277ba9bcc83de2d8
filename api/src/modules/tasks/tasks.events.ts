import type { LoggedFields } from "../../platform/db/log/log";
import type { Task } from "./task.entity";

/** Event types in a project's log that are about its tasks. */
export type TaskEventType =
  "TASK_CREATED" | "TASK_UPDATED" | "TASK_MOVED" | "TASK_MOVED_OUT" | "TASK_DELETED" | "TASK_RESTORED" | "TASK_PURGED";

/** A task's properties in the log, by the names of their GraphQL fields. */
export const TASK_FIELDS: LoggedFields<Task> = {
  title: "title",
  description: "description",
  status: "status",
  priority: "priority",
  assigneeId: "assignee",
  parentId: "parent",
  startOn: "startOn",
  startAt: "startAt",
  dueOn: "dueOn",
  dueAt: "dueAt",
  position: "position",
  completedAt: "completedAt",
  deletedAt: "deletedAt",
};
