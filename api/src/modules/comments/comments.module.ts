import type { Module } from "../../platform/graphql/module";
import type { CommentListsService } from "./commentLists.service";
import { commentsLoaders } from "./comments.loaders";
import { commentsPermissions } from "./comments.permissions";
import { CommentsResolver, TaskCommentsResolver } from "./comments.resolver";
import type { CommentsService } from "./comments.service";

export function commentsModule(comments: CommentsService, lists: CommentListsService): Module {
  return {
    resolvers: [new CommentsResolver(comments, lists), new TaskCommentsResolver(lists)],
    permissions: commentsPermissions,
    loaders: commentsLoaders,
    nodes: {
      cmt: async ({ loaders }, id) => {
        const comment = await loaders.commentById.load(id);
        const task = comment && (await loaders.taskById.load(comment.taskId));
        return task && (await loaders.membershipByProject.load(task.projectId)) && comment;
      },
    },
  };
}
