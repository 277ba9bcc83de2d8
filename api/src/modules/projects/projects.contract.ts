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
  | "openProjectsOf"
  | "isMember"
  | "findByTaskKey"
  | "lastSeq"
  | "keysOf"
  | "takeTaskNumber"
>;
export type ProjectsContract = Pick<ProjectsService, "createPersonal">;
