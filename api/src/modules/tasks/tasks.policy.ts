import { isReadOnly } from "../projects/projects.contract";
import type { ProjectRole } from "../projects/projectMember.entity";

const EDIT_TASKS: Readonly<Record<ProjectRole, boolean>> = { OWNER: true, ADMIN: true, MEMBER: true, VIEWER: false };

/** Whether this person may change these tasks, as things stand: not in an archived or trashed project. */
export function canEditTasksNow(
  role: ProjectRole,
  project: { archivedAt: Date | null; deletedAt: Date | null },
): boolean {
  return canEditTasks(role) && !isReadOnly(project);
}

/** Creating, changing, moving, deleting and restoring the tasks of a project. */
export function canEditTasks(role: ProjectRole): boolean {
  return EDIT_TASKS[role];
}
