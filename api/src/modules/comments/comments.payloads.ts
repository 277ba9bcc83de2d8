import { Field, Int, ObjectType } from "type-graphql";
import { SEQ } from "../../platform/graphql/descriptions";
import { Comment } from "./comment.entity";

@ObjectType({ simpleResolvers: true, description: "The comment that was made, changed or deleted." })
export class CommentPayload {
  @Field(() => Comment, { description: "As it is now; with deletedAt when it was deleted." })
  comment: Comment;

  @Field(() => Int, { description: SEQ })
  seq: number;
}
