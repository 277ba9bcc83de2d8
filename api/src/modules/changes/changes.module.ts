import { requireViewer } from "../../platform/graphql/context";
import type { Module } from "../../platform/graphql/module";
import { requireId } from "../../platform/graphql/rules";
import { changesPermissions } from "./changes.permissions";
import { ChangesResolver } from "./changes.resolver";
import type { ChangesService } from "./changes.service";

export function changesModule(changes: ChangesService): Module {
  return {
    resolvers: [new ChangesResolver()],
    permissions: changesPermissions,
    subscriptions: {
      projectStream: async ({ projectId }, context) =>
        changes.projectStream(requireViewer(context), requireId("prj", String(projectId), "projectId"), context.ending),
    },
  };
}
