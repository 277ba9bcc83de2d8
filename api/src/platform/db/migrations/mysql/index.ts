import { Core1795531438638 } from "./Core1795531438638";
import { TaskStatusInOrder1795566448321 } from "./TaskStatusInOrder1795566448321";
import { TasksOfEachProject1795883075579 } from "./TasksOfEachProject1795883075579";

/** In the order in which they run. */
export const migrations = [Core1795531438638, TaskStatusInOrder1795566448321, TasksOfEachProject1795883075579];
