import type { ProjectRole } from "../projects/projectMember.entity";

const EDIT_TASKS: Readonly<Record<ProjectRole, boolean>> = { OWNER: true, ADMIN: true, MEMBER: true, VIEWER: false };

/** Creating, changing, moving, deleting and restoring the tasks of a project. */
export function canEditTasks(role: ProjectRole): boolean {
  return EDIT_TASKS[role];
}
