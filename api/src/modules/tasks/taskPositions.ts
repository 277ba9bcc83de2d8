import type { Reader, Tx } from "../../platform/db/database";
import { badInput } from "../../platform/errors";
import { positionBetween, positionsBetween } from "./positions";
import { Task } from "./task.entity";
import { lastPosition, neighbours, type Place } from "./taskPositions.repository";
import { findTask } from "./tasks.repository";

const FIRST_WINDOW = 16;

/** Where a task is to go: right behind one task, right before another, or to the end. */
export interface Target {
  afterId?: string | null | undefined;
  beforeId?: string | null | undefined;
}

/**
 * Finds positions, within a transaction that holds the project's stream: two
 * people who move at once wait for one another, so a position is given once.
 */
export class TaskPositions {
  constructor(private readonly onRebalanced: (tx: Tx, task: Task, position: string) => Promise<void>) {}

  async atEnd(reader: Reader, projectId: string): Promise<string> {
    // Keys at the end grow by a character only every 62-fold: there is always a short one.
    return positionBetween(await lastPosition(reader, projectId), null) as string;
  }

  /** The position for a target; the task's own when it stands there already. @throws AppError BAD_USER_INPUT */
  async forTarget(tx: Tx, task: Task, { afterId, beforeId }: Target): Promise<string> {
    const anchorId = afterId ?? beforeId;
    if (anchorId == null) return this.atEnd(tx, task.projectId);
    const side = afterId == null ? "before" : "behind";
    const [after, before, [next]] = await Promise.all([
      afterId == null ? null : this.anchor(tx, task, afterId, "afterId"),
      beforeId == null ? null : this.anchor(tx, task, beforeId, "beforeId"),
      neighbours(tx, anchorId, side, 1, task.id),
    ]);
    const anchor = (after ?? before) as Task;
    const [low, high] = side === "behind" ? [anchor, next] : [next, anchor];
    if (isBetween(task, low, high)) return task.position;
    return positionBetween(low?.position ?? null, high?.position ?? null) ?? this.makeRoom(tx, task, anchor, side);
  }

  /**
   * Spreads the tasks around a place anew, in their order, and answers a
   * position there: as few tasks as give short positions.
   */
  private async makeRoom(tx: Tx, task: Task, anchor: Place, side: "behind" | "before"): Promise<string> {
    for (let window = FIRST_WINDOW; ; window *= 2) {
      // One more on each side than is moved: the bounds.
      const before = (await neighbours(tx, anchor.id, "before", window + 1, task.id)).reverse();
      const behind = await neighbours(tx, anchor.id, "behind", window + 1, task.id);
      const low = before.length > window ? (before.shift() as Task) : null;
      const high = behind.length > window ? (behind.pop() as Task) : null;
      const anchorTask = (await findTask(tx, anchor.id)) as Task;
      const [left, right] = side === "behind" ? [[...before, anchorTask], behind] : [before, [anchorTask, ...behind]];

      const positions = positionsBetween(low?.position ?? null, high?.position ?? null, left.length + 1 + right.length);
      if (!positions) continue;
      const [own] = positions.splice(left.length, 1);
      for (const [i, moved] of [...left, ...right].entries()) {
        if (moved.position !== positions[i]) await this.onRebalanced(tx, moved, positions[i] as string);
      }
      return own as string;
    }
  }

  private async anchor(reader: Reader, task: Task, id: string, field: "afterId" | "beforeId"): Promise<Task> {
    const anchor = await findTask(reader, id);
    if (!anchor || anchor.projectId !== task.projectId) throw badInput(field, "is no task of the project.", "task");
    if (anchor.id === task.id) throw badInput(field, "is the task itself.", "task");
    return anchor;
  }
}

function isBetween(task: Place, low: Place | undefined, high: Place | undefined): boolean {
  return (!low || compare(low, task) < 0) && (!high || compare(task, high) < 0);
}

/** Ids have one prefix and length, so their text sorts as their bytes do. */
function compare(a: Place, b: Place): number {
  if (a.position !== b.position) return a.position < b.position ? -1 : 1;
  return a.id < b.id ? -1 : 1;
}
