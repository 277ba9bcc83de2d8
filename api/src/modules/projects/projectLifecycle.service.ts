import type { Viewer } from "../../platform/auth/viewer";
import type { Clock } from "../../platform/clock";
import type { Database, Tx } from "../../platform/db/database";
import { checkVersion, diffFields } from "../../platform/db/log/log";
import { badInput, forbidden } from "../../platform/errors";
import { Project } from "./project.entity";
import type { Access, ProjectAccess } from "./projectAccess";
import type { ProjectRole } from "./projectMember.entity";
import type { ProjectEventType } from "./projects.events";
import type { ProjectVerbInput } from "./projects.inputs";
import { canArchive, canDispose } from "./projects.policy";

type ProjectChange = { project: Project; seq: number };

interface Verb {
  field: "archiveProject" | "unarchiveProject" | "deleteProject" | "restoreProject";
  may: (role: ProjectRole) => boolean;
  refusal: string;
  /** Which instant it sets or clears. */
  state: "archivedAt" | "deletedAt";
  isSet: boolean;
  event: ProjectEventType;
}

const ARCHIVE = {
  state: "archivedAt",
  may: canArchive,
  refusal: "Only the owner and admins archive a project.",
} as const;
const TRASH = {
  state: "deletedAt",
  may: canDispose,
  refusal: "Only the owner puts a project in the trash or takes it out.",
} as const;

/** The archive and the trash: a project in them is read, but not changed. */
export class ProjectLifecycleService {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly access: ProjectAccess,
  ) {}

  async archiveProject(viewer: Viewer, input: ProjectVerbInput): Promise<ProjectChange> {
    return this.change(viewer, input, { ...ARCHIVE, field: "archiveProject", isSet: true, event: "PROJECT_ARCHIVED" });
  }

  async unarchiveProject(viewer: Viewer, input: ProjectVerbInput): Promise<ProjectChange> {
    const verb = { ...ARCHIVE, field: "unarchiveProject", isSet: false, event: "PROJECT_UNARCHIVED" } as const;
    return this.change(viewer, input, verb);
  }

  async deleteProject(viewer: Viewer, input: ProjectVerbInput): Promise<ProjectChange> {
    return this.change(viewer, input, { ...TRASH, field: "deleteProject", isSet: true, event: "PROJECT_DELETED" });
  }

  async restoreProject(viewer: Viewer, input: ProjectVerbInput): Promise<ProjectChange> {
    return this.change(viewer, input, { ...TRASH, field: "restoreProject", isSet: false, event: "PROJECT_RESTORED" });
  }

  private async change(viewer: Viewer, input: ProjectVerbInput, verb: Verb): Promise<ProjectChange> {
    const { entity, seq } = await this.db.transact(viewer, { projects: [input.id] }, async (tx) => {
      const access = await this.access.require(tx, viewer, input.id);
      this.requireAllowed(access, verb);
      return tx.once(
        { viewerId: viewer.userId, field: verb.field, input },
        {
          run: () => this.apply(tx, viewer, access.project, verb, input.expectedVersion),
          replay: async () => access.project,
        },
      );
    });
    return { project: entity, seq };
  }

  private requireAllowed({ project, role }: Access, { may, refusal, state }: Verb): void {
    if (!may(role)) throw forbidden(refusal);
    if (project.isPersonal)
      throw badInput("id", "is a personal project: it is neither archived nor deleted.", "personal");
    if (state === "archivedAt" && project.deletedAt) throw forbidden("This project is in the trash.");
  }

  private async apply(
    tx: Tx,
    viewer: Viewer,
    project: Project,
    { state, isSet, event }: Verb,
    expectedVersion: number | null | undefined,
  ): Promise<{ entity: Project; seq: number }> {
    if ((project[state] !== null) === isSet) return { entity: project, seq: tx.lastSeq(project.id) };
    await checkVersion(tx, project, expectedVersion);
    const now = this.clock();
    const stored: Partial<Project> = { [state]: isSet ? now : null, updatedAt: now, version: project.version + 1 };
    const changes = diffFields(project, stored, { [state]: state });
    await tx.update(Project, project.id, stored);
    Object.assign(project, stored);
    const seq = tx.emit({
      streamId: project.id,
      type: event,
      subjectId: project.id,
      subjectVersion: project.version,
      actorId: viewer.userId,
      changes,
    });
    return { entity: project, seq };
  }
}
