import type { Limiter } from "../../platform/auth/limiter";
import type { Viewer } from "../../platform/auth/viewer";
import type { Clock } from "../../platform/clock";
import type { Database, Reader, Tx } from "../../platform/db/database";
import { checkVersion } from "../../platform/db/log/log";
import { badInput, forbidden, notFound } from "../../platform/errors";
import { newId } from "../../platform/ids";
import type { Cursors } from "../../platform/paging/cursors";
import type { Page, PageArgs } from "../../platform/paging/page";
import type { UsersContract } from "../users/users.contract";
import type { AddProjectMemberInput, RemoveProjectMemberInput, UpdateProjectMemberInput } from "./members.inputs";
import { findMembers, findMembershipEver, pageOfMembers } from "./members.repository";
import type { Access, ProjectAccess } from "./projectAccess";
import { ProjectMember, type ProjectRole } from "./projectMember.entity";
import type { MembershipEventType, ProjectEventType } from "./projects.events";
import { canChangeRole, canManageMembers, canRemoveMember } from "./projects.policy";

type Change = { entity: ProjectMember; seq: number };

export class MembersService {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly cursors: Cursors,
    private readonly access: ProjectAccess,
    private readonly users: UsersContract,
    private readonly limiter: Limiter,
  ) {}

  async list(viewer: Viewer, projectId: string, args: PageArgs): Promise<Page<ProjectMember>> {
    return pageOfMembers(this.db.read(viewer), this.cursors, projectId, args);
  }

  async addProjectMember(viewer: Viewer, input: AddProjectMemberInput): Promise<Change> {
    const reader = this.db.read(viewer);
    const { role } = await this.access.require(reader, viewer, input.projectId);
    if (!canManageMembers(role)) throw forbidden("Only the owner and admins add members.");
    // The answer tells whether an address has an account: so it costs something to ask.
    await this.limiter.take(viewer.userId);
    const person = await this.users.findByEmail(reader, input.email);
    if (!person) throw badInput("email", "has no account.", "account");

    const locks = { projects: [input.projectId], users: [person.id] };
    return this.db.transact(viewer, locks, async (tx) => {
      const access = await this.access.require(tx, viewer, input.projectId);
      if (!canManageMembers(access.role)) throw forbidden("Only the owner and admins add members.");
      this.access.requireOpen(access);
      return tx.once(
        { viewerId: viewer.userId, field: "addProjectMember", input },
        {
          run: async () => {
            const former = await findMembershipEver(tx, input.projectId, person.id);
            if (former && !former.removedAt) throw badInput("email", "is a member already.", "taken");
            return this.join(tx, viewer, access, former, person.id, input.role);
          },
          replay: (id) => this.existing(tx, viewer, id),
        },
      );
    });
  }

  async updateProjectMember(viewer: Viewer, input: UpdateProjectMemberInput): Promise<Change> {
    return this.change(viewer, input.id, "updateProjectMember", input, async (tx, member, { role }) => {
      if (!canChangeRole(role, member))
        throw forbidden("Only the owner and admins change roles, and nobody the owner's.");
      if (member.removedAt) throw notFound("The member");
      return async () => {
        await checkVersion(tx, member, input.expectedVersion);
        if (member.role === input.role) return { entity: member, seq: tx.lastSeq(member.projectId) };
        const before = member.role;
        const patch = { role: input.role, version: member.version + 1 };
        await tx.update(ProjectMember, member.id, patch);
        Object.assign(member, patch);
        return {
          entity: member,
          seq: emit(tx, viewer, member, "MEMBER_UPDATED", "MEMBERSHIP_UPDATED", before, input.role),
        };
      };
    });
  }

  async removeProjectMember(viewer: Viewer, input: RemoveProjectMemberInput): Promise<Change> {
    return this.change(viewer, input.id, "removeProjectMember", input, async (tx, member, { role }) => {
      if (!canRemoveMember(role, { role: member.role, isSelf: member.userId === viewer.userId })) {
        throw forbidden("Only the owner and admins remove members, and nobody the owner.");
      }
      return async () => {
        if (member.removedAt) return { entity: member, seq: tx.lastSeq(member.projectId) };
        const patch = { removedAt: this.clock(), version: member.version + 1 };
        await tx.update(ProjectMember, member.id, patch);
        Object.assign(member, patch);
        return {
          entity: member,
          seq: emit(tx, viewer, member, "MEMBER_REMOVED", "MEMBERSHIP_REMOVED", member.role, null),
        };
      };
    });
  }

  /** The frame of a change to one member, removed ones included: find, lock project and person, find again, ask the policy, do it once. */
  private async change(
    viewer: Viewer,
    id: string,
    field: string,
    input: { idempotencyKey?: string | null },
    prepare: (tx: Tx, member: ProjectMember, access: Access) => Promise<() => Promise<Change>>,
  ): Promise<Change> {
    const seen = await this.existing(this.db.read(viewer), viewer, id);
    const locks = { projects: [seen.projectId], users: [seen.userId] };
    return this.db.transact(viewer, locks, async (tx) => {
      const member = await this.existing(tx, viewer, id);
      const run = await prepare(tx, member, await this.access.require(tx, viewer, member.projectId));
      return tx.once({ viewerId: viewer.userId, field, input }, { run, replay: async () => member });
    });
  }

  /** Makes a member of someone new, or of someone who was removed before. */
  private async join(
    tx: Tx,
    viewer: Viewer,
    { project }: Access,
    former: ProjectMember | null,
    userId: string,
    role: ProjectRole,
  ): Promise<Change> {
    const joined = { role, addedById: viewer.userId, createdAt: this.clock(), removedAt: null };
    const member: ProjectMember = former
      ? Object.assign(former, joined, { version: former.version + 1 })
      : Object.assign(new ProjectMember(), joined, { id: newId("mem"), projectId: project.id, userId, version: 1 });
    if (former) await tx.update(ProjectMember, member.id, { ...joined, version: member.version });
    else await tx.insert(ProjectMember, [member]);
    return { entity: member, seq: emit(tx, viewer, member, "MEMBER_ADDED", "MEMBERSHIP_ADDED", null, role) };
  }

  private async existing(reader: Reader, viewer: Viewer, id: string): Promise<ProjectMember> {
    const [member] = await findMembers(reader, [id]);
    if (!member || !(await this.access.isMember(reader, member.projectId, viewer.userId))) throw notFound("The member");
    return member;
  }
}

/** A change of rights stands in the project's log and in the person's. Answers the project's seq. */
export function emit(
  tx: Tx,
  viewer: Viewer | null,
  member: ProjectMember,
  type: ProjectEventType,
  userType: MembershipEventType,
  before: ProjectRole | null,
  after: ProjectRole | null,
): number {
  const changes = [{ field: "role", before, after }];
  const common = { subjectVersion: member.version, actorId: viewer?.userId ?? null };
  tx.emit({ ...common, streamId: member.userId, type: userType, subjectId: member.projectId, changes });
  // The person is told too: after a removal nothing else says who it was.
  const who = [{ field: "user", before: before && member.userId, after: after && member.userId }];
  return tx.emit({
    ...common,
    streamId: member.projectId,
    type,
    subjectId: member.id,
    changes: before && after ? changes : [...who, ...changes],
  });
}
