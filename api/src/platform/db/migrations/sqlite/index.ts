import { Core1795461940968 } from "./Core1795461940968";
import { CoreCompleted1795525035491 } from "./CoreCompleted1795525035491";
import { TaskStatusInOrder1795566448321 } from "./TaskStatusInOrder1795566448321";
import { TasksOfEachProject1795883075579 } from "./TasksOfEachProject1795883075579";

/** In the order in which they run. */
export const migrations = [Core1795461940968, CoreCompleted1795525035491, TaskStatusInOrder1795566448321, TasksOfEachProject1795883075579];
