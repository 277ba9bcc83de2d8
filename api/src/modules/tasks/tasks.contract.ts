import type { Tx } from "../../platform/db/database";

/** What a module does with its rows of tasks that are purged, in the transaction that deletes the tasks. */
export type TaskPurgeHook = (tx: Tx, taskIds: readonly string[]) => Promise<void>;
