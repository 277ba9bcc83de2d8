import { atLeast } from "../../platform/atLeast";
import { type Client, networkOf } from "../../platform/auth/client";
import type { Limiter } from "../../platform/auth/limiter";
import type { Database, Tx } from "../../platform/db/database";
import { newId } from "../../platform/ids";
import { normalizeEmail } from "../../platform/text";
import type { AccountUser, AccountUsersContract } from "../users/users.contract";
import type { AccountEventType } from "./auth.events";

/** More than the work for a known address takes, which an unknown one does not cause. */
const ANSWER_MS = 250;

interface MailLimiters {
  mailByAddress: Limiter;
  mailByAccount: Limiter;
}

/** Asking for mails with tokens: whoever asks learns nothing about the address. */
export class MailRequests {
  constructor(
    private readonly db: Database,
    private readonly users: AccountUsersContract,
    private readonly limiters: MailLimiters,
  ) {}

  /** @throws AppError RATE_LIMITED */
  async requestEmailVerification(email: string, client: Client): Promise<void> {
    await this.request("EMAIL_VERIFICATION_REQUESTED", email, client);
  }

  /** @throws AppError RATE_LIMITED */
  async requestPasswordReset(email: string, client: Client): Promise<void> {
    await this.request("PASSWORD_RESET_REQUESTED", email, client);
  }

  private async request(type: AccountEventType, email: string, client: Client): Promise<void> {
    await this.limiters.mailByAddress.take(networkOf(client.address));
    await this.limiters.mailByAccount.take(`${type} ${normalizeEmail(email)}`);
    await atLeast(ANSWER_MS, async () => {
      const known = await this.users.findAccountByEmail(this.db.readLatest(), email);
      // For an unknown address, locks that nobody has.
      await this.db.transact(null, { users: [known?.id ?? newId("usr")] }, async (tx) => {
        const user = known && (await this.users.findAccount(tx, known.id));
        const isDone = type === "EMAIL_VERIFICATION_REQUESTED" && user?.emailVerifiedAt;
        if (user && !isDone) emitRequest(tx, type, user);
      });
    });
  }
}

/** Asks for a mail, within a transaction that holds the user's stream: a job hears of it and sends it. */
export function emitRequest(tx: Tx, type: AccountEventType, user: Pick<AccountUser, "id" | "version">): void {
  tx.emit({
    streamId: user.id,
    type,
    subjectId: user.id,
    subjectVersion: user.version,
    // Anybody may ask.
    actorId: null,
    changes: [],
  });
}
