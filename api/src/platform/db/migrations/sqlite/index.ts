import { Core1795461940968 } from "./Core1795461940968";
import { CoreCompleted1795525035491 } from "./CoreCompleted1795525035491";
import { TaskStatusUnindexed1795566448321 } from "./TaskStatusUnindexed1795566448321";

/** In the order in which they run. */
export const migrations = [Core1795461940968, CoreCompleted1795525035491, TaskStatusUnindexed1795566448321];
