import { type Permissions, signedIn } from "../../platform/graphql/permissions";

export const commentsPermissions: Permissions = {
  Mutation: { addComment: signedIn, updateComment: signedIn, deleteComment: signedIn },
};
