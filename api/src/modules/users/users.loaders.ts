import type DataLoader from "dataloader";
import { batchLoader, byKey, type LoaderFactories } from "../../platform/graphql/loaders";
import type { User } from "./user.entity";
import { findUsers } from "./users.repository";

declare module "../../platform/graphql/context" {
  interface Loaders {
    userById: DataLoader<string, User | null>;
  }
}

export const usersLoaders: LoaderFactories = {
  userById: ({ reader }) => batchLoader(async (ids) => byKey(ids, await findUsers(reader, ids), (user) => user.id)),
};
