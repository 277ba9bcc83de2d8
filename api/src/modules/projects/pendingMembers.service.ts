import type { Clock } from "../../platform/clock";
import type { Reader, Tx } from "../../platform/db/database";
import { staleLocks } from "../../platform/db/staleLocks";
import { emitJoined } from "./memberEvents";
import { addMember, removeMember } from "./memberRows";
import { findMembershipEver, findPending } from "./members.repository";
import { ProjectMember } from "./projectMember.entity";

/** Members who were added by an address that no account had verified by then. */
export class PendingMembers {
  constructor(private readonly clock: Clock) {}

  /** The projects that an address (as `normalizeEmail` gives it) is pending in: what `join` wants locked. */
  async projectIds(reader: Reader, emailAddress: string): Promise<string[]> {
    return (await findPending(reader, emailAddress)).map(({ projectId }) => projectId);
  }

  /**
   * Makes members of an account's pending ones, in the transaction that verifies its address. It must
   * hold the user, then no one can be added as pending by the address any more; and those projects.
   * Answers how many there were.
   * @throws AppError UNAVAILABLE when another project has come since: see withFreshLocks
   */
  async join(tx: Tx, user: { id: string; emailAddress: string }): Promise<number> {
    const pending = await findPending(tx, user.emailAddress);
    if (!pending.every(({ projectId }) => tx.holds(projectId))) throw staleLocks();
    for (const member of pending) await this.joinOne(tx, user.id, member);
    return pending.length;
  }

  private async joinOne(tx: Tx, userId: string, pending: ProjectMember): Promise<void> {
    const own = await findMembershipEver(tx, pending.projectId, userId);
    if (!own) {
      const patch = { userId, emailAddress: null, version: pending.version + 1 };
      await tx.update(ProjectMember, pending.id, patch);
      emitJoined(tx, userId, Object.assign(pending, patch));
      return;
    }
    // Their earlier membership comes back: the log knows their rights by its id.
    await removeMember(tx, userId, this.clock(), pending);
    await tx.update(ProjectMember, pending.id, { emailAddress: null });
    if (!own.removedAt) return;
    const { projectId, role, addedById } = pending;
    await addMember(tx, userId, this.clock(), own, { projectId, userId, emailAddress: null, role, addedById });
  }
}
