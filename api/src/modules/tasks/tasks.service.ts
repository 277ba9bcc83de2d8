import type { Viewer } from "../../platform/auth/viewer";
import type { Clock } from "../../platform/clock";
import type { Database, Reader, Tx } from "../../platform/db/database";
import { hashInput } from "../../platform/db/idempotency";
import type { FieldChangeRecord } from "../../platform/db/log/event.entity";
import { checkVersion, initialFields } from "../../platform/db/log/log";
import { badInput, conflict } from "../../platform/errors";
import { newId, refuseClientId } from "../../platform/ids";
import { sortKey } from "../../platform/text";
import type { LabelsContract } from "../labels/labels.contract";
import type { Access, ProjectAccessContract } from "../projects/projects.contract";
import type { UsersContract } from "../users/users.contract";
import { Task } from "./task.entity";
import { requireEditor, type TaskAccess, withProject } from "./taskAccess";
import { applyToTask, type Change, completion, emitTask } from "./tasks.changes";
import { changeMoment, dueSort } from "./tasks.dates";
import { TASK_FIELDS } from "./tasks.events";
import { resolveLabels, sameLabels } from "./taskLabels";
import type { CreateTaskInput, UpdateTaskInput } from "./tasks.inputs";
import type { TaskPositions } from "./taskPositions";
import { findTask } from "./tasks.repository";
import { TaskWord } from "./taskWord.entity";
import { replaceWords, rowsOfWords } from "./taskWords.repository";
import { requireParent } from "./taskTree";

const DATE_FIELDS = ["startOn", "startAt", "dueOn", "dueAt"] as const;

/** Creating and changing tasks; for moving and the trash see the services beside this one. */
export class TasksService {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly projects: ProjectAccessContract,
    private readonly users: UsersContract,
    private readonly labels: LabelsContract,
    private readonly tasks: TaskAccess,
    private readonly positions: TaskPositions,
  ) {}

  async createTask(viewer: Viewer, input: CreateTaskInput): Promise<Change> {
    const refusal = input.id == null ? null : refuseClientId("tsk", input.id, this.clock());
    if (refusal) throw badInput("id", refusal, "id");
    const projectId = input.projectId ?? (await this.projects.personalProjectId(this.db.readLatest(), viewer));
    const request = { viewerId: viewer.userId, field: "createTask", input };
    return this.db.transact(viewer, { projects: [projectId], once: request }, async (tx) => {
      const [access, position] = await Promise.all([
        this.projects.require(tx, viewer, projectId),
        this.positions.atEnd(tx, projectId),
      ]);
      requireEditor(access);
      this.projects.requireOpen(access);
      const change = await tx.once(request, {
        run: async () => (await this.madeBefore(tx, viewer, input)) ?? this.insert(tx, viewer, access, position, input),
        replay: (id) => this.tasks.require(tx, viewer, id),
      });
      return withProject(change, access);
    });
  }

  async updateTask(viewer: Viewer, input: UpdateTaskInput): Promise<Change> {
    return this.tasks.change(viewer, input.id, "updateTask", input, async (tx, task) => {
      await checkVersion(tx, task, input.expectedVersion);
      if (task.deletedAt) throw badInput("id", "is in the trash; restore it first.", "trashed");
      return this.apply(tx, viewer, task, input);
    });
  }

  private async apply(tx: Tx, viewer: Viewer, task: Task, input: UpdateTaskInput): Promise<Change> {
    const patch: Partial<Task> = DATE_FIELDS.some((field) => input[field] !== undefined)
      ? await this.dates(tx, viewer, task, input)
      : {};
    if (input.title !== undefined) Object.assign(patch, { title: input.title, titleKey: sortKey(input.title, 2_000) });
    if (input.description !== undefined) patch.description = input.description;
    if (input.priority !== undefined) patch.priority = input.priority;
    if (input.assigneeId !== undefined && input.assigneeId !== task.assigneeId) {
      await this.requireAssignee(tx, task.projectId, input.assigneeId);
      patch.assigneeId = input.assigneeId;
    }
    if (input.parentId !== undefined && input.parentId !== task.parentId) {
      await requireParent(tx, task, input.parentId);
      patch.parentId = input.parentId;
    }
    if (input.status !== undefined && input.status !== task.status) {
      patch.status = input.status;
      patch.completedAt = completion(task, input.status, this.clock());
      patch.position = await this.positions.atEnd(tx, task.projectId);
    }

    const labels = await this.changeLabels(tx, task, input);
    const change = await applyToTask(tx, this.clock, viewer, task, patch, "TASK_UPDATED", labels);
    if (patch.title !== undefined || patch.description !== undefined) await replaceWords(tx, task);
    return change;
  }

  private async changeLabels(tx: Tx, task: Task, input: UpdateTaskInput): Promise<FieldChangeRecord[]> {
    if (!input.labelIds && !input.addLabelIds && !input.removeLabelIds) return [];
    const before = await this.labels.idsOfTask(tx, task.id);
    const after = resolveLabels(before, input);
    if (sameLabels(before, after)) return [];
    const added = after.filter((id) => !before.includes(id));
    await this.labels.requireOfProject(tx, task.projectId, added, input.labelIds ? "labelIds" : "addLabelIds");
    await this.labels.replaceOfTask(tx, task.id, after);
    return [{ field: "labels", before, after }];
  }

  private async insert(
    tx: Tx,
    viewer: Viewer,
    { project }: Access,
    position: string,
    input: CreateTaskInput,
  ): Promise<Change> {
    const now = this.clock();
    const id = input.id ?? newId("tsk");
    const labelIds = [...new Set(input.labelIds ?? [])];
    await this.requireAssignee(tx, project.id, input.assigneeId ?? null);
    await this.labels.requireOfProject(tx, project.id, labelIds, "labelIds");
    await requireParent(tx, { id, projectId: project.id }, input.parentId ?? null);
    const status = input.status ?? "TODO";
    const empty = { startOn: null, startAt: null, dueOn: null, dueAt: null };
    const task: Task = Object.assign(new Task(), {
      id,
      ownerId: project.ownerId,
      projectId: project.id,
      number: await this.projects.takeTaskNumber(tx, project),
      title: input.title,
      titleKey: sortKey(input.title, 2_000),
      description: input.description ?? null,
      status,
      priority: input.priority ?? "NONE",
      assigneeId: input.assigneeId ?? null,
      creatorId: viewer.userId,
      parentId: input.parentId ?? null,
      ...(await this.dates(tx, viewer, empty, input)),
      position,
      completedAt: completion({ status: "TODO", completedAt: null }, status, now),
      deletedAt: null,
      deletedWithId: null,
      createdAt: now,
      updatedAt: now,
      version: 1,
      inputHash: input.id == null ? null : hashInput(input),
    });
    await tx.insert(Task, [task], () => conflict("This id is in use."));
    await tx.insert(TaskWord, rowsOfWords(task));
    if (labelIds.length > 0) await this.labels.replaceOfTask(tx, id, labelIds);
    const labels = labelIds.length > 0 ? [{ field: "labels", before: null, after: labelIds }] : [];
    const seq = emitTask(tx, viewer, "TASK_CREATED", task, [...initialFields(task, TASK_FIELDS), ...labels]);
    return { entity: task, seq };
  }

  /** The task of an earlier request with the same client-made id and input. @throws AppError CONFLICT */
  private async madeBefore(tx: Tx, viewer: Viewer, input: CreateTaskInput): Promise<Change | null> {
    const task = input.id == null ? null : await findTask(tx, input.id);
    if (!task) return null;
    const isSame = task.creatorId === viewer.userId && task.inputHash?.equals(hashInput(input));
    if (!isSame || !(await this.projects.isMember(tx, task.projectId, viewer.userId)))
      throw conflict("This id is in use.");
    return { entity: task, seq: await this.projects.lastSeq(tx, task.projectId) };
  }

  private async dates(
    reader: Reader,
    viewer: Viewer,
    current: Pick<Task, "startOn" | "startAt" | "dueOn" | "dueAt">,
    input: Pick<CreateTaskInput, "startOn" | "startAt" | "dueOn" | "dueAt">,
  ): Promise<Pick<Task, "startOn" | "startAt" | "dueOn" | "dueAt" | "dueSort">> {
    const timezone = input.startAt || input.dueAt ? await this.users.timezoneOf(reader, viewer.userId) : "UTC";
    const start = changeMoment(
      { on: current.startOn, at: current.startAt },
      { on: input.startOn, at: input.startAt },
      timezone,
      "startOn",
    );
    const due = changeMoment(
      { on: current.dueOn, at: current.dueAt },
      { on: input.dueOn, at: input.dueAt },
      timezone,
      "dueOn",
    );
    return { startOn: start.on, startAt: start.at, dueOn: due.on, dueAt: due.at, dueSort: dueSort(due) };
  }

  private async requireAssignee(reader: Reader, projectId: string, assigneeId: string | null): Promise<void> {
    if (assigneeId !== null && !(await this.projects.isMember(reader, projectId, assigneeId))) {
      throw badInput("assigneeId", "is no member of the project.", "member");
    }
  }
}
