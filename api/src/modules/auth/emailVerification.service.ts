import { type Client, networkOf } from "../../platform/auth/client";
import type { Limiter } from "../../platform/auth/limiter";
import type { Viewer } from "../../platform/auth/viewer";
import type { Database, Tx } from "../../platform/db/database";
import { withFreshLocks } from "../../platform/db/staleLocks";
import type { ApiTokensContract } from "../apiTokens/apiTokens.contract";
import type { PendingMembersContract } from "../projects/projects.contract";
import type { AccountUser, AccountUsersContract } from "../users/users.contract";
import type { AccountEventType } from "./auth.events";
import { badToken, type MailTokens } from "./mailTokens";
import type { MailTokenKind } from "./mailToken.entity";
import { deleteCredential } from "./sessions.repository";
import type { SessionsService } from "./sessions.service";

/** Proving that an address is one's own, by a token that was sent there. */
export class EmailVerification {
  constructor(
    private readonly db: Database,
    private readonly users: AccountUsersContract,
    private readonly tokens: MailTokens,
    private readonly pending: PendingMembersContract,
    private readonly sessions: SessionsService,
    private readonly apiTokens: ApiTokensContract,
    private readonly limiter: Limiter,
  ) {}

  /** @throws AppError BAD_USER_INPUT, rule token; RATE_LIMITED */
  async verifyEmail(viewer: Viewer | null, token: string, client: Client): Promise<AccountUser> {
    await this.take(client);
    return this.redeem(viewer, "VERIFY_EMAIL", token, async (tx, user, hasJoined) => {
      if (hasJoined && viewer?.userId !== user.id) await this.startAnew(tx, user);
      return user;
    });
  }

  /**
   * Whoever opened the account need not be who has the mailbox, and must not get what others meant for that address:
   * what opens the account ends, and a link for a new password is mailed.
   */
  private async startAnew(tx: Tx, user: AccountUser): Promise<void> {
    await deleteCredential(tx, user.id);
    await this.sessions.endAll(tx, user.id, null);
    await this.apiTokens.endAll(tx, user.id);
    tx.emit({
      streamId: user.id,
      type: "PASSWORD_RESET_REQUESTED" satisfies AccountEventType,
      subjectId: user.id,
      subjectVersion: user.version,
      actorId: null,
      changes: [],
    });
  }

  /** Counts an attempt with a token. @throws AppError RATE_LIMITED */
  async take(client: Client): Promise<void> {
    await this.limiter.take(networkOf(client.address));
  }

  /**
   * Uses up a token of whatever kind, which proves the address that it was sent to and lets who was pending
   * by it join, and does in the same transaction what it is for.
   * @throws AppError BAD_USER_INPUT, rule token
   */
  async redeem<T>(
    viewer: Viewer | null,
    kind: MailTokenKind,
    token: string,
    work: (tx: Tx, user: AccountUser, hasJoined: boolean) => Promise<T>,
  ): Promise<T> {
    const userId = await this.tokens.userOf(this.db.readLatest(), kind, token);
    return withFreshLocks(async () => {
      const reader = this.db.readLatest();
      const account = await this.users.findAccount(reader, userId);
      const projects = account ? await this.pending.projectIds(reader, account.emailAddress) : [];
      return this.db.transact(viewer, { projects, users: [userId] }, async (tx) => {
        const { emailAddress } = await this.tokens.redeem(tx, kind, token);
        const user = await this.users.findAccount(tx, userId);
        if (user?.emailAddress !== emailAddress) throw badToken();
        const verified = await this.users.markVerified(tx, user);
        const joined = await this.pending.join(tx, verified);
        return work(tx, verified, joined > 0);
      });
    });
  }
}
