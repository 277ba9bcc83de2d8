import type { Tx } from "../../platform/db/database";
import type { TaskAccess } from "./taskAccess";

/** What other modules may ask of tasks. */
export type TaskAccessContract = Pick<TaskAccess, "find" | "require">;

/** What a module does with its rows of tasks that are purged, in the transaction that deletes the tasks. */
export type TaskPurgeHook = (tx: Tx, taskIds: readonly string[]) => Promise<void>;
