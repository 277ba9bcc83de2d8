import type DataLoader from "dataloader";
import { batchLoader, byKey, type LoaderFactories } from "../../platform/graphql/loaders";
import type { Comment } from "./comment.entity";
import { findComments } from "./comments.repository";

declare module "../../platform/graphql/context" {
  interface Loaders {
    /** Deleted ones too. Does not ask whether the viewer may see the comment. */
    commentById: DataLoader<string, Comment | null>;
  }
}

export const commentsLoaders: LoaderFactories = {
  commentById: ({ reader }) =>
    batchLoader(async (ids) => byKey(ids, await findComments(reader, ids), (comment) => comment.id)),
};
