import { Field, ID, InputType } from "type-graphql";
import { IsEmailAddress, IsId, IsTimezone, Text } from "../../platform/graphql/rules";

@InputType({ description: "A new account." })
export class RegisterInput {
  @Text(1, 100)
  @Field({ description: "1 to 100 characters." })
  name: string;

  @IsEmailAddress()
  @Field({ description: "Compared without regard to case." })
  email: string;

  @Text(8, 128)
  @Field({ description: "8 to 128 characters." })
  password: string;

  @IsTimezone()
  @Field(() => String, { nullable: true, description: "IANA time zone, such as Europe/Berlin; UTC when absent." })
  timezone?: string | null;
}

@InputType({ description: "Who signs in." })
export class LoginInput {
  @Text(1, 254)
  @Field({ description: "Address of the account." })
  email: string;

  @Text(1, 128)
  @Field({ description: "Its password." })
  password: string;
}

@InputType({ description: "Which session to end." })
export class RevokeSessionInput {
  @IsId("ses")
  @Field(() => ID, { description: "Begins with ses_." })
  id: string;
}

@InputType({ description: "Which sessions to end." })
export class RevokeAllSessionsInput {
  @Field(() => Boolean, { nullable: true, defaultValue: true, description: "Also the one that asks." })
  includeCurrent?: boolean | null;
}
