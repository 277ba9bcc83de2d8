import { requireViewer } from "../../platform/graphql/context";
import type { Module } from "../../platform/graphql/module";
import { apiTokensPermissions } from "./apiTokens.permissions";
import { ApiTokensResolver, UserApiTokensResolver } from "./apiTokens.resolver";
import type { ApiTokensService } from "./apiTokens.service";

export function apiTokensModule(tokens: ApiTokensService): Module {
  return {
    resolvers: [new ApiTokensResolver(tokens), new UserApiTokensResolver(tokens)],
    permissions: apiTokensPermissions,
    nodes: { tok: (context, id) => tokens.find(requireViewer(context), id) },
  };
}
