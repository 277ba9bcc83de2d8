import type { Module } from "../../platform/graphql/module";
import { labelsLoaders } from "./labels.loaders";
import { labelsPermissions } from "./labels.permissions";
import { LabelsResolver, ProjectLabelsResolver, TaskLabelsResolver } from "./labels.resolver";
import type { LabelsService } from "./labels.service";

export function labelsModule(labels: LabelsService): Module {
  return {
    resolvers: [new LabelsResolver(labels), new ProjectLabelsResolver(), new TaskLabelsResolver()],
    permissions: labelsPermissions,
    loaders: labelsLoaders,
    nodes: {
      lbl: async ({ loaders }, id) => {
        const label = await loaders.labelById.load(id);
        return label && (await loaders.membershipByProject.load(label.projectId)) && label;
      },
    },
  };
}
