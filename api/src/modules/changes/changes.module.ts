import { requireSubscription } from "../../platform/graphql/context";
import type { Module } from "../../platform/graphql/module";
import { requireId } from "../../platform/graphql/rules";
import { ProjectActivityResolver, TaskActivityResolver } from "./activity.resolver";
import type { ActivityService } from "./activity.service";
import { ChangeFieldsResolver } from "./changeFields.resolver";
import { changesLoaders } from "./changes.loaders";
import { changesPermissions } from "./changes.permissions";
import { ChangesResolver } from "./changes.resolver";
import type { ChangesService } from "./changes.service";
import type { CursorsBefore } from "./cursorsBefore";
import { MembershipFieldsResolver } from "./membershipFields.resolver";
import { SnapshotFieldsResolver } from "./snapshotFields.resolver";

interface ChangesParts {
  changes: ChangesService;
  activity: ActivityService;
  cursorsBefore: CursorsBefore;
}

export function changesModule({ changes, activity, cursorsBefore }: ChangesParts): Module {
  return {
    resolvers: [
      new ChangesResolver(changes, cursorsBefore),
      new SnapshotFieldsResolver(),
      new MembershipFieldsResolver(),
      new ChangeFieldsResolver(),
      new ProjectActivityResolver(activity),
      new TaskActivityResolver(activity),
    ],
    permissions: changesPermissions,
    loaders: changesLoaders,
    nodes: { evt: ({ loaders }, id) => loaders.activityEntryById.load(id) },
    preludes: { streamCursor: async (context) => cursorsBefore.note(context) },
    subscriptions: {
      projectStream: async ({ projectId, after, snapshot }, context) => {
        const { viewer, outlet, ending } = requireSubscription(context);
        const args = {
          projectId: requireId("prj", String(projectId), "projectId"),
          after: (after as string | null | undefined) ?? context.lastEventId,
          snapshot: snapshot as boolean | null | undefined,
        };
        return changes.projectStream(viewer, args, outlet, ending);
      },
      viewerEvents: async ({ after }, context) => {
        const { viewer, ending } = requireSubscription(context);
        return changes.viewerEvents(viewer, (after as string | null | undefined) ?? context.lastEventId, ending);
      },
    },
  };
}
