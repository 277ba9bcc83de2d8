import type { Viewer } from "../../platform/auth/viewer";
import type { Clock } from "../../platform/clock";
import { checkVersion } from "../../platform/db/log/log";
import { badInput } from "../../platform/errors";
import type { TaskAccess } from "./taskAccess";
import type { TaskPositions } from "./taskPositions";
import { applyToTask, type Change, completion } from "./tasks.changes";
import type { MoveTaskInput } from "./tasks.inputs";

/** Moving tasks within their project. */
export class TaskMovesService {
  constructor(
    private readonly clock: Clock,
    private readonly tasks: TaskAccess,
    private readonly positions: TaskPositions,
  ) {}

  async moveTask(viewer: Viewer, input: MoveTaskInput): Promise<Change> {
    const { id, status, afterId, beforeId } = input;
    if (status === undefined && afterId == null && beforeId == null) {
      throw badInput("afterId", "or beforeId or status is needed.", "required");
    }
    return this.tasks.change(viewer, id, "moveTask", input, async (tx, task) => {
      await checkVersion(tx, task, input.expectedVersion);
      if (task.deletedAt) throw badInput("id", "is in the trash; restore it first.", "trashed");
      const staysInPlace = afterId == null && beforeId == null && status === task.status;
      const position = staysInPlace ? task.position : await this.positions.forTarget(tx, task, { afterId, beforeId });
      const patch = {
        position,
        ...(status !== undefined && { status, completedAt: completion(task, status, this.clock()) }),
      };
      return applyToTask(tx, this.clock, viewer, task, patch, "TASK_MOVED");
    });
  }
}
