import type { Tx } from "../../platform/db/database";
import { newId } from "../../platform/ids";
import { emitRole } from "./memberEvents";
import { ProjectMember, type ProjectRole } from "./projectMember.entity";

/** A member as a change left it, and the seq of its event in the project's log. */
export type MemberChange = { entity: ProjectMember; seq: number };

type NewMember = Pick<ProjectMember, "projectId" | "userId" | "emailAddress" | "role" | "addedById">;

/** Makes a member of someone new, or of someone who was removed before. */
export async function addMember(
  tx: Tx,
  actorId: string,
  now: Date,
  former: ProjectMember | null,
  added: NewMember,
): Promise<MemberChange> {
  const joined = { role: added.role, addedById: added.addedById, createdAt: now, removedAt: null };
  const member: ProjectMember = former
    ? Object.assign(former, joined, { version: former.version + 1 })
    : Object.assign(new ProjectMember(), added, joined, { id: newId("mem"), version: 1 });
  if (former) await tx.update(ProjectMember, member.id, { ...joined, version: member.version });
  else await tx.insert(ProjectMember, [member]);
  return { entity: member, seq: emitRole(tx, actorId, member, null, added.role) };
}

export async function changeRole(
  tx: Tx,
  actorId: string,
  member: ProjectMember,
  role: ProjectRole,
): Promise<MemberChange> {
  const before = member.role;
  const patch = { role, version: member.version + 1 };
  await tx.update(ProjectMember, member.id, patch);
  Object.assign(member, patch);
  return { entity: member, seq: emitRole(tx, actorId, member, before, role) };
}

export async function removeMember(tx: Tx, actorId: string, now: Date, member: ProjectMember): Promise<MemberChange> {
  const patch = { removedAt: now, version: member.version + 1 };
  await tx.update(ProjectMember, member.id, patch);
  Object.assign(member, patch);
  return { entity: member, seq: emitRole(tx, actorId, member, member.role, null) };
}
