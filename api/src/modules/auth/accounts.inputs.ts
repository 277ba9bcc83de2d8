import { Field, InputType } from "type-graphql";
import { IsEmailAddress, Text } from "../../platform/graphql/rules";

const MAILED_TOKEN = "From the link in the mail, the part behind token=.";

@InputType({ description: "Which address to mail a new verification link to." })
export class RequestEmailVerificationInput {
  @IsEmailAddress()
  @Field({ description: "Address of an account." })
  email: string;
}

@InputType({ description: "A token that proves an address." })
export class VerifyEmailInput {
  @Text(1, 100)
  @Field({ description: MAILED_TOKEN })
  token: string;
}

@InputType({ description: "Which address to mail a link for a new password to." })
export class RequestPasswordResetInput {
  @IsEmailAddress()
  @Field({ description: "Address of an account." })
  email: string;
}

@InputType({ description: "A new password, with a token instead of the old one." })
export class ResetPasswordInput {
  @Text(1, 100)
  @Field({ description: MAILED_TOKEN })
  token: string;

  @Text(8, 128)
  @Field({ description: "8 to 128 characters." })
  newPassword: string;
}

@InputType({ description: "A new password, and the one before." })
export class ChangePasswordInput {
  @Text(1, 128)
  @Field({ description: "The password as it is now." })
  currentPassword: string;

  @Text(8, 128)
  @Field({ description: "8 to 128 characters." })
  newPassword: string;
}

@InputType({ description: "The viewer's word that their account is to end." })
export class DeleteAccountInput {
  @Text(1, 128)
  @Field({ description: "The viewer's own password." })
  password: string;
}
