import { Field, ID, InputType } from "type-graphql";
import type { TokenScope } from "../../platform/auth/viewer";
import { IsId, Rule, Text } from "../../platform/graphql/rules";
import { ApiTokenScope } from "./apiToken.entity";

@InputType({ description: "A new personal access token." })
export class CreateApiTokenInput {
  @Text(1, 100)
  @Field({ description: "1 to 100 characters, to know it by." })
  name: string;

  @Rule<TokenScope[]>("scopes", (scopes) => (scopes.length > 0 ? null : "must have at least one scope."))
  @Field(() => [ApiTokenScope], { description: "At least one." })
  scopes: TokenScope[];

  @Field(() => Date, { nullable: true, description: "When it ends, in the future; never when absent or null." })
  expiresAt?: Date | null;
}

@InputType({ description: "Which personal access token to end." })
export class RevokeApiTokenInput {
  @IsId("tok")
  @Field(() => ID, { description: "Begins with tok_." })
  id: string;
}
