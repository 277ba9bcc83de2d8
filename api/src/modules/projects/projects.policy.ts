import type { ProjectRole } from "./projectMember.entity";

/** An archived project and one in the trash are read, but not changed. */
export function isReadOnly(project: { archivedAt: Date | null; deletedAt: Date | null }): boolean {
  return project.archivedAt !== null || project.deletedAt !== null;
}

type Table = Readonly<Record<ProjectRole, boolean>>;

const EDIT_PROJECT: Table = { OWNER: true, ADMIN: true, MEMBER: false, VIEWER: false };
const MANAGE_MEMBERS: Table = { OWNER: true, ADMIN: true, MEMBER: false, VIEWER: false };
const SEE_PENDING: Table = { OWNER: true, ADMIN: true, MEMBER: false, VIEWER: false };
const ARCHIVE: Table = { OWNER: true, ADMIN: true, MEMBER: false, VIEWER: false };
const DISPOSE: Table = { OWNER: true, ADMIN: false, MEMBER: false, VIEWER: false };

export function canEditProject(role: ProjectRole): boolean {
  return EDIT_PROJECT[role];
}

/** Archiving and taking out of the archive. */
export function canArchive(role: ProjectRole): boolean {
  return ARCHIVE[role];
}

/** Putting it in the trash, taking it out, and giving it to another owner. */
export function canDispose(role: ProjectRole): boolean {
  return DISPOSE[role];
}

/** Knowing of pending members, and of events about them. */
export function canSeePending(role: ProjectRole): boolean {
  return SEE_PENDING[role];
}

/** Adding people and changing the roles of those who are there; nobody changes the owner's. */
export function canManageMembers(role: ProjectRole): boolean {
  return MANAGE_MEMBERS[role];
}

export function canChangeRole(role: ProjectRole, member: { role: ProjectRole }): boolean {
  return canManageMembers(role) && member.role !== "OWNER";
}

/** Everybody but the owner may leave. */
export function canRemoveMember(role: ProjectRole, member: { role: ProjectRole; isSelf: boolean }): boolean {
  return member.role !== "OWNER" && (member.isSelf || canManageMembers(role));
}
