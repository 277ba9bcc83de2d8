import { type Permissions, signedIn } from "../../platform/graphql/permissions";

export const commentsPermissions: Permissions = {
  Mutation: { addComment: signedIn, updateComment: signedIn, deleteComment: signedIn },
  // Only its author changes a comment.
  fields: { Comment: "all", "Comment.viewerCanEdit": "person" },
};
