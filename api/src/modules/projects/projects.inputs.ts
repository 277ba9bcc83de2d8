import { Field, ID, InputType } from "type-graphql";
import { RetryableInput, VersionedInput } from "../../platform/graphql/inputs";
import { IsColor, IsId, NotNull, Rule, Text } from "../../platform/graphql/rules";

function IsProjectKey(): PropertyDecorator {
  return Rule<string>("key", (value) =>
    /^[A-Z][A-Z0-9]{1,9}$/.test(value) ? null : "must be 2 to 10 of A-Z and 0-9, the first a letter.",
  );
}

@InputType({ description: "A new project, owned by the viewer." })
export class CreateProjectInput extends RetryableInput {
  @IsId("prj")
  @Field(() => ID, {
    nullable: true,
    description: "An id of the client's own: prj_ and a UUIDv7. The same id and input again answers the same project.",
  })
  id?: string | null;

  @Text(1, 100)
  @Field({ description: "1 to 100 characters." })
  name: string;

  @IsProjectKey()
  @Field(() => String, {
    nullable: true,
    description: "2 to 10 of A-Z and 0-9, the first a letter; made from the name when absent.",
  })
  key?: string | null;

  @Text(0, 10_000)
  @Field(() => String, { nullable: true, description: "Markdown, up to 10 000 characters." })
  description?: string | null;

  @IsColor()
  @Field(() => String, { nullable: true, description: "#rrggbb; one is chosen when absent." })
  color?: string | null;
}

@InputType({ description: "Which project." })
export class ProjectVerbInput extends VersionedInput {
  @IsId("prj")
  @Field(() => ID, { description: "Begins with prj_." })
  id: string;
}

@InputType({ description: "A project's new owner." })
export class TransferProjectInput extends RetryableInput {
  @IsId("prj")
  @Field(() => ID, { description: "Begins with prj_." })
  id: string;

  @IsId("mem")
  @Field(() => ID, { description: "Begins with mem_; a member who is not pending." })
  memberId: string;
}

@InputType({ description: "Changes of a project; absent leaves a field as it is, null clears it." })
export class UpdateProjectInput extends VersionedInput {
  @IsId("prj")
  @Field(() => ID, { description: "Begins with prj_." })
  id: string;

  @Text(1, 100)
  @NotNull()
  @Field(() => String, { nullable: true, description: "1 to 100 characters; not null." })
  name?: string;

  @IsProjectKey()
  @NotNull()
  @Field(() => String, {
    nullable: true,
    description: "2 to 10 of A-Z and 0-9; task keys change with it, the old ones still resolve. Not null.",
  })
  key?: string;

  @Text(0, 10_000)
  @Field(() => String, { nullable: true, description: "Markdown, up to 10 000 characters; null clears it." })
  description?: string | null;

  @IsColor()
  @NotNull()
  @Field(() => String, { nullable: true, description: "#rrggbb; not null." })
  color?: string;
}
