import type { AccountProjects } from "./accountProjects.service";
import type { ProjectAccess } from "./projectAccess";
import type { ProjectsService } from "./projects.service";

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
/** What becomes of projects when their people's accounts end. */
export type AccountProjectsContract = Pick<AccountProjects, "idsOf" | "leaveAll">;
