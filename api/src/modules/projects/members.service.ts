import type { Limiter } from "../../platform/auth/limiter";
import type { Viewer } from "../../platform/auth/viewer";
import type { Clock } from "../../platform/clock";
import type { Database, Reader, Tx } from "../../platform/db/database";
import type { Selection } from "../../platform/selection";
import { checkVersion } from "../../platform/db/log/log";
import { staleLocks, withFreshLocks } from "../../platform/db/staleLocks";
import { badInput, forbidden, notFound } from "../../platform/errors";
import type { Cursors } from "../../platform/paging/cursors";
import type { Page, PageArgs } from "../../platform/paging/page";
import { normalizeEmail } from "../../platform/text";
import type { UsersContract } from "../users/users.contract";
import type { AddProjectMemberInput, RemoveProjectMemberInput, UpdateProjectMemberInput } from "./members.inputs";
import { addMember, changeRole, type MemberChange, removeMember } from "./memberRows";
import { findMembers, findMembershipEver, findPendingEver, pageOfMembers } from "./members.repository";
import type { Access, ProjectAccess } from "./projectAccess";
import type { ProjectMember, ProjectRole } from "./projectMember.entity";
import { canChangeRole, canManageMembers, canRemoveMember, canSeePending } from "./projects.policy";

export class MembersService {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly cursors: Cursors,
    private readonly access: ProjectAccess,
    private readonly users: UsersContract,
    private readonly limiter: Limiter,
  ) {}

  /** `role`: the viewer's, null for whoever has just left. */
  async list(
    viewer: Viewer,
    projectId: string,
    role: ProjectRole | null,
    args: PageArgs,
    selection: Selection,
  ): Promise<Page<ProjectMember>> {
    const withPending = role !== null && canSeePending(role);
    return pageOfMembers(this.db.read(viewer), this.cursors, projectId, withPending, args, selection);
  }

  async addProjectMember(viewer: Viewer, input: AddProjectMemberInput): Promise<MemberChange> {
    const { role } = await this.access.require(this.db.readLatest(), viewer, input.projectId);
    requireManager(role);
    // The answer tells whether the address is a verified account's: so it costs something to ask.
    await this.limiter.take(viewer.userId);
    return withFreshLocks(async () => {
      const account = await this.users.findByEmail(this.db.readLatest(), input.email);
      // An account that is not verified is held too, lest it is verified while it is made a pending member.
      const locks = { projects: [input.projectId], users: account ? [account.id] : [] };
      return this.db.transact(viewer, locks, async (tx) => {
        const access = await this.access.require(tx, viewer, input.projectId);
        requireManager(access.role);
        this.access.requireOpen(access);
        return tx.once(
          { viewerId: viewer.userId, field: "addProjectMember", input },
          {
            run: () => this.add(tx, viewer, input),
            replay: async (id) => (await this.existing(tx, viewer, id)).member,
          },
        );
      });
    });
  }

  private async add(tx: Tx, viewer: Viewer, { projectId, email, role }: AddProjectMemberInput): Promise<MemberChange> {
    const account = await this.users.findByEmail(tx, email);
    if (account && !tx.holds(account.id)) throw staleLocks();
    const address = normalizeEmail(email);
    const former = account && (await findMembershipEver(tx, projectId, account.id));
    const pending = await findPendingEver(tx, projectId, address);
    if (former?.removedAt === null || pending?.removedAt === null) {
      throw badInput("email", "is a member already.", "taken");
    }
    const added = { projectId, role, addedById: viewer.userId };
    return account?.emailVerifiedAt
      ? addMember(tx, viewer.userId, this.clock(), former, { ...added, userId: account.id, emailAddress: null })
      : addMember(tx, viewer.userId, this.clock(), pending, { ...added, userId: null, emailAddress: address });
  }

  async updateProjectMember(viewer: Viewer, input: UpdateProjectMemberInput): Promise<MemberChange> {
    return this.change(viewer, input.id, "updateProjectMember", input, async (tx, member, access) => {
      if (!canChangeRole(access.role, member))
        throw forbidden("Only the owner and admins change roles, and nobody the owner's.");
      if (member.removedAt) throw notFound("The member");
      this.access.requireOpen(access);
      return async () => {
        await checkVersion(tx, member, input.expectedVersion);
        if (member.role === input.role) return { entity: member, seq: tx.lastSeq(member.projectId) };
        return changeRole(tx, viewer.userId, member, input.role);
      };
    });
  }

  async removeProjectMember(viewer: Viewer, input: RemoveProjectMemberInput): Promise<MemberChange> {
    return this.change(viewer, input.id, "removeProjectMember", input, async (tx, member, access) => {
      const isSelf = member.userId === viewer.userId;
      if (!canRemoveMember(access.role, { role: member.role, isSelf })) {
        throw forbidden("Only the owner and admins remove members, and nobody the owner.");
      }
      // Leaving is possible always: nobody is held in what is archived or in the trash.
      if (!isSelf && !member.removedAt) this.access.requireOpen(access);
      return async () => {
        if (member.removedAt) return { entity: member, seq: tx.lastSeq(member.projectId) };
        return removeMember(tx, viewer.userId, this.clock(), member);
      };
    });
  }

  /** The frame of a change to one member, removed ones included: find, lock project and person, find again, ask the policy, do it once. */
  private async change(
    viewer: Viewer,
    id: string,
    field: string,
    input: { idempotencyKey?: string | null },
    prepare: (tx: Tx, member: ProjectMember, access: Access) => Promise<() => Promise<MemberChange>>,
  ): Promise<MemberChange> {
    return withFreshLocks(async () => {
      const { member: seen } = await this.existing(this.db.readLatest(), viewer, id);
      const locks = { projects: [seen.projectId], users: seen.userId === null ? [] : [seen.userId] };
      return this.db.transact(viewer, locks, async (tx) => {
        const { member, access } = await this.existing(tx, viewer, id);
        // One who was pending may have joined since.
        if (member.userId !== null && !tx.holds(member.userId)) throw staleLocks();
        const run = await prepare(tx, member, access);
        return tx.once({ viewerId: viewer.userId, field, input }, { run, replay: async () => member });
      });
    });
  }

  private async existing(
    reader: Reader,
    viewer: Viewer,
    id: string,
  ): Promise<{ member: ProjectMember; access: Access }> {
    const [member] = await findMembers(reader, [id]);
    const access = member && (await this.access.find(reader, viewer, member.projectId));
    if (!access || (member.userId === null && !canSeePending(access.role))) throw notFound("The member");
    return { member, access };
  }
}

function requireManager(role: ProjectRole): void {
  if (!canManageMembers(role)) throw forbidden("Only the owner and admins add members.");
}
