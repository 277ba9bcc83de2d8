import type DataLoader from "dataloader";
import { batchLoader, byKey, groupByKey, type LoaderFactories } from "../../platform/graphql/loaders";
import type { Task } from "./task.entity";
import type { TaskFormerKey } from "./taskFormerKey.entity";
import { findFormerKeysOfTasks } from "./taskFormerKeys.repository";
import { findTasks } from "./tasks.repository";

declare module "../../platform/graphql/context" {
  interface Loaders {
    /** Those in the trash too. Does not ask whether the viewer may see the task. */
    taskById: DataLoader<string, Task | null>;
    /** What tasks were called in projects that they have left. */
    formerKeysByTask: DataLoader<string, TaskFormerKey[]>;
  }
}

export const tasksLoaders: LoaderFactories = {
  taskById: ({ reader }) => batchLoader(async (ids) => byKey(ids, await findTasks(reader, ids), (task) => task.id)),
  formerKeysByTask: ({ reader }) =>
    batchLoader(async (ids) => groupByKey(ids, await findFormerKeysOfTasks(reader, ids), ({ taskId }) => taskId)),
};
