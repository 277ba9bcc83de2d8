import type { Viewer } from "../../platform/auth/viewer";
import type { Clock } from "../../platform/clock";
import type { Tx } from "../../platform/db/database";
import { checkVersion } from "../../platform/db/log/log";
import { badInput } from "../../platform/errors";
import type { Access, ProjectAccessContract } from "../projects/projects.contract";
import type { Task } from "./task.entity";
import { requireEditor, type TaskAccess } from "./taskAccess";
import type { TaskPositions } from "./taskPositions";
import type { TaskRelocation } from "./taskRelocation";
import { applyToTask, type Change, completion } from "./tasks.changes";
import type { MoveTaskInput } from "./tasks.inputs";

/** Moving tasks within their project and to another. */
export class TaskMovesService {
  constructor(
    private readonly clock: Clock,
    private readonly projects: ProjectAccessContract,
    private readonly tasks: TaskAccess,
    private readonly positions: TaskPositions,
    private readonly relocation: TaskRelocation,
  ) {}

  async moveTask(viewer: Viewer, input: MoveTaskInput): Promise<Change> {
    const { id, projectId, status, afterId, beforeId } = input;
    if (status === undefined && afterId == null && beforeId == null && projectId == null) {
      throw badInput("afterId", "or beforeId, status or projectId is needed.", "required");
    }
    const move = async (tx: Tx, task: Task, access: Access) => {
      await checkVersion(tx, task, input.expectedVersion);
      if (task.deletedAt) throw badInput("id", "is in the trash; restore it first.", "trashed");
      if (projectId == null || projectId === task.projectId) return this.within(tx, viewer, task, input);
      const target = await this.projects.find(tx, viewer, projectId);
      if (!target) throw badInput("projectId", "is no project that you are in.", "project");
      requireEditor(target);
      this.projects.requireOpen(target);
      return this.relocation.relocate(tx, viewer, task, { from: access.project, to: target.project }, input);
    };
    return this.tasks.change(viewer, id, "moveTask", input, move, projectId == null ? [] : [projectId]);
  }

  private async within(tx: Tx, viewer: Viewer, task: Task, input: MoveTaskInput): Promise<Change> {
    const { status, afterId, beforeId } = input;
    const hasPlace = afterId != null || beforeId != null;
    const staysInPlace = !hasPlace && (status === undefined || status === task.status);
    const position = staysInPlace ? task.position : await this.positions.forTarget(tx, task, { afterId, beforeId });
    const patch = {
      position,
      ...(status !== undefined && { status, completedAt: completion(task, status, this.clock()) }),
    };
    return applyToTask(tx, this.clock, viewer, task, patch, "TASK_MOVED");
  }
}
