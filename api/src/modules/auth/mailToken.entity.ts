import { Column, Entity, Index, PrimaryColumn } from "typeorm";
import { CodeColumn, IdColumn, InstantColumn } from "../../platform/db/columns";

/** What a mailed token lets its holder do. */
export type MailTokenKind = "VERIFY_EMAIL" | "RESET_PASSWORD";

/**
 * The token of a mailed link, by its hash alone. Used, its row is gone.
 * Of each kind a user has one at most: a new one takes the place of the one before.
 */
@Entity("mail_tokens")
// The token that a new one takes the place of.
@Index(["userId", "kind"], { unique: true })
export class MailToken {
  /** SHA-256 of the token. */
  @PrimaryColumn("binary", { length: 32 })
  tokenHash: Buffer;

  @CodeColumn({ VERIFY_EMAIL: 10, RESET_PASSWORD: 20 })
  kind: MailTokenKind;

  @IdColumn("usr")
  userId: string;

  /** Where it was sent: it proves that address, not one that the account has later. */
  @Column("varchar", { length: 254 })
  emailAddress: string;

  @InstantColumn()
  expiresAt: Date;
}
