import { Field, ID, InterfaceType } from "type-graphql";

@InterfaceType({ description: "Who did something; today always a User, later also integrations." })
export abstract class Actor {
  @Field(() => ID, { description: "Id of the actor." })
  id: string;

  @Field({ description: "Name to show." })
  name: string;

  @Field(() => String, { nullable: true, description: "Address of a picture, https; null when there is none." })
  avatarUrl: string | null;
}
