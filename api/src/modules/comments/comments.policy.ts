import type { ProjectRole } from "../projects/projectMember.entity";

type Table = Readonly<Record<ProjectRole, boolean>>;

const COMMENT: Table = { OWNER: true, ADMIN: true, MEMBER: true, VIEWER: false };
const MODERATE: Table = { OWNER: true, ADMIN: true, MEMBER: false, VIEWER: false };

export function canComment(role: ProjectRole): boolean {
  return COMMENT[role];
}

/** Nobody changes another person's words. */
export function canEditComment(role: ProjectRole, { isAuthor }: { isAuthor: boolean }): boolean {
  return isAuthor && COMMENT[role];
}

export function canDeleteComment(role: ProjectRole, { isAuthor }: { isAuthor: boolean }): boolean {
  return MODERATE[role] || canEditComment(role, { isAuthor });
}
