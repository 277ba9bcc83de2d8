import type { Viewer } from "../../platform/auth/viewer";
import type { Clock } from "../../platform/clock";
import type { Database, Reader, Tx } from "../../platform/db/database";
import { staleLocks, withFreshLocks } from "../../platform/db/staleLocks";
import { hashInput } from "../../platform/db/idempotency";
import type { FieldChangeRecord } from "../../platform/db/log/event.entity";
import { checkVersion, forgetValues } from "../../platform/db/log/log";
import { badInput, conflict, forbidden, notFound } from "../../platform/errors";
import { newId, refuseClientId } from "../../platform/ids";
import { mentionsIn } from "../../platform/mentions";
import type { Access, ProjectAccessContract } from "../projects/projects.contract";
import type { Task } from "../tasks/task.entity";
import type { TaskAccessContract } from "../tasks/tasks.contract";
import { Comment } from "./comment.entity";
import type { CommentEventType } from "./comments.events";
import type { AddCommentInput, DeleteCommentInput, UpdateCommentInput } from "./comments.inputs";
import { canComment, canDeleteComment, canEditComment } from "./comments.policy";
import { findComment, removeCommentsOfTasks } from "./comments.repository";

type Change = { entity: Comment; seq: number };
/** Where a comment is or comes, as it is while its project is locked. */
type Place = { task: Task; access: Access };

/** Writing comments. A comment is no change of its task: it has a version and events of its own. */
export class CommentsService {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly projects: ProjectAccessContract,
    private readonly tasks: TaskAccessContract,
  ) {}

  async addComment(viewer: Viewer, input: AddCommentInput): Promise<Change> {
    const refusal = input.id == null ? null : refuseClientId("cmt", input.id, this.clock());
    if (refusal) throw badInput("id", refusal, "id");
    return this.inPlace(viewer, input.taskId, async (tx, { task, access }) => {
      if (!canComment(access.role)) throw forbidden("Viewers of a project cannot comment.");
      this.projects.requireOpen(access);
      return tx.once(
        { viewerId: viewer.userId, field: "addComment", input },
        {
          run: async () => (await this.madeBefore(tx, viewer, task, input)) ?? this.insert(tx, viewer, task, input),
          replay: async (id) => (await this.find(tx, viewer, id)).comment,
        },
      );
    });
  }

  async updateComment(viewer: Viewer, input: UpdateCommentInput): Promise<Change> {
    return this.change(viewer, "updateComment", input, canEditComment, async (tx, comment, task) => {
      if (comment.deletedAt) throw badInput("id", "is a deleted comment.", "deleted");
      requireNotTrashed(task, "id");
      await checkVersion(tx, comment, input.expectedVersion);
      if (comment.body === input.body) return { entity: comment, seq: tx.lastSeq(task.projectId) };
      const mentionedBefore = new Set(mentionsIn(comment.body));
      const mentioned = (await this.mentioned(tx, task, input.body)).filter((id) => !mentionedBefore.has(id));
      const changes = [{ field: "body", before: comment.body, after: input.body }];
      await this.store(tx, comment, { body: input.body, editedAt: this.clock() });
      return { entity: comment, seq: emit(tx, viewer, "COMMENT_UPDATED", task, comment, changes, mentioned) };
    });
  }

  /** Also on a task in the trash: what somebody wants to be gone need not wait for it. */
  async deleteComment(viewer: Viewer, input: DeleteCommentInput): Promise<Change> {
    return this.change(viewer, "deleteComment", input, canDeleteComment, async (tx, comment, task) => {
      if (comment.deletedAt) return { entity: comment, seq: tx.lastSeq(task.projectId) };
      const deletedAt = this.clock();
      // Who deletes a text wants it gone: the log forgets it too. Whoever has read it by then, and backups, still have it.
      await forgetValues(tx, [comment.id]);
      await this.store(tx, comment, { body: null, deletedAt });
      const changes = [
        { field: "body", before: null, after: null },
        { field: "deletedAt", before: null, after: deletedAt.toISOString() },
      ];
      return { entity: comment, seq: emit(tx, viewer, "COMMENT_DELETED", task, comment, changes) };
    });
  }

  /** Takes the comments of tasks that are purged away, and their texts out of the log. */
  async purgeOfTasks(tx: Tx, taskIds: readonly string[]): Promise<void> {
    await forgetValues(tx, await removeCommentsOfTasks(tx, taskIds));
  }

  /** Finds the task, locks its project and finds the task again, as it is now. */
  private async inPlace<T>(viewer: Viewer, taskId: string, run: (tx: Tx, place: Place) => Promise<T>): Promise<T> {
    return withFreshLocks(async () => {
      const { projectId } = await this.tasks.require(this.db.readLatest(), viewer, taskId);
      return this.db.transact(viewer, { projects: [projectId] }, async (tx) => {
        const task = await this.tasks.require(tx, viewer, taskId);
        if (task.projectId !== projectId) throw staleLocks();
        return run(tx, { task, access: await this.projects.require(tx, viewer, projectId) });
      });
    });
  }

  /** The frame of a change to one comment: find it, lock its project, find it again, ask the policy, do it once. */
  private async change(
    viewer: Viewer,
    field: string,
    input: { id: string; idempotencyKey?: string | null },
    isAllowed: typeof canEditComment,
    run: (tx: Tx, comment: Comment, task: Task) => Promise<Change>,
  ): Promise<Change> {
    const seen = await this.find(this.db.readLatest(), viewer, input.id);
    return this.inPlace(viewer, seen.task.id, async (tx, { task, access }) => {
      const comment = await findComment(tx, input.id);
      if (!comment) throw notFound("The comment");
      if (!isAllowed(access.role, { isAuthor: comment.authorId === viewer.userId })) {
        throw forbidden("Only its author may do this to a comment; the owner and admins may delete it.");
      }
      this.projects.requireOpen(access);
      return tx.once(
        { viewerId: viewer.userId, field, input },
        { run: () => run(tx, comment, task), replay: async () => comment },
      );
    });
  }

  /** @throws AppError NOT_FOUND when there is none on a task that the viewer may see */
  private async find(reader: Reader, viewer: Viewer, id: string): Promise<{ comment: Comment; task: Task }> {
    const comment = await findComment(reader, id);
    const task = comment && (await this.tasks.find(reader, viewer, comment.taskId));
    if (!task) throw notFound("The comment");
    return { comment, task };
  }

  private async insert(tx: Tx, viewer: Viewer, task: Task, input: AddCommentInput): Promise<Change> {
    requireNotTrashed(task, "taskId");
    const comment: Comment = Object.assign(new Comment(), {
      id: input.id ?? newId("cmt"),
      taskId: task.id,
      authorId: viewer.userId,
      body: input.body,
      editedAt: null,
      deletedAt: null,
      createdAt: this.clock(),
      version: 1,
      inputHash: input.id == null ? null : hashInput(input),
    });
    await tx.insert(Comment, [comment], () => conflict("This id is in use."));
    const changes = [{ field: "body", before: null, after: comment.body }];
    const mentioned = await this.mentioned(tx, task, input.body);
    return { entity: comment, seq: emit(tx, viewer, "COMMENT_ADDED", task, comment, changes, mentioned) };
  }

  /** The comment of an earlier request with the same client-made id and input. @throws AppError CONFLICT */
  private async madeBefore(tx: Tx, viewer: Viewer, task: Task, input: AddCommentInput): Promise<Change | null> {
    const comment = input.id == null ? null : await findComment(tx, input.id);
    if (!comment) return null;
    const isSame = comment.authorId === viewer.userId && comment.inputHash?.equals(hashInput(input));
    if (!isSame) throw conflict("This id is in use.");
    return { entity: comment, seq: tx.lastSeq(task.projectId) };
  }

  private async mentioned(reader: Reader, task: Task, body: string): Promise<string[]> {
    return this.projects.membersAmong(reader, task.projectId, mentionsIn(body));
  }

  private async store(tx: Tx, comment: Comment, patch: Partial<Comment>): Promise<void> {
    const stored = { ...patch, version: comment.version + 1 };
    await tx.update(Comment, comment.id, stored);
    Object.assign(comment, stored);
  }
}

function requireNotTrashed(task: Task, field: string): void {
  if (task.deletedAt) throw badInput(field, "is in the trash; restore the task first.", "trashed");
}

function emit(
  tx: Tx,
  viewer: Viewer,
  type: CommentEventType,
  task: Task,
  comment: Comment,
  changes: FieldChangeRecord[],
  mentionedIds: readonly string[] = [],
): number {
  return tx.emit({
    streamId: task.projectId,
    type,
    subjectId: comment.id,
    subjectVersion: comment.version,
    actorId: viewer.userId,
    changes,
    taskId: task.id,
    mentionedIds,
  });
}
