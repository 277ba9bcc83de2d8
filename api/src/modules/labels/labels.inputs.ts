import { Field, ID, InputType } from "type-graphql";
import { RetryableInput, VersionedInput } from "../../platform/graphql/inputs";
import { IsColor, IsId, NotNull, Text } from "../../platform/graphql/rules";

@InputType({ description: "A new label in a project." })
export class CreateLabelInput extends RetryableInput {
  @IsId("lbl")
  @Field(() => ID, {
    nullable: true,
    description: "An id of the client's own: lbl_ and a UUIDv7. The same id and input again answers the same label.",
  })
  id?: string | null;

  @IsId("prj")
  @Field(() => ID, { description: "Begins with prj_." })
  projectId: string;

  @Text(1, 50)
  @Field({ description: "1 to 50 characters, unique in the project without regard to case and accents." })
  name: string;

  @IsColor()
  @Field(() => String, { nullable: true, description: "#rrggbb; grey when absent." })
  color?: string | null;
}

@InputType({ description: "Changes of a label; absent leaves a field as it is." })
export class UpdateLabelInput extends VersionedInput {
  @IsId("lbl")
  @Field(() => ID, { description: "Begins with lbl_." })
  id: string;

  @Text(1, 50)
  @NotNull()
  @Field(() => String, { nullable: true, description: "1 to 50 characters; not null." })
  name?: string;

  @IsColor()
  @NotNull()
  @Field(() => String, { nullable: true, description: "#rrggbb; not null." })
  color?: string;
}

@InputType({ description: "Which label to delete." })
export class DeleteLabelInput extends RetryableInput {
  @IsId("lbl")
  @Field(() => ID, { description: "Begins with lbl_." })
  id: string;
}
