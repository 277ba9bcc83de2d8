import type { Viewer } from "../../platform/auth/viewer";
import type { Clock } from "../../platform/clock";
import type { Database, Reader, Tx } from "../../platform/db/database";
import { staleLocks, withFreshLocks } from "../../platform/db/staleLocks";
import { badInput, conflict, forbidden } from "../../platform/errors";
import type { SetTaskOwner } from "../tasks/tasks.contract";
import { changeRole } from "./memberRows";
import { findMembers, findMembership } from "./members.repository";
import { Project } from "./project.entity";
import type { Access, ProjectAccess } from "./projectAccess";
import type { ProjectMember } from "./projectMember.entity";
import type { TransferProjectInput } from "./projects.inputs";
import { canDispose } from "./projects.policy";
import { findKeys } from "./projects.repository";

/** A member who has an account, and so can own a project. */
interface Heir {
  member: ProjectMember;
  userId: string;
}

/** Giving a project to another owner; there is one owner at every moment. */
export class ProjectTransferService {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly access: ProjectAccess,
    private readonly setTaskOwner: SetTaskOwner,
  ) {}

  async transferProject(viewer: Viewer, input: TransferProjectInput): Promise<{ project: Project; seq: number }> {
    const { entity, seq } = await withFreshLocks(async () => {
      const reader = this.db.readLatest();
      await this.access.require(reader, viewer, input.id);
      const heir = await findHeir(reader, input);
      const locks = { projects: [input.id], users: heir ? [viewer.userId, heir.userId] : [viewer.userId] };
      return this.db.transact(viewer, locks, async (tx) => {
        const access = await this.access.require(tx, viewer, input.id);
        return tx.once(
          { viewerId: viewer.userId, field: "transferProject", input },
          // Who may do it is asked in here: whoever repeats the request is the owner no more.
          { run: () => this.transfer(tx, viewer, access, input), replay: async () => access.project },
        );
      });
    });
    return { project: entity, seq };
  }

  private async transfer(
    tx: Tx,
    viewer: Viewer,
    access: Access,
    input: TransferProjectInput,
  ): Promise<{ entity: Project; seq: number }> {
    requireOwner(access);
    const { project } = access;
    this.access.requireOpen(access);
    const heir = await findHeir(tx, input);
    if (!heir) throw badInput("memberId", "is not a member of this project who has joined.", "member");
    if (heir.userId === project.ownerId) return { entity: project, seq: tx.lastSeq(project.id) };
    // One who was pending may have joined since.
    if (!tx.holds(heir.userId)) throw staleLocks();
    if ((await findKeys(tx, heir.userId)).has(project.key)) {
      throw conflict(`The new owner has a project with the key ${project.key} already.`);
    }
    const owner = await findMembership(tx, project.id, project.ownerId);
    if (!owner) throw new Error(`The owner of ${project.id} is not a member of it`);
    await changeRole(tx, viewer.userId, owner, "ADMIN");
    await changeRole(tx, viewer.userId, heir.member, "OWNER");
    return this.setOwner(tx, viewer, project, heir);
  }

  private async setOwner(
    tx: Tx,
    viewer: Viewer,
    project: Project,
    { userId }: Heir,
  ): Promise<{ entity: Project; seq: number }> {
    const changes = [{ field: "owner", before: project.ownerId, after: userId }];
    const stored = { ownerId: userId, updatedAt: this.clock(), version: project.version + 1 };
    await tx.update(Project, project.id, stored);
    await this.setTaskOwner(tx, project.id, userId);
    const seq = tx.emit({
      streamId: project.id,
      type: "PROJECT_UPDATED",
      subjectId: project.id,
      subjectVersion: stored.version,
      actorId: viewer.userId,
      changes,
    });
    return { entity: Object.assign(project, stored), seq };
  }
}

function requireOwner({ project, role }: Access): void {
  if (!canDispose(role)) throw forbidden("Only the owner transfers a project.");
  if (project.isPersonal) throw badInput("id", "is a personal project: it stays its owner's.", "personal");
}

/** Null for one who is not a member, or is pending. */
async function findHeir(reader: Reader, { id, memberId }: TransferProjectInput): Promise<Heir | null> {
  const [member] = await findMembers(reader, [memberId]);
  if (!member || member.projectId !== id || member.removedAt || member.userId === null) return null;
  return { member, userId: member.userId };
}
