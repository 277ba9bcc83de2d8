import { Field, InputType } from "type-graphql";
import { RetryableInput } from "../../platform/graphql/inputs";
import { IsTimezone, NotNull, Rule, Text } from "../../platform/graphql/rules";

function IsHttpsUrl(): PropertyDecorator {
  return Rule<string>("url", (value) =>
    value.length <= 2_000 && URL.canParse(value) && new URL(value).protocol === "https:"
      ? null
      : "must be an address that begins with https://, of at most 2000 characters.",
  );
}

@InputType({ description: "Changes of the viewer's profile; absent leaves a field as it is." })
export class UpdateProfileInput extends RetryableInput {
  @Text(1, 100)
  @NotNull()
  @Field(() => String, { nullable: true, description: "1 to 100 characters; not null." })
  name?: string;

  @IsTimezone()
  @NotNull()
  @Field(() => String, { nullable: true, description: "IANA time zone, such as Europe/Berlin; not null." })
  timezone?: string;

  @IsHttpsUrl()
  @Field(() => String, { nullable: true, description: "Address of a picture, https; null takes it away." })
  avatarUrl?: string | null;
}
