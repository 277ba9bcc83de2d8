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
  | "personalProjectId"
  | "projectsOf"
  | "isMember"
  | "findByTaskKey"
  | "lastSeq"
  | "takeTaskNumber"
>;
export type ProjectsContract = Pick<ProjectsService, "createPersonal">;

/** For whoever verifies an address: the members who wait for that. */
export type PendingMembersContract = Pick<PendingMembers, "projectIds" | "join">;
