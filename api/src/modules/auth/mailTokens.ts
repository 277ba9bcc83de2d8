import { createHash, randomBytes } from "node:crypto";
import type { Clock } from "../../platform/clock";
import type { Reader, Tx } from "../../platform/db/database";
import { type AppError, badInput } from "../../platform/errors";
import { MailToken, type MailTokenKind } from "./mailToken.entity";
import { deleteMailToken, findMailToken, replaceMailToken } from "./mailTokens.repository";

const HOUR_MS = 3_600_000;
/** A link to verify may wait in a mailbox; one that opens an account should not. */
const LIFETIME_MS: Readonly<Record<MailTokenKind, number>> = {
  VERIFY_EMAIL: 7 * 24 * HOUR_MS,
  RESET_PASSWORD: HOUR_MS,
};

/** The single-use tokens in mailed links. */
export class MailTokens {
  constructor(private readonly clock: Clock) {}

  /** Makes a token, the only one of its kind that its user then has, within a transaction that holds their stream. */
  async issue(tx: Tx, kind: MailTokenKind, user: { id: string; emailAddress: string }): Promise<string> {
    const token = randomBytes(32).toString("base64url");
    const expiresAt = new Date(this.clock().getTime() + LIFETIME_MS[kind]);
    const { id: userId, emailAddress } = user;
    await replaceMailToken(
      tx,
      Object.assign(new MailToken(), { tokenHash: hash(token), kind, userId, emailAddress, expiresAt }),
    );
    return token;
  }

  /** Whose token it is: what has to be locked before it is used. @throws AppError BAD_USER_INPUT */
  async userOf(reader: Reader, kind: MailTokenKind, token: string): Promise<string> {
    return (await this.require(reader, kind, token)).userId;
  }

  /** Uses a token up, within a transaction that holds its user's stream. @throws AppError BAD_USER_INPUT */
  async redeem(tx: Tx, kind: MailTokenKind, token: string): Promise<MailToken> {
    const found = await this.require(tx, kind, token);
    await deleteMailToken(tx, found.tokenHash);
    return found;
  }

  private async require(reader: Reader, kind: MailTokenKind, token: string): Promise<MailToken> {
    const found = await findMailToken(reader, hash(token));
    if (!found || found.kind !== kind || found.expiresAt <= this.clock()) throw badToken();
    return found;
  }
}

/** The same for a token that never was, was used, was replaced or has expired. */
export function badToken(): AppError {
  return badInput("token", "is not valid any more. Ask for a new mail.", "token");
}

function hash(token: string): Buffer {
  return createHash("sha256").update(token).digest();
}
