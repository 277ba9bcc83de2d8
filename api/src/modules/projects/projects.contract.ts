import type { Tx } from "../../platform/db/database";
import type { AccountProjects } from "./accountProjects.service";
import type { ProjectAccess } from "./projectAccess";
import type { PendingMembers } from "./pendingMembers.service";
import type { ProjectsService } from "./projects.service";

export { canSeePending, isReadOnly } from "./projects.policy";
export type { Access } from "./projectAccess";

/** What other modules may ask of projects. */
export type ProjectAccessContract = Pick<
  ProjectAccess,
  | "find"
  | "require"
  | "requireOpen"
  | "isOpen"
  | "personalProjectId"
  | "projectsOf"
  | "isMember"
  | "membersAmong"
  | "findByTaskKey"
  | "lastSeq"
  | "keysOf"
  | "takeTaskNumber"
>;
export type ProjectsContract = Pick<ProjectsService, "createPersonal">;
/** For whoever verifies an address: the members who wait for that. */
export type PendingMembersContract = Pick<PendingMembers, "projectIds" | "join">;

/** What becomes of projects when their people's accounts end. */
export type AccountProjectsContract = Pick<AccountProjects, "idsOf" | "leaveAll">;

/**
 * What a module does with its rows of a project that is purged: deletes `limit` of them at most, with what hangs on
 * them, and answers how many; 0: none is left. Nothing of it is told to the log, which goes too.
 */
export type ProjectPurgeHook = (tx: Tx, projectId: string, limit: number) => Promise<number>;
