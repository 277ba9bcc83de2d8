import { Field, InputType, Int } from "type-graphql";
import { Text } from "./rules";

/** What every input of a change has that a client may repeat when its answer was lost. */
@InputType()
export abstract class RetryableInput {
  @Text(1, 255)
  @Field(() => String, {
    nullable: true,
    description:
      "1 to 255 characters; a repeat within 24 hours with the same key and input changes nothing more, and answers with the entity as it is now.",
  })
  idempotencyKey?: string | null;
}

/** What every input of a change has that may be made to depend on what the client has seen. */
@InputType()
export abstract class VersionedInput extends RetryableInput {
  @Field(() => Int, {
    nullable: true,
    description: "The version that the change is based on; CONFLICT when it is not the current one.",
  })
  expectedVersion?: number | null;
}
