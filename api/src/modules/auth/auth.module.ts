import { requireViewer } from "../../platform/graphql/context";
import type { Module } from "../../platform/graphql/module";
import { authPermissions } from "./auth.permissions";
import { AuthResolver, UserSessionsResolver } from "./auth.resolver";
import type { AuthService } from "./auth.service";
import type { SessionsService } from "./sessions.service";

export function authModule(auth: AuthService, sessions: SessionsService): Module {
  return {
    resolvers: [new AuthResolver(auth, sessions), new UserSessionsResolver(sessions)],
    permissions: authPermissions,
    nodes: { ses: (context, id) => sessions.find(requireViewer(context), id) },
  };
}
