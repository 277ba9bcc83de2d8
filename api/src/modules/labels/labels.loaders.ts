import type DataLoader from "dataloader";
import { batchLoader, byKey, groupByKey, type LoaderFactories } from "../../platform/graphql/loaders";
import type { Label } from "./label.entity";
import { findLabels, findLabelsOfProjects, findLabelsOfTasks } from "./labels.repository";

declare module "../../platform/graphql/context" {
  interface Loaders {
    labelById: DataLoader<string, Label | null>;
    labelsByProject: DataLoader<string, Label[]>;
    labelsByTask: DataLoader<string, Label[]>;
  }
}

export const labelsLoaders: LoaderFactories = {
  labelById: ({ reader }) => batchLoader(async (ids) => byKey(ids, await findLabels(reader, ids), (label) => label.id)),
  labelsByProject: ({ reader }) =>
    batchLoader(async (ids) => groupByKey(ids, await findLabelsOfProjects(reader, ids), (label) => label.projectId)),
  labelsByTask: ({ reader }) =>
    batchLoader(async (ids) => {
      const groups = groupByKey(ids, await findLabelsOfTasks(reader, ids), ({ taskId }) => taskId);
      return groups.map((group) => group.map(({ label }) => label));
    }),
};
