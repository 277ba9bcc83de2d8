import type { Viewer } from "../../platform/auth/viewer";
import type { Clock } from "../../platform/clock";
import type { Database, Tx } from "../../platform/db/database";
import type { Selection } from "../../platform/selection";
import { hashInput } from "../../platform/db/idempotency";
import { checkVersion, diffFields, initialFields, type LoggedFields } from "../../platform/db/log/log";
import { staleLocks, withFreshLocks } from "../../platform/db/staleLocks";
import { badInput, conflict, forbidden } from "../../platform/errors";
import { newId, refuseClientId } from "../../platform/ids";
import type { Cursors } from "../../platform/paging/cursors";
import type { Page, PageArgs } from "../../platform/paging/page";
import { sortKey } from "../../platform/text";
import type { UsersContract } from "../users/users.contract";
import type { ProjectAccess } from "./projectAccess";
import { Project } from "./project.entity";
import { ProjectMember } from "./projectMember.entity";
import { chooseColor, makeKey } from "./projectDefaults";
import type { CreateProjectInput, UpdateProjectInput } from "./projects.inputs";
import { canEditProject } from "./projects.policy";
import { findKeys, findProject, pageOfProjects, type ProjectListScope, replaceKey } from "./projects.repository";

const LOGGED_FIELDS: LoggedFields<Project> = { name: "name", key: "key", description: "description", color: "color" };

export class ProjectsService {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly cursors: Cursors,
    private readonly access: ProjectAccess,
    private readonly users: UsersContract,
  ) {}

  async list(viewer: Viewer, args: PageArgs & ProjectListScope, selection: Selection): Promise<Page<Project>> {
    return pageOfProjects(this.db.read(viewer), this.cursors, viewer.userId, args, selection);
  }

  /** Null when there is none that the viewer may see. */
  async find(viewer: Viewer, id: string): Promise<Project | null> {
    return (await this.access.find(this.db.read(viewer), viewer, id))?.project ?? null;
  }

  async create(viewer: Viewer, input: CreateProjectInput): Promise<{ project: Project; seq: number }> {
    const refusal = input.id == null ? null : refuseClientId("prj", input.id, this.clock());
    if (refusal) throw badInput("id", refusal, "id");
    const { entity, seq } = await this.db.transact(viewer, { users: [viewer.userId] }, async (tx) => {
      await this.users.requireAccount(tx, viewer.userId);
      return tx.once(
        { viewerId: viewer.userId, field: "createProject", input },
        {
          run: async () => (await this.madeBefore(tx, viewer, input)) ?? this.insert(tx, viewer.userId, input, false),
          replay: async (id) => (await this.access.require(tx, viewer, id)).project,
        },
      );
    });
    return { project: entity, seq };
  }

  /** The project that comes with an account, within the transaction that makes the account. */
  async createPersonal(tx: Tx, ownerId: string): Promise<void> {
    await this.insert(tx, ownerId, { name: "Personal", key: "MY" }, true);
  }

  async update(viewer: Viewer, input: UpdateProjectInput): Promise<{ project: Project; seq: number }> {
    const { id, expectedVersion, idempotencyKey: _, ...patch } = input;
    const change = await withFreshLocks(async () => {
      const { project: seen } = await this.access.require(this.db.readLatest(), viewer, id);
      return this.db.transact(viewer, { projects: [id], users: [seen.ownerId] }, async (tx) => {
        const { project, role } = await this.access.require(tx, viewer, id);
        if (!canEditProject(role)) throw forbidden("Only the owner and admins change a project.");
        this.access.requireOpen({ project, role });
        // It may have another owner since, whose keys are what counts.
        if (!tx.holds(project.ownerId)) throw staleLocks();
        return tx.once(
          { viewerId: viewer.userId, field: "updateProject", input },
          {
            run: async () => {
              await checkVersion(tx, project, expectedVersion);
              return this.apply(tx, viewer, project, patch);
            },
            replay: async () => project,
          },
        );
      });
    });
    return { project: change.entity, seq: change.seq };
  }

  private async apply(
    tx: Tx,
    viewer: Viewer,
    project: Project,
    patch: Partial<Project>,
  ): Promise<{ entity: Project; seq: number }> {
    const changes = diffFields(project, patch, LOGGED_FIELDS);
    if (changes.length === 0) return { entity: project, seq: tx.lastSeq(project.id) };
    if (patch.key !== undefined && patch.key !== project.key) {
      if ((await findKeys(tx, project.ownerId)).has(patch.key)) throw keyTaken();
      await replaceKey(tx, project, patch.key);
    }
    const stored = {
      ...patch,
      ...(patch.name !== undefined && { nameKey: sortKey(patch.name, 400) }),
      updatedAt: this.clock(),
      version: project.version + 1,
    };
    await tx.update(Project, project.id, stored);
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

  /** The project of an earlier request with the same client-made id and input. @throws AppError CONFLICT */
  private async madeBefore(
    tx: Tx,
    viewer: Viewer,
    input: CreateProjectInput,
  ): Promise<{ entity: Project; seq: number } | null> {
    const project = input.id == null ? null : await findProject(tx, input.id);
    if (!project) return null;
    const membership = await this.access.find(tx, viewer, project.id);
    if (!membership || !project.inputHash?.equals(hashCreation(viewer.userId, input))) {
      throw conflict("This id is in use.");
    }
    return { entity: project, seq: await this.access.lastSeq(tx, project.id) };
  }

  private async insert(
    tx: Tx,
    ownerId: string,
    input: Pick<CreateProjectInput, "id" | "name" | "key" | "description" | "color">,
    isPersonal: boolean,
  ): Promise<{ entity: Project; seq: number }> {
    const taken = await findKeys(tx, ownerId);
    if (input.key != null && taken.has(input.key)) throw keyTaken();
    const now = this.clock();
    const project: Project = Object.assign(new Project(), {
      id: input.id ?? newId("prj"),
      key: input.key ?? makeKey(input.name, taken),
      name: input.name,
      nameKey: sortKey(input.name, 400),
      description: input.description ?? null,
      color: input.color ?? chooseColor(taken.size),
      isPersonal,
      ownerId,
      lastTaskNumber: 0,
      createdAt: now,
      updatedAt: now,
      archivedAt: null,
      deletedAt: null,
      version: 1,
      inputHash: input.id == null ? null : hashCreation(ownerId, input),
    });
    await tx.createStream(project.id, () => conflict("This id is in use."));
    await tx.insert(Project, [project]);
    await tx.insert(ProjectMember, [
      Object.assign(new ProjectMember(), {
        id: newId("mem"),
        projectId: project.id,
        userId: ownerId,
        emailAddress: null,
        role: "OWNER",
        addedById: null,
        createdAt: now,
        removedAt: null,
        version: 1,
      }),
    ]);
    const seq = tx.emit({
      streamId: project.id,
      type: "PROJECT_CREATED",
      subjectId: project.id,
      subjectVersion: 1,
      actorId: ownerId,
      changes: initialFields(project, LOGGED_FIELDS),
    });
    tx.emit({
      streamId: ownerId,
      type: "MEMBERSHIP_ADDED",
      subjectId: project.id,
      subjectVersion: 1,
      actorId: ownerId,
      changes: [{ field: "role", before: null, after: "OWNER" }],
    });
    return { entity: project, seq };
  }
}

/** Who made it counts: the owner may change, and a repeat is answered to its maker alone. */
function hashCreation(makerId: string, input: object): Buffer {
  return hashInput({ makerId, input });
}

function keyTaken() {
  return badInput(
    "key",
    "is the key of another project of the same owner; archived ones and those in the trash keep theirs.",
    "taken",
  );
}
