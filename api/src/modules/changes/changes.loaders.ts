import type DataLoader from "dataloader";
import { batchLoader, byKey, type LoaderFactories } from "../../platform/graphql/loaders";
import { findVisibleEvents } from "./activity.repository";
import { activityEntry } from "./activity.service";
import type { ActivityEntry } from "./activity.types";

declare module "../../platform/graphql/context" {
  interface Loaders {
    /** Only what the viewer may see. */
    activityEntryById: DataLoader<string, ActivityEntry | null>;
  }
}

export const changesLoaders: LoaderFactories = {
  activityEntryById: ({ reader, viewer }) =>
    batchLoader(async (ids) => {
      const events = viewer ? await findVisibleEvents(reader, viewer.userId, ids) : [];
      return byKey(ids, events.map(activityEntry), (entry) => entry.id);
    }),
};
