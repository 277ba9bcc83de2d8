import type DataLoader from "dataloader";
import { batchLoader, byKey, type LoaderFactories } from "../../platform/graphql/loaders";
import type { Task } from "./task.entity";
import { findTasks } from "./tasks.repository";

declare module "../../platform/graphql/context" {
  interface Loaders {
    /** Those in the trash too. Does not ask whether the viewer may see the task. */
    taskById: DataLoader<string, Task | null>;
  }
}

export const tasksLoaders: LoaderFactories = {
  taskById: ({ reader }) => batchLoader(async (ids) => byKey(ids, await findTasks(reader, ids), (task) => task.id)),
};
