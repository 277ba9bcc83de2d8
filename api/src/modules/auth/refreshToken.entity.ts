import { Entity, Index, PrimaryColumn } from "typeorm";
import { IdColumn, InstantColumn } from "../../platform/db/columns";

/** One refresh token of a session, by its hash alone. A session's tokens are one family: each is derived from the one before. */
@Entity("refresh_tokens")
export class RefreshToken {
  /** SHA-256 of the token. */
  @PrimaryColumn("binary", { length: 32 })
  tokenHash: Buffer;

  // The tokens of a session, which are deleted with it.
  @Index()
  @IdColumn("ses")
  sessionId: string;

  @InstantColumn()
  createdAt: Date;

  /** When its child was made; null for the newest. */
  @InstantColumn({ nullable: true })
  firstUsedAt: Date | null;
}
