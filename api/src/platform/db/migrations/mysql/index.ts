import { Core1795531438638 } from "./Core1795531438638";
import { TaskStatusUnindexed1795566448321 } from "./TaskStatusUnindexed1795566448321";

/** In the order in which they run. */
export const migrations = [Core1795531438638, TaskStatusUnindexed1795566448321];
