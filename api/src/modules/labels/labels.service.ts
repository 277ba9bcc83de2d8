import type { Viewer } from "../../platform/auth/viewer";
import type { Clock } from "../../platform/clock";
import type { Database, Reader, Tx } from "../../platform/db/database";
import { hashInput } from "../../platform/db/idempotency";
import { checkVersion, diffFields, initialFields, type LoggedFields } from "../../platform/db/log/log";
import type { FieldChangeRecord } from "../../platform/db/log/event.entity";
import { badInput, conflict, forbidden, notFound } from "../../platform/errors";
import { newId, refuseClientId } from "../../platform/ids";
import { sortKey } from "../../platform/text";
import type { Access, ProjectAccessContract } from "../projects/projects.contract";
import { Label } from "./label.entity";
import type { LabelEventType } from "./labels.events";
import type { CreateLabelInput, DeleteLabelInput, UpdateLabelInput } from "./labels.inputs";
import { canManageLabels } from "./labels.policy";
import {
  countLabels,
  findLabels,
  findLabelsOfProjects,
  findLabelsOfTasks,
  isNameTaken,
  replaceLabelsOfTasks,
} from "./labels.repository";

const MAX_LABELS = 200;
const DEFAULT_COLOR = "#64748b";
const LOGGED_FIELDS: LoggedFields<Label> = { name: "name", color: "color", deletedAt: "deletedAt" };

type Change = { entity: Label; seq: number };

export class LabelsService {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly access: ProjectAccessContract,
  ) {}

  async createLabel(viewer: Viewer, input: CreateLabelInput): Promise<Change> {
    const refusal = input.id == null ? null : refuseClientId("lbl", input.id, this.clock());
    if (refusal) throw badInput("id", refusal, "id");
    return this.db.transact(viewer, { projects: [input.projectId] }, async (tx) => {
      const access = await this.access.require(tx, viewer, input.projectId);
      this.requireManager(access);
      return tx.once(
        { viewerId: viewer.userId, field: "createLabel", input },
        {
          run: async () => (await this.madeBefore(tx, viewer, input)) ?? this.insert(tx, viewer, input),
          replay: (id) => this.existing(tx, viewer, id),
        },
      );
    });
  }

  async updateLabel(viewer: Viewer, input: UpdateLabelInput): Promise<Change> {
    const { id, expectedVersion, idempotencyKey: _, ...patch } = input;
    return this.change(viewer, id, "updateLabel", input, async (tx, label) => {
      if (label.deletedAt) throw notFound("The label");
      await checkVersion(tx, label, expectedVersion);
      const key = patch.name === undefined ? undefined : sortKey(patch.name, 200);
      if (key !== undefined && (await isNameTaken(tx, label.projectId, key, label.id))) throw nameTaken();
      return this.apply(tx, viewer, label, "LABEL_UPDATED", { ...patch, ...(key !== undefined && { nameKey: key }) });
    });
  }

  async deleteLabel(viewer: Viewer, input: DeleteLabelInput): Promise<Change> {
    return this.change(viewer, input.id, "deleteLabel", input, async (tx, label) => {
      if (label.deletedAt) return { entity: label, seq: tx.lastSeq(label.projectId) };
      return this.apply(tx, viewer, label, "LABEL_DELETED", { deletedAt: this.clock(), nameKey: null });
    });
  }

  /** That these are living labels of the project. @throws AppError BAD_USER_INPUT naming the input's field */
  async requireOfProject(reader: Reader, projectId: string, ids: readonly string[], field: string): Promise<void> {
    if (ids.length === 0) return;
    const found = await findLabels(reader, ids);
    const usable = new Set(
      found.filter((label) => label.projectId === projectId && !label.deletedAt).map(({ id }) => id),
    );
    if (ids.some((id) => !usable.has(id)))
      throw badInput(field, "has a label that the project does not have.", "label");
  }

  async idsOfTask(reader: Reader, taskId: string): Promise<string[]> {
    return (await findLabelsOfTasks(reader, [taskId])).map(({ label }) => label.id);
  }

  async replaceOfTask(tx: Tx, taskId: string, labelIds: readonly string[]): Promise<void> {
    await replaceLabelsOfTasks(tx, [taskId], new Map([[taskId, labelIds]]));
  }

  /** Gives tasks that go to a project its labels of the same names, for those that they had. Answers the ids by task. */
  async carryOver(
    tx: Tx,
    taskIds: readonly string[],
    projectId: string,
  ): Promise<Map<string, { before: string[]; after: string[] }>> {
    const there = new Map((await findLabelsOfProjects(tx, [projectId])).map(({ nameKey, id }) => [nameKey, id]));
    const carried = new Map<string, { before: string[]; after: string[] }>();
    for (const { taskId, label } of await findLabelsOfTasks(tx, taskIds)) {
      const { before, after } = carried.get(taskId) ?? { before: [], after: [] };
      const same = there.get(label.nameKey);
      carried.set(taskId, { before: [...before, label.id], after: same === undefined ? after : [...after, same] });
    }
    await replaceLabelsOfTasks(tx, taskIds, new Map([...carried].map(([id, { after }]) => [id, after])));
    return carried;
  }

  /** The frame of a change to one label: find, lock its project, find again, ask the policy, do it once. */
  private async change(
    viewer: Viewer,
    id: string,
    field: string,
    input: { idempotencyKey?: string | null },
    run: (tx: Tx, label: Label) => Promise<Change>,
  ): Promise<Change> {
    const seen = await this.existing(this.db.readLatest(), viewer, id);
    return this.db.transact(viewer, { projects: [seen.projectId] }, async (tx) => {
      const label = await this.existing(tx, viewer, id);
      this.requireManager(await this.access.require(tx, viewer, label.projectId));
      return tx.once(
        { viewerId: viewer.userId, field, input },
        { run: () => run(tx, label), replay: async () => label },
      );
    });
  }

  private requireManager(access: Access): void {
    if (!canManageLabels(access.role)) throw forbidden("Only the owner and admins change labels.");
    this.access.requireOpen(access);
  }

  private async apply(
    tx: Tx,
    viewer: Viewer,
    label: Label,
    type: LabelEventType,
    patch: Partial<Label>,
  ): Promise<Change> {
    const changes = diffFields(label, patch, LOGGED_FIELDS);
    if (changes.length === 0) return { entity: label, seq: tx.lastSeq(label.projectId) };
    const stored = { ...patch, version: label.version + 1 };
    await tx.update(Label, label.id, stored);
    Object.assign(label, stored);
    return { entity: label, seq: emit(tx, viewer, type, label, changes) };
  }

  private async insert(tx: Tx, viewer: Viewer, input: CreateLabelInput): Promise<Change> {
    const label: Label = Object.assign(new Label(), {
      id: input.id ?? newId("lbl"),
      projectId: input.projectId,
      name: input.name,
      nameKey: sortKey(input.name, 200),
      color: input.color ?? DEFAULT_COLOR,
      deletedAt: null,
      version: 1,
      inputHash: input.id == null ? null : requestHash(viewer, input),
    });
    if (await isNameTaken(tx, label.projectId, sortKey(label.name, 200), label.id)) throw nameTaken();
    if ((await countLabels(tx, label.projectId)) >= MAX_LABELS) {
      throw badInput("projectId", `has ${MAX_LABELS} labels already.`, "limit");
    }
    await tx.insert(Label, [label], () => conflict("This id is in use."));
    return { entity: label, seq: emit(tx, viewer, "LABEL_CREATED", label, initialFields(label, LOGGED_FIELDS)) };
  }

  /** The label of an earlier request with the same client-made id and input. @throws AppError CONFLICT */
  private async madeBefore(tx: Tx, viewer: Viewer, input: CreateLabelInput): Promise<Change | null> {
    const [label] = input.id == null ? [] : await findLabels(tx, [input.id]);
    if (!label) return null;
    const isSame = label.projectId === input.projectId && label.inputHash?.equals(requestHash(viewer, input));
    if (!isSame) throw conflict("This id is in use.");
    return { entity: label, seq: tx.lastSeq(label.projectId) };
  }

  private async existing(reader: Reader, viewer: Viewer, id: string): Promise<Label> {
    const [label] = await findLabels(reader, [id]);
    if (!label || !(await this.access.isMember(reader, label.projectId, viewer.userId))) throw notFound("The label");
    return label;
  }
}

function emit(tx: Tx, viewer: Viewer, type: LabelEventType, label: Label, changes: FieldChangeRecord[]): number {
  return tx.emit({
    streamId: label.projectId,
    type,
    subjectId: label.id,
    subjectVersion: label.version,
    actorId: viewer.userId,
    changes,
  });
}

/** Of whose request it was too, as a label does not say who made it. */
function requestHash(viewer: Viewer, input: CreateLabelInput): Buffer {
  return hashInput({ ...input, viewerId: viewer.userId });
}

function nameTaken() {
  return badInput("name", "is the name of another label of the project.", "taken");
}
