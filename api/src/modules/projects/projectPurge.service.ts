import type { Clock } from "../../platform/clock";
import type { Database, Tx } from "../../platform/db/database";
import { deleteSomeEvents } from "../../platform/db/log/log";
import { inBatches } from "../../platform/jobs/inBatches";
import { emitRole } from "./memberEvents";
import { deleteMembers, deleteProjectRows, findExpiredProjects, findMembersToPurge } from "./projectPurge.repository";
import type { ProjectPurgeHook } from "./projects.contract";
import { findProject } from "./projects.repository";

/** Projects that one run purges, and rows of one that one transaction deletes. */
const MOST_PROJECTS = 20;
const BATCH = 200;

/**
 * Deletes projects for good that have been in the trash for as long as they stay there. First all members are removed,
 * whoever could restore it before the rest: from then on nobody sees what is deleted bit by bit. That is the next
 * run's: by then the streams have ended and the jobs of the members' events are made.
 */
export class ProjectPurgeService {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly retentionMs: number,
    private readonly hooks: readonly ProjectPurgeHook[],
  ) {}

  async purgeTrash(): Promise<void> {
    const before = new Date(this.clock().getTime() - this.retentionMs);
    const failures: unknown[] = [];
    for (const { id, hasMembers } of await findExpiredProjects(this.db.readLatest(), before, MOST_PROJECTS)) {
      // One that cannot be purged must not keep the others.
      await inBatches(() => (hasMembers ? this.removeMembers(id, before) : this.deleteSome(id, before))).catch(
        (error: unknown) => failures.push(error),
      );
    }
    if (failures.length > 0) throw new AggregateError(failures, `${failures.length} projects could not be purged`);
  }

  private async removeMembers(projectId: string, before: Date): Promise<{ isMore: boolean }> {
    const seen = await findMembersToPurge(this.db.readLatest(), projectId, BATCH);
    const users = seen.flatMap(({ userId }) => userId ?? []);
    return this.transact(projectId, before, users, async (tx) => {
      const members = (await findMembersToPurge(tx, projectId, BATCH)).filter(
        ({ userId }) => userId === null || users.includes(userId),
      );
      for (const member of members) {
        member.version += 1;
        emitRole(tx, null, member, member.role, null);
      }
      if (members.length > 0)
        await deleteMembers(
          tx,
          members.map(({ id }) => id),
        );
      return { isMore: members.length === BATCH };
    });
  }

  private async deleteSome(projectId: string, before: Date): Promise<{ isMore: boolean }> {
    return this.transact(projectId, before, [], async (tx) => {
      for (const hook of this.hooks) if ((await hook(tx, projectId, BATCH)) > 0) return { isMore: true };
      if ((await deleteSomeEvents(tx, projectId, BATCH)) > 0) return { isMore: true };
      await deleteProjectRows(tx, projectId);
      return { isMore: false };
    });
  }

  /** A batch, unless the project has been restored in the meantime. */
  private async transact(
    projectId: string,
    before: Date,
    users: string[],
    work: (tx: Tx) => Promise<{ isMore: boolean }>,
  ): Promise<{ isMore: boolean }> {
    return this.db.transact(null, { projects: [projectId], users }, async (tx) => {
      const deletedAt = (await findProject(tx, projectId))?.deletedAt;
      return deletedAt && deletedAt < before ? work(tx) : { isMore: false };
    });
  }
}
