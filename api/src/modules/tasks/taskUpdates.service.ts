import type { Viewer } from "../../platform/auth/viewer";
import type { Database } from "../../platform/db/database";
import { hasEventOfTask, lastSeqs } from "../../platform/db/log/log";
import { type Position, START } from "../../platform/db/position";
import { notFound } from "../../platform/errors";
import { Batch } from "../../platform/realtime/batch";
import { closable } from "../../platform/realtime/closable";
import type { LogTail } from "../../platform/realtime/logTail";
import type { TaskAccess } from "./taskAccess";

/** One task as it changes. */
export class TaskUpdatesService {
  constructor(
    private readonly db: Database,
    private readonly tail: LogTail,
    private readonly tasks: TaskAccess,
  ) {}

  /**
   * The task's id at once, and after changes of it: several at a time may be one. Over when the viewer may not see it any
   * more. @throws AppError NOT_FOUND
   */
  async updates(viewer: Viewer, id: string, ending: AbortSignal): Promise<AsyncIterableIterator<Batch>> {
    if (!(await this.tasks.find(this.db.readLatest(), viewer, id))) throw notFound("The task");
    return closable(ending, (signal) => this.items(viewer, id, signal));
  }

  private async *items(viewer: Viewer, id: string, signal: AbortSignal): AsyncGenerator<Batch, void> {
    const isSeen = async () => (await this.tasks.find(this.db.readLatest(), viewer, id)) !== null;
    let position: Position = START;
    let projectId: string | null = null;
    for (let seq = 0; !signal.aborted;) {
      // The log first: what comes after that is told by the next turn.
      const task = await this.tasks.find(this.db.readLatest(), viewer, id);
      if (!task) return;
      const isElsewhere = task.projectId !== projectId;
      projectId = task.projectId;
      const head = (await lastSeqs(this.db.readLatest(), [projectId])).get(projectId) ?? 0;
      if (isElsewhere || (await hasEventOfTask(this.db.readLatest(), projectId, id, seq))) {
        await this.db.noteSeen({ ...viewer }, position);
        yield new Batch([{ taskId: id }], isSeen);
      }
      seq = head;
      position = await this.tail.waitPast(projectId, seq, signal);
    }
  }
}
