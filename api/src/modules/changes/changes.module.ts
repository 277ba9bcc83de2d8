import { requireViewer } from "../../platform/graphql/context";
import type { Module } from "../../platform/graphql/module";
import { requireId } from "../../platform/graphql/rules";
import { ProjectActivityResolver, TaskActivityResolver } from "./activity.resolver";
import type { ActivityService } from "./activity.service";
import { ChangeFieldsResolver } from "./changeFields.resolver";
import { changesLoaders } from "./changes.loaders";
import { changesPermissions } from "./changes.permissions";
import { ChangesResolver } from "./changes.resolver";
import type { ChangesService } from "./changes.service";

export function changesModule(changes: ChangesService, activity: ActivityService): Module {
  return {
    resolvers: [
      new ChangesResolver(),
      new ChangeFieldsResolver(),
      new ProjectActivityResolver(activity),
      new TaskActivityResolver(activity),
    ],
    permissions: changesPermissions,
    loaders: changesLoaders,
    nodes: { evt: ({ loaders }, id) => loaders.activityEntryById.load(id) },
    subscriptions: {
      projectStream: async ({ projectId }, context) =>
        changes.projectStream(requireViewer(context), requireId("prj", String(projectId), "projectId"), context.ending),
    },
  };
}
