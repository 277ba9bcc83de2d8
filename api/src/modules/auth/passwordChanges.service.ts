import type { Client } from "../../platform/auth/client";
import type { Passwords } from "../../platform/auth/passwords";
import type { Viewer } from "../../platform/auth/viewer";
import type { Database, Tx } from "../../platform/db/database";
import { badInput, unauthenticated } from "../../platform/errors";
import type { ApiTokensContract } from "../apiTokens/apiTokens.contract";
import type { AccountUser, AccountUsersContract } from "../users/users.contract";
import type { AccountEventType } from "./auth.events";
import type { ChangePasswordInput, ResetPasswordInput } from "./accounts.inputs";
import { Credential } from "./credential.entity";
import type { EmailVerification } from "./emailVerification.service";
import type { MailTokens } from "./mailTokens";
import { deleteMailTokens } from "./mailTokens.repository";
import type { CheckedAccount, PasswordChecks } from "./passwordChecks";
import { deleteCredential } from "./sessions.repository";
import type { SessionsService } from "./sessions.service";

/** Setting another password, by the one before or by a mailed token. */
export class PasswordChanges {
  constructor(
    private readonly db: Database,
    private readonly users: AccountUsersContract,
    private readonly passwords: Passwords,
    private readonly checks: PasswordChecks,
    private readonly tokens: MailTokens,
    private readonly verification: EmailVerification,
    private readonly sessions: SessionsService,
    private readonly apiTokens: ApiTokensContract,
  ) {}

  /** Ends all other sessions. @throws AppError BAD_USER_INPUT, rule password; RATE_LIMITED */
  async changePassword(viewer: Viewer, input: ChangePasswordInput, client: Client): Promise<AccountUser> {
    const checked = await this.checkOwn(viewer, input.currentPassword, "currentPassword", client);
    const passwordHash = await this.passwords.hash(input.newPassword);
    return this.db.transact(viewer, { users: [viewer.userId] }, async (tx) => {
      const user = await this.checks.confirm(tx, checked);
      if (!user) throw wrongPassword("currentPassword");
      await this.set(tx, user, passwordHash, viewer.sessionId);
      return user;
    });
  }

  /** Ends all sessions and personal access tokens, and proves the address. @throws AppError BAD_USER_INPUT, rule token; RATE_LIMITED */
  async resetPassword(
    viewer: Viewer | null,
    { token, newPassword }: ResetPasswordInput,
    client: Client,
  ): Promise<void> {
    await this.verification.take(client);
    // Before the hash: what costs something is for those who have a token.
    await this.tokens.userOf(this.db.readLatest(), "RESET_PASSWORD", token);
    const passwordHash = await this.passwords.hash(newPassword);
    await this.verification.redeem(viewer, "RESET_PASSWORD", token, async (tx, user) => {
      await this.set(tx, user, passwordHash, null);
      // Whoever had got in may have made one to come back with.
      await this.apiTokens.endAll(tx, user.id);
    });
  }

  /** The viewer's account, once they have given its password. @throws AppError BAD_USER_INPUT, rule password; RATE_LIMITED */
  async checkOwn(viewer: Viewer, password: string, field: string, client: Client): Promise<CheckedAccount> {
    const user = await this.users.findAccount(this.db.readLatest(), viewer.userId);
    if (!user) throw unauthenticated("The session has ended.", "SESSION_ENDED");
    const checked = await this.checks.check(user.emailAddress, password, client);
    if (checked?.user.id !== viewer.userId) throw wrongPassword(field);
    return checked;
  }

  private async set(tx: Tx, user: AccountUser, passwordHash: string, keptSessionId: string | null): Promise<void> {
    // There need not be one: see EmailVerification.
    await deleteCredential(tx, user.id);
    await tx.insert(Credential, [{ id: user.id, passwordHash }]);
    // A link that was asked for before is no way around the new password.
    await deleteMailTokens(tx, user.id);
    tx.emit({
      streamId: user.id,
      type: "PASSWORD_CHANGED" satisfies AccountEventType,
      subjectId: user.id,
      subjectVersion: user.version,
      actorId: user.id,
      changes: [],
    });
    await this.sessions.endAll(tx, user.id, keptSessionId);
  }
}

export function wrongPassword(field: string) {
  return badInput(field, "is not the password of this account.", "password");
}
