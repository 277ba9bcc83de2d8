import type { ProjectRole } from "../projects/projectMember.entity";

const MANAGE_LABELS: Readonly<Record<ProjectRole, boolean>> = {
  OWNER: true,
  ADMIN: true,
  MEMBER: false,
  VIEWER: false,
};

/** Creating, changing and deleting labels; putting them on tasks goes by the right to edit the task. */
export function canManageLabels(role: ProjectRole): boolean {
  return MANAGE_LABELS[role];
}
