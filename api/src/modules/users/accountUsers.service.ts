import type { Clock } from "../../platform/clock";
import type { Reader, Tx } from "../../platform/db/database";
import { normalizeEmail, sortKey } from "../../platform/text";
import { User } from "./user.entity";
import { findUser, findUserByEmail, forgetProfileHistory } from "./users.repository";

/** A user who has not deleted their account. */
export type AccountUser = User & { emailAddress: string };

const TOMBSTONE_NAME = "Deleted user";

/** Users as accounts: their address, and their end. The caller's transaction holds the user's stream. */
export class AccountUsers {
  constructor(private readonly clock: Clock) {}

  /** Null when there is none (any more). */
  async findAccount(reader: Reader, id: string): Promise<AccountUser | null> {
    return asAccount(await findUser(reader, id));
  }

  async findAccountByEmail(reader: Reader, email: string): Promise<AccountUser | null> {
    return asAccount(await findUserByEmail(reader, normalizeEmail(email)));
  }

  /** Notes that the address has been proved to be the user's; answers the user as they are then. */
  async markVerified(tx: Tx, user: AccountUser): Promise<AccountUser> {
    if (user.emailVerifiedAt) return user;
    const patch = { emailVerifiedAt: this.clock(), version: user.version + 1 };
    await tx.update(User, user.id, patch);
    tx.emit({
      streamId: user.id,
      type: "EMAIL_VERIFIED",
      subjectId: user.id,
      subjectVersion: patch.version,
      actorId: user.id,
      changes: [{ field: "isEmailVerified", before: false, after: true }],
    });
    return Object.assign(user, patch);
  }

  /** Leaves of a user what others' projects still need, and frees the address. */
  async makeTombstone(tx: Tx, user: AccountUser): Promise<void> {
    const version = user.version + 1;
    await tx.update(User, user.id, {
      name: TOMBSTONE_NAME,
      nameKey: sortKey(TOMBSTONE_NAME, 400),
      avatarUrl: null,
      timezone: "UTC",
      emailAddress: null,
      emailVerifiedAt: null,
      deletedAt: this.clock(),
      version,
    });
    await forgetProfileHistory(tx, user.id);
    // Of the name and the picture only that they are gone.
    tx.emit({
      streamId: user.id,
      type: "USER_DELETED",
      subjectId: user.id,
      subjectVersion: version,
      actorId: user.id,
      changes: [{ field: "isDeleted", before: false, after: true }],
    });
  }
}

function asAccount(user: User | null): AccountUser | null {
  return user && user.emailAddress !== null && !user.deletedAt ? (user as AccountUser) : null;
}
