import type { Viewer } from "../../platform/auth/viewer";
import type { Clock } from "../../platform/clock";
import type { Tx } from "../../platform/db/database";
import { diffFields, type LoggedFields } from "../../platform/db/log/log";
import type { LabelsContract } from "../labels/labels.contract";
import type { Project } from "../projects/project.entity";
import type { ProjectAccessContract } from "../projects/projects.contract";
import { positionsBetween } from "./positions";
import { Task, type TaskStatus } from "./task.entity";
import { keepFormerKeys } from "./taskFormerKeys.repository";
import type { Target, TaskPositions } from "./taskPositions";
import { lastPosition } from "./taskPositions.repository";
import { type Change, completion, emitTask } from "./tasks.changes";
import { TASK_FIELDS } from "./tasks.events";
import { detachTrash, findDescendants } from "./tasks.repository";
import { moveWords } from "./taskWords.repository";

const RELOCATED_FIELDS: LoggedFields<Task> = { projectId: "project", number: "number", ...TASK_FIELDS };

/** The projects between which a task goes: the transaction holds both. */
interface Way {
  from: Project;
  to: Project;
}

/** Takes a task and all below it to another project, what is in the trash below it too. */
export class TaskRelocation {
  constructor(
    private readonly clock: Clock,
    private readonly projects: ProjectAccessContract,
    private readonly labels: LabelsContract,
    private readonly positions: TaskPositions,
  ) {}

  async relocate(
    tx: Tx,
    viewer: Viewer,
    root: Task,
    { from, to }: Way,
    { status, ...target }: Target & { status?: TaskStatus },
  ): Promise<Change> {
    const below = (await findDescendants(tx, root.id, false)).flat().toSorted((a, b) => a.number - b.number);
    const tree = [root, ...below];
    const ids = new Set(tree.map(({ id }) => id));
    const number = await this.projects.takeTaskNumber(tx, to, tree.length);
    const positions = await this.places(tx, root, below, to.id, target);
    const members = await this.membersAmong(tx, tree, to.id);
    const labels = await this.labels.carryOver(tx, [...ids], to.id);
    await this.keepKeys(tx, tree, { from, to });
    await moveWords(tx, [...ids], to.id);

    const now = this.clock();
    const seqs: { seq: number; sourceSeq: number }[] = [];
    for (const [i, task] of tree.entries()) {
      const patch: Partial<Task> = {
        projectId: to.id,
        ownerId: to.ownerId,
        number: number + i,
        position: positions.get(task.id),
        assigneeId: task.assigneeId !== null && members.has(task.assigneeId) ? task.assigneeId : null,
        // What it went to the trash with may stay behind: then it is there by itself.
        deletedWithId: task.deletedWithId !== null && !ids.has(task.deletedWithId) ? task.id : task.deletedWithId,
        ...(task === root && { parentId: null }),
        ...(task === root && status !== undefined && { status, completedAt: completion(task, status, now) }),
      };
      const carried = labels.get(task.id);
      const changes = diffFields(task, patch, RELOCATED_FIELDS);
      if (carried) changes.push({ field: "labels", ...carried });
      const stored = { ...patch, updatedAt: now, version: task.version + 1 };
      await tx.update(Task, task.id, stored);
      Object.assign(task, stored);
      // Those who stay behind learn where it went, not what became of it there.
      const sourceSeq = emitTask(tx, viewer, "TASK_MOVED_OUT", { ...task, projectId: from.id }, [
        { field: "project", before: from.id, after: to.id },
      ]);
      seqs.push({ sourceSeq, seq: emitTask(tx, viewer, "TASK_MOVED", task, changes) });
    }
    await detachTrash(tx, from.id, tree);
    const [first] = seqs as [{ seq: number; sourceSeq: number }];
    return { entity: root, ...first };
  }

  /** The root goes where it was told to, what is below it to the end, in the order in which it was. */
  private async places(
    tx: Tx,
    root: Task,
    below: readonly Task[],
    projectId: string,
    target: Target,
  ): Promise<Map<string, string>> {
    const position = await this.positions.forTarget(tx, { ...root, projectId }, target);
    const last = await lastPosition(tx, projectId);
    const ordered = below.toSorted((a, b) => (a.position < b.position ? -1 : 1));
    const positions = positionsBetween(last !== null && last > position ? last : position, null, below.length);
    // Keys at the end are short: see TaskPositions.atEnd.
    return new Map([
      [root.id, position],
      ...ordered.map(({ id }, i): [string, string] => [id, positions?.[i] as string]),
    ]);
  }

  private async membersAmong(tx: Tx, tasks: readonly Task[], projectId: string): Promise<Set<string>> {
    const members = new Set<string>();
    for (const userId of new Set(tasks.map(({ assigneeId }) => assigneeId))) {
      if (userId !== null && (await this.projects.isMember(tx, projectId, userId))) members.add(userId);
    }
    return members;
  }

  private async keepKeys(tx: Tx, tasks: readonly Task[], { from, to }: Way): Promise<void> {
    const keys = await this.projects.keysOf(tx, from);
    const keysOf = ({ number }: Task) =>
      keys.filter(({ lastTaskNumber }) => lastTaskNumber === null || number <= lastTaskNumber).map(({ key }) => key);
    await keepFormerKeys(tx, tasks, keysOf, to.id);
  }
}
