import type { Tx } from "../../platform/db/database";
import type { TaskAccess } from "./taskAccess";
import type { setTaskOwner, tasksByNumber } from "./tasks.repository";

/** What other modules may ask of tasks. */
export type TaskAccessContract = Pick<TaskAccess, "find" | "require">;

/** Gives all tasks of a project, those in the trash too, to the project's new owner. */
export type SetTaskOwner = typeof setTaskOwner;

/** The live tasks of a project by their numbers, from behind one on. */
export type SnapshotPages = typeof tasksByNumber;

/** What a module does with its rows of tasks that are purged, in the transaction that deletes the tasks. */
export type TaskPurgeHook = (tx: Tx, taskIds: readonly string[]) => Promise<void>;
