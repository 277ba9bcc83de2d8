import { Field, ID, InputType } from "type-graphql";
import { RetryableInput, VersionedInput } from "../../platform/graphql/inputs";
import { IsId, Text } from "../../platform/graphql/rules";

const BODY = "Markdown, 1 to 10 000 characters; [@Name](usr_…) mentions a member of the project.";

@InputType({ description: "A new comment on a task." })
export class AddCommentInput extends RetryableInput {
  @IsId("cmt")
  @Field(() => ID, {
    nullable: true,
    description: "An id of the client's own: cmt_ and a UUIDv7. The same id and input again answers the same comment.",
  })
  id?: string | null;

  @IsId("tsk")
  @Field(() => ID, { description: "Begins with tsk_." })
  taskId: string;

  @Text(1, 10_000)
  @Field({ description: BODY })
  body: string;
}

@InputType({ description: "Changes of a comment." })
export class UpdateCommentInput extends VersionedInput {
  @IsId("cmt")
  @Field(() => ID, { description: "Begins with cmt_." })
  id: string;

  @Text(1, 10_000)
  @Field({ description: BODY })
  body: string;
}

@InputType({ description: "Which comment to delete." })
export class DeleteCommentInput extends RetryableInput {
  @IsId("cmt")
  @Field(() => ID, { description: "Begins with cmt_." })
  id: string;
}
