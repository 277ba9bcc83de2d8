import { z } from "zod";
import type { Database } from "../../platform/db/database";
import { type AnyJob, defineJob } from "../../platform/jobs/job";
import type { MailTransport } from "../../platform/mail/mail";
import type { AccountUsersContract } from "../users/users.contract";
import type { AccountEventType } from "./auth.events";
import { tokenMail } from "./auth.mails";
import type { MailTokenKind } from "./mailToken.entity";
import type { MailTokens } from "./mailTokens";

interface MailJobDeps {
  db: Database;
  users: AccountUsersContract;
  tokens: MailTokens;
  mail: MailTransport;
  frontendUrl: string;
}

/**
 * The jobs that send mails with tokens. A token is made here and not where it
 * was asked for, so that nothing that is stored ever holds one: a repeated run
 * makes a new one, and the mail that comes last has the one that works.
 */
export function authJobs({ db, users, tokens, mail, frontendUrl }: MailJobDeps): AnyJob[] {
  const mailJob = (name: string, kind: MailTokenKind, event: AccountEventType) =>
    defineJob({
      name,
      schema: z.object({ userId: z.string() }),
      options: { on: { [event]: ({ subjectId }) => ({ userId: subjectId }) }, attempts: 10 },
      async run({ userId }) {
        const letter = await db.transact(null, { users: [userId] }, async (tx) => {
          const user = await users.findAccount(tx, userId);
          if (!user || (kind === "VERIFY_EMAIL" && user.emailVerifiedAt)) return null;
          return { user, token: await tokens.issue(tx, kind, user) };
        });
        if (letter) await mail.send(tokenMail(kind, letter.user, letter.token, frontendUrl));
      },
    });
  return [
    mailJob("sendEmailVerification", "VERIFY_EMAIL", "EMAIL_VERIFICATION_REQUESTED"),
    mailJob("sendPasswordReset", "RESET_PASSWORD", "PASSWORD_RESET_REQUESTED"),
  ];
}
