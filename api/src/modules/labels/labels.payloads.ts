import { Field, Int, ObjectType } from "type-graphql";
import { SEQ } from "../../platform/graphql/descriptions";
import { Label } from "./label.entity";

@ObjectType({ simpleResolvers: true, description: "The label that was made, changed or deleted." })
export class LabelPayload {
  @Field(() => Label, { description: "As it is now; with deletedAt when it was deleted." })
  label: Label;

  @Field(() => Int, { description: SEQ })
  seq: number;
}
