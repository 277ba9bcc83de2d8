import type { Clock } from "../../platform/clock";
import type { Reader, Tx } from "../../platform/db/database";
import { conflict } from "../../platform/errors";
import { findMembershipsOf, findOwnProjects } from "./accountProjects.repository";
import { removeMember } from "./memberRows";
import { Project } from "./project.entity";
import type { ProjectEventType } from "./projects.events";

const NAMES_SHOWN = 5;

/** What becomes of a person's projects when their account ends. */
export class AccountProjects {
  constructor(private readonly clock: Clock) {}

  /** The projects that a person is in, by id: what has to be locked for `leaveAll`. */
  async idsOf(reader: Reader, userId: string): Promise<string[]> {
    return (await findMembershipsOf(reader, userId)).map(({ projectId }) => projectId);
  }

  /**
   * Takes a person out of others' projects, archived ones too, and puts their own
   * in the trash, where nobody can get them out again before they are purged.
   * The caller's transaction holds the streams of all of them and of the person.
   * @throws AppError CONFLICT while somebody else is in one of their own, with `projectIds`
   */
  async leaveAll(tx: Tx, userId: string): Promise<void> {
    const own = await findOwnProjects(tx, userId);
    const shared = own.filter(({ isShared }) => isShared).map(({ project }) => project);
    if (shared.length > 0) throw stillShared(shared);
    for (const { project } of own) await this.trash(tx, project);
    for (const member of await findMembershipsOf(tx, userId)) {
      // In their own they stay the owner: a project has one as long as there is a row of it.
      if (member.role !== "OWNER") await removeMember(tx, userId, this.clock(), member);
    }
  }

  private async trash(tx: Tx, project: Project): Promise<void> {
    const patch = { deletedAt: this.clock(), updatedAt: this.clock(), version: project.version + 1 };
    await tx.update(Project, project.id, patch);
    tx.emit({
      streamId: project.id,
      type: "PROJECT_DELETED" satisfies ProjectEventType,
      subjectId: project.id,
      subjectVersion: patch.version,
      actorId: project.ownerId,
      changes: [{ field: "deletedAt", before: null, after: patch.deletedAt.toISOString() }],
    });
  }
}

function stillShared(projects: readonly Project[]) {
  const more = projects.length - NAMES_SHOWN;
  const names = [...projects.slice(0, NAMES_SHOWN).map(({ name }) => name), ...(more > 0 ? [`${more} more`] : [])];
  return conflict(`Others are in projects of yours. Transfer or delete these first: ${names.join(", ")}.`, {
    projectIds: projects.map(({ id }) => id),
  });
}
