import { connectionTypes } from "../../platform/graphql/connection";
import { Comment } from "./comment.entity";

export const CommentConnection = connectionTypes(Comment, {
  connection: "Comments.",
  edge: "A comment in a list.",
  cursor: "Its place in this list.",
  node: "The comment.",
});
