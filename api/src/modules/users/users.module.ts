import { requireViewer } from "../../platform/graphql/context";
import type { Module } from "../../platform/graphql/module";
import { usersLoaders } from "./users.loaders";
import { usersPermissions } from "./users.permissions";
import { UsersResolver } from "./users.resolver";
import type { UsersService } from "./users.service";

export function usersModule(users: UsersService): Module {
  return {
    resolvers: [new UsersResolver(users)],
    permissions: usersPermissions,
    loaders: usersLoaders,
    nodes: { usr: (context, id) => users.visible(requireViewer(context), id) },
  };
}
