import { requireViewer } from "../../platform/graphql/context";
import type { Module } from "../../platform/graphql/module";
import type { AnyJob } from "../../platform/jobs/job";
import { type AccountServices, AccountsResolver } from "./accounts.resolver";
import { authPermissions } from "./auth.permissions";
import { AuthResolver, UserSessionsResolver } from "./auth.resolver";
import type { AuthService } from "./auth.service";
import type { SessionsService } from "./sessions.service";

interface AuthModuleParts extends AccountServices {
  auth: AuthService;
  sessions: SessionsService;
  jobs: readonly AnyJob[];
}

export function authModule({ auth, sessions, jobs, ...services }: AuthModuleParts): Module {
  return {
    jobs,
    resolvers: [new AuthResolver(auth, sessions), new UserSessionsResolver(sessions), new AccountsResolver(services)],
    permissions: authPermissions,
    nodes: { ses: (context, id) => sessions.find(requireViewer(context), id) },
  };
}
