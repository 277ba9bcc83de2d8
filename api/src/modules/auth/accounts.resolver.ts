import { Arg, Ctx, Mutation, Resolver } from "type-graphql";
import type { Viewer } from "../../platform/auth/viewer";
import { type Context, CurrentViewer } from "../../platform/graphql/context";
import { UserPayload } from "../users/users.contract";
import {
  ChangePasswordInput,
  DeleteAccountInput,
  RequestEmailVerificationInput,
  RequestPasswordResetInput,
  ResetPasswordInput,
  VerifyEmailInput,
} from "./accounts.inputs";
import type { AccountsService } from "./accounts.service";
import { AcceptedPayload } from "./auth.payloads";
import type { EmailVerification } from "./emailVerification.service";
import type { MailRequests } from "./mailRequests.service";
import type { PasswordChanges } from "./passwordChanges.service";

/** What the resolver calls. */
export interface AccountServices {
  mailRequests: MailRequests;
  verification: EmailVerification;
  passwordChanges: PasswordChanges;
  accounts: AccountsService;
}

/** An account's address, its password and its end. */
@Resolver()
export class AccountsResolver {
  constructor(private readonly services: AccountServices) {}

  @Mutation(() => AcceptedPayload, {
    nullable: true,
    description:
      "Mail a new verification link, in place of the one before; answers the same for an unknown or verified address.",
  })
  async requestEmailVerification(
    @Ctx() { client }: Context,
    @Arg("input") input: RequestEmailVerificationInput,
  ): Promise<AcceptedPayload> {
    await this.services.mailRequests.requestEmailVerification(input.email, client);
    return { isAccepted: true };
  }

  @Mutation(() => UserPayload, {
    nullable: true,
    description:
      "Confirm the address of an account with a mailed token, signed in or not. Who was pending by it joins their projects; unless the account's own session asks, its password, sessions and tokens then end, and a link for a new password is mailed: whoever opened the account need not be who has the mailbox.",
  })
  async verifyEmail(@Ctx() { viewer, client }: Context, @Arg("input") input: VerifyEmailInput): Promise<UserPayload> {
    return { user: await this.services.verification.verifyEmail(viewer, input.token, client) };
  }

  @Mutation(() => AcceptedPayload, {
    nullable: true,
    description: "Mail a link for a new password; answers the same for an unknown address.",
  })
  async requestPasswordReset(
    @Ctx() { client }: Context,
    @Arg("input") input: RequestPasswordResetInput,
  ): Promise<AcceptedPayload> {
    await this.services.mailRequests.requestPasswordReset(input.email, client);
    return { isAccepted: true };
  }

  @Mutation(() => AcceptedPayload, {
    nullable: true,
    description: "Set a password with a mailed token; ends all sessions, and confirms the address.",
  })
  async resetPassword(
    @Ctx() { viewer, client }: Context,
    @Arg("input") input: ResetPasswordInput,
  ): Promise<AcceptedPayload> {
    await this.services.passwordChanges.resetPassword(viewer, input, client);
    return { isAccepted: true };
  }

  @Mutation(() => UserPayload, {
    nullable: true,
    description: "Change the password; ends all other sessions. Personal access tokens stay.",
  })
  async changePassword(
    @CurrentViewer() viewer: Viewer,
    @Ctx() { client }: Context,
    @Arg("input") input: ChangePasswordInput,
  ): Promise<UserPayload> {
    return { user: await this.services.passwordChanges.changePassword(viewer, input, client) };
  }

  @Mutation(() => AcceptedPayload, {
    nullable: true,
    description:
      "Delete the viewer's account. Projects with other members must be transferred or deleted first (else CONFLICT, with projectIds); the viewer's others go with it. Tasks keep their creator and assignee, shown as a deleted user.",
  })
  async deleteAccount(
    @CurrentViewer() viewer: Viewer,
    @Ctx() { client }: Context,
    @Arg("input") input: DeleteAccountInput,
  ): Promise<AcceptedPayload> {
    await this.services.accounts.deleteAccount(viewer, input.password, client);
    return { isAccepted: true };
  }
}
