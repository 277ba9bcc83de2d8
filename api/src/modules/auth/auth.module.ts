import { requireViewer } from "../../platform/graphql/context";
import type { AnyJob } from "../../platform/jobs/job";
import type { Module } from "../../platform/graphql/module";
import { authPermissions } from "./auth.permissions";
import { AuthResolver, UserSessionsResolver } from "./auth.resolver";
import type { AuthService } from "./auth.service";
import type { SessionsService } from "./sessions.service";

export function authModule(auth: AuthService, sessions: SessionsService, jobs: AnyJob[]): Module {
  return {
    resolvers: [new AuthResolver(auth, sessions), new UserSessionsResolver(sessions)],
    jobs,
    permissions: authPermissions,
    nodes: { ses: (context, id) => sessions.find(requireViewer(context), id) },
  };
}
