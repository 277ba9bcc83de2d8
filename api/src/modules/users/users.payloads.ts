import { Field, ObjectType } from "type-graphql";
import { User } from "./user.entity";

@ObjectType({ simpleResolvers: true, description: "The user that was changed." })
export class UserPayload {
  @Field(() => User, { description: "As it is now." })
  user: User;
}
