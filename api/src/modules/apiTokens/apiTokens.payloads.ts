import { Field, ObjectType } from "type-graphql";
import { ApiToken } from "./apiToken.entity";

@ObjectType({ simpleResolvers: true, description: "The personal access token that was made." })
export class CreateApiTokenPayload {
  @Field(() => ApiToken, { description: "The new one." })
  apiToken: ApiToken;

  @Field({
    description: "Begins with tfp_; for the Authorization header: Bearer, a space, the secret. Never shown again.",
  })
  secret: string;
}

@ObjectType({ simpleResolvers: true, description: "The personal access token that was ended." })
export class ApiTokenPayload {
  @Field(() => ApiToken, { description: "As it was." })
  apiToken: ApiToken;
}
