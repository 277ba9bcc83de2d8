import type { Tx } from "../../platform/db/database";
import type { FieldChangeRecord } from "../../platform/db/log/event.entity";
import type { ProjectMember, ProjectRole } from "./projectMember.entity";
import type { MembershipEventType } from "./projects.events";

/**
 * Tells the logs of a change of somebody's rights: the project's, and the person's own unless they
 * are pending. Null stands for no member. Answers the project's seq.
 */
export function emitRole(
  tx: Tx,
  actorId: string | null,
  member: ProjectMember,
  before: ProjectRole | null,
  after: ProjectRole | null,
): number {
  const role = { field: "role", before, after };
  const kind = before === null ? "ADDED" : after === null ? "REMOVED" : "UPDATED";
  if (member.userId !== null) emitMembership(tx, actorId, member, `MEMBERSHIP_${kind}`, role);
  // Who it is is told too: after a removal nothing else says it. Of a pending member no log keeps the address.
  const who =
    member.userId === null
      ? { field: "isPending", before: before && true, after: after && true }
      : { field: "user", before: before && member.userId, after: after && member.userId };
  return emitMember(tx, actorId, member, `MEMBER_${kind}`, before && after ? [role] : [who, role]);
}

/** Tells the logs that a pending member has become one with an account. */
export function emitJoined(tx: Tx, userId: string, member: ProjectMember): void {
  emitMembership(tx, userId, member, "MEMBERSHIP_ADDED", { field: "role", before: null, after: member.role });
  emitMember(tx, userId, member, "MEMBER_UPDATED", [
    { field: "user", before: null, after: userId },
    { field: "isPending", before: true, after: false },
  ]);
}

function emitMembership(
  tx: Tx,
  actorId: string | null,
  member: ProjectMember,
  type: MembershipEventType,
  role: FieldChangeRecord,
): void {
  const { userId, projectId, version } = member;
  if (userId === null) return;
  tx.emit({ streamId: userId, type, subjectId: projectId, subjectVersion: version, actorId, changes: [role] });
}

function emitMember(
  tx: Tx,
  actorId: string | null,
  member: ProjectMember,
  type: "MEMBER_ADDED" | "MEMBER_UPDATED" | "MEMBER_REMOVED",
  changes: FieldChangeRecord[],
): number {
  return tx.emit({
    streamId: member.projectId,
    type,
    subjectId: member.id,
    subjectVersion: member.version,
    actorId,
    changes,
    isRestricted: member.userId === null,
  });
}
