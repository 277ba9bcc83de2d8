import type { TaskAccess } from "./taskAccess";

/** What other modules may ask of tasks. */
export type TaskAccessContract = Pick<TaskAccess, "find" | "require">;
