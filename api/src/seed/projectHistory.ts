import type { Viewer } from "../platform/auth/viewer";
import type { Tx } from "../platform/db/database";
import { diffFields, initialFields } from "../platform/db/log/log";
import { idBytes } from "../platform/ids";
import { fold } from "../platform/text";
import { TaskLabel } from "../modules/labels/taskLabel.entity";
import { Project } from "../modules/projects/project.entity";
import { positionBetween } from "../modules/tasks/positions";
import { Task } from "../modules/tasks/task.entity";
import { completion, emitTask } from "../modules/tasks/tasks.changes";
import { changeMoment, dueSort } from "../modules/tasks/tasks.dates";
import { TaskWord } from "../modules/tasks/taskWord.entity";
import { rowsOfWords } from "../modules/tasks/taskWords.repository";
import { TASK_FIELDS, type TaskEventType } from "../modules/tasks/tasks.events";
import { insertRows } from "./insertRows";
import { type Life, planDue, planLife, type Step } from "./lives";
import type { Random } from "./random";
import type { Theme } from "./themes";
import type { Timeline } from "./timeline";
import { writeDescription, writeSubtaskTitle, writeTitle } from "./writing";

const PRIORITIES = { NONE: 45, LOW: 15, MEDIUM: 22, HIGH: 14, URGENT: 4 } as const;
/** A subtask is made under one of so many top-level tasks before it. */
const RECENT = 8;

/** Someone who writes tasks. */
export interface Writer {
  viewer: Viewer;
  timezone: string;
}

/** A project without tasks, and those who fill it. */
export interface Stage {
  project: Project;
  theme: Theme;
  writers: readonly Writer[];
  labelIds: readonly string[];
  /** In ms since 1970; its tasks are made after it. */
  openedAt: number;
}

interface PlannedTask {
  createdAt: number;
  life: Life;
}

/** Fills a project with the history of its tasks, in the order in which it would have happened. */
export class ProjectHistory {
  private readonly tasks: Task[] = [];
  private readonly taskLabels: TaskLabel[] = [];
  private readonly parents: Task[] = [];
  private lastPosition: string | null = null;

  constructor(
    private readonly tx: Tx,
    private readonly timeline: Timeline,
    private readonly random: Random,
    private readonly stage: Stage,
    private readonly until: number,
  ) {}

  async write(count: number, onWritten: (tasks: number) => void): Promise<void> {
    const plans = this.plan(count);
    const creations = plans.map(({ createdAt }, index) => ({ at: createdAt, index, step: null }));
    const steps = plans.flatMap(({ life }, index) => life.steps.map((step) => ({ at: step.at, index, step })));
    // The sort is stable: what happens to a task in the millisecond of its creation stays behind it.
    for (const { at, index, step } of [...creations, ...steps].sort((a, b) => a.at - b.at)) {
      this.timeline.now = at;
      if (step) this.apply(this.tasks[index] as Task, step);
      else this.create(plans[index] as PlannedTask);
    }
    await insertRows(this.tx, Task, this.tasks, onWritten);
    await insertRows(this.tx, TaskLabel, this.taskLabels);
    await insertRows(this.tx, TaskWord, this.tasks.flatMap(rowsOfWords));
    await this.tx.update(Project, this.stage.project.id, { lastTaskNumber: count });
  }

  /** Creations spread evenly over the project's time, in order. */
  private plan(count: number): PlannedTask[] {
    const from = this.timeline.now;
    const span = (this.until - from) / count;
    return Array.from({ length: count }, (_, i) => {
      const createdAt = Math.floor(from + (i + this.random.next()) * span);
      return { createdAt, life: planLife(this.random, createdAt, this.until) };
    });
  }

  private create({ life }: PlannedTask): void {
    const { random, stage } = this;
    const now = this.timeline.clock();
    const creator = random.pick(stage.writers);
    const parent = this.parents.length > 0 && random.chance(0.12) ? random.pick(this.parents) : null;
    const title = parent ? writeSubtaskTitle(random, stage.theme) : writeTitle(random, stage.theme);
    const task: Task = Object.assign(new Task(), {
      id: random.id("tsk", now),
      ownerId: stage.project.ownerId,
      projectId: stage.project.id,
      number: this.tasks.length + 1,
      title,
      titleKey: fold(title),
      description: writeDescription(random),
      status: life.firstStatus,
      priority: random.weighted(PRIORITIES),
      assigneeId: random.chance(0.7) ? random.pick(stage.writers).viewer.userId : null,
      creatorId: creator.viewer.userId,
      parentId: parent?.id ?? null,
      ...this.dates(planDue(random, now.getTime(), this.until, life.isClosed), creator.timezone),
      position: this.atEnd(),
      completedAt: null,
      deletedAt: null,
      deletedWithId: null,
      createdAt: now,
      updatedAt: now,
      version: 1,
      inputHash: null,
    });
    const labelIds = random.chance(0.55) ? random.some(stage.labelIds, random.whole(1, 3)) : [];
    const labels = labelIds.length > 0 ? [{ field: "labels", before: null, after: labelIds }] : [];
    emitTask(this.tx, creator.viewer, "TASK_CREATED", task, [...initialFields(task, TASK_FIELDS), ...labels]);
    this.tasks.push(task);
    this.taskLabels.push(...labelIds.map((id) => ({ taskId: idBytes(task.id), labelId: idBytes(id) })));
    if (!parent && !life.steps.some(({ kind }) => kind === "delete")) {
      this.parents.push(task);
      if (this.parents.length > RECENT) this.parents.shift();
    }
  }

  private apply(task: Task, { kind }: Step): void {
    if (task.deletedAt) return;
    const now = this.timeline.clock();
    if (kind === "edit") return this.change(task, "TASK_UPDATED", this.edit(task));
    if (kind === "delete") return this.change(task, "TASK_DELETED", { deletedAt: now, deletedWithId: task.id });
    const type = this.random.chance(0.5) ? "TASK_MOVED" : "TASK_UPDATED";
    this.change(task, type, { status: kind, completedAt: completion(task, kind, now), position: this.atEnd() });
  }

  private change(task: Task, type: TaskEventType, patch: Partial<Task>): void {
    const changes = diffFields(task, patch, TASK_FIELDS);
    if (changes.length === 0) return;
    Object.assign(task, patch, { updatedAt: this.timeline.clock(), version: task.version + 1 });
    const writers = this.stage.writers;
    const actor = writers.find(({ viewer }) => viewer.userId === task.assigneeId) ?? this.random.pick(writers);
    emitTask(this.tx, actor.viewer, type, task, changes);
  }

  private edit(task: Task): Partial<Task> {
    switch (this.random.weighted({ priority: 3, due: 2, assignee: 2 })) {
      case "priority":
        return { priority: this.random.weighted(PRIORITIES) };
      case "assignee":
        return { assigneeId: this.random.pick(this.stage.writers).viewer.userId };
      case "due":
        return task.dueOn === null
          ? {}
          : this.dates(Date.parse(task.dueOn) + this.random.whole(1, 14) * 86_400_000, "UTC");
    }
  }

  /** Most due dates are days, some have a time, and a few tasks also have a day to start on. */
  private dates(
    due: number | null,
    timezone: string,
  ): Pick<Task, "startOn" | "startAt" | "dueOn" | "dueAt" | "dueSort"> {
    const none = { on: null, at: null };
    if (due === null) return { startOn: null, startAt: null, dueOn: null, dueAt: null, dueSort: dueSort(none) };
    const day = Math.floor(due / 86_400_000) * 86_400_000;
    const moment = this.random.chance(0.2)
      ? changeMoment(none, { at: new Date(day + this.random.whole(16, 36) * 1_800_000) }, timezone, "dueOn")
      : { on: dayOf(day), at: null };
    const startOn = this.random.chance(0.2) ? dayOf(day - this.random.whole(1, 10) * 86_400_000) : null;
    return { startOn, startAt: null, dueOn: moment.on, dueAt: moment.at, dueSort: dueSort(moment) };
  }

  private atEnd(): string {
    return (this.lastPosition = positionBetween(this.lastPosition, null) as string);
  }
}

function dayOf(ms: number): string {
  return new Date(ms).toISOString().slice(0, 10);
}
