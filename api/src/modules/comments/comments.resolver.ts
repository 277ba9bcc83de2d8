import { Arg, Args, Ctx, FieldResolver, Mutation, Resolver, Root } from "type-graphql";
import type { Viewer } from "../../platform/auth/viewer";
import type { Selection } from "../../platform/selection";
import { ConnectionArgs } from "../../platform/graphql/connection";
import { type Context, CurrentViewer } from "../../platform/graphql/context";
import { SelectedNodes } from "../../platform/graphql/selection";
import type { Page } from "../../platform/paging/page";
import { Task } from "../tasks/task.entity";
import { Actor } from "../users/actor.entity";
import { Comment } from "./comment.entity";
import type { CommentListsService } from "./commentLists.service";
import { CommentConnection } from "./comments.connection";
import { AddCommentInput, DeleteCommentInput, UpdateCommentInput } from "./comments.inputs";
import { CommentPayload } from "./comments.payloads";
import type { CommentsService } from "./comments.service";

@Resolver(() => Comment)
export class CommentsResolver {
  constructor(
    private readonly service: CommentsService,
    private readonly lists: CommentListsService,
  ) {}

  @Mutation(() => CommentPayload, {
    nullable: true,
    description: "Comment on a task; everybody in the project but viewers may.",
  })
  async addComment(@CurrentViewer() viewer: Viewer, @Arg("input") input: AddCommentInput): Promise<CommentPayload> {
    const { entity, seq } = await this.service.addComment(viewer, input);
    return { comment: entity, seq };
  }

  @Mutation(() => CommentPayload, { nullable: true, description: "Change the viewer's own comment." })
  async updateComment(
    @CurrentViewer() viewer: Viewer,
    @Arg("input") input: UpdateCommentInput,
  ): Promise<CommentPayload> {
    const { entity, seq } = await this.service.updateComment(viewer, input);
    return { comment: entity, seq };
  }

  @Mutation(() => CommentPayload, {
    nullable: true,
    description:
      "Empty a comment for good: it keeps its place, and its text is taken out of the log too. Its author, the owner and admins may.",
  })
  async deleteComment(
    @CurrentViewer() viewer: Viewer,
    @Arg("input") input: DeleteCommentInput,
  ): Promise<CommentPayload> {
    const { entity, seq } = await this.service.deleteComment(viewer, input);
    return { comment: entity, seq };
  }

  @FieldResolver(() => Task, { description: "On what." })
  async task(@Root() comment: Comment, @Ctx() { loaders }: Context): Promise<Task | null> {
    return loaders.taskById.load(comment.taskId);
  }

  @FieldResolver(() => Actor, { description: "By whom; a tombstone when the account was deleted." })
  async author(@Root() comment: Comment, @Ctx() { loaders }: Context): Promise<Actor | null> {
    return loaders.userById.load(comment.authorId);
  }

  @FieldResolver(() => Boolean, { description: "Whether the viewer may change it: their own, as long as it is there." })
  async viewerCanEdit(@Root() comment: Comment, @Ctx() { loaders }: Context): Promise<boolean> {
    const task = await loaders.taskById.load(comment.taskId);
    if (!task) return false;
    const [project, membership] = await Promise.all([
      loaders.projectById.load(task.projectId),
      loaders.membershipByProject.load(task.projectId),
    ]);
    return project !== null && membership !== null && this.lists.canEdit(comment, task, project, membership);
  }
}

@Resolver(() => Task)
export class TaskCommentsResolver {
  constructor(private readonly lists: CommentListsService) {}

  @FieldResolver(() => CommentConnection, {
    description: "Comments, oldest first; deleted ones keep their place, without a body.",
  })
  async comments(
    @CurrentViewer() viewer: Viewer,
    @Root() task: Task,
    @Args() args: ConnectionArgs,
    @SelectedNodes() selection: Selection,
  ): Promise<Page<Comment>> {
    return this.lists.ofTask(viewer, task, args, selection);
  }
}
