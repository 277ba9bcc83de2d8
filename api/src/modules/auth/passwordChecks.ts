import { type Client, networkOf } from "../../platform/auth/client";
import type { Limiter } from "../../platform/auth/limiter";
import type { Passwords } from "../../platform/auth/passwords";
import type { Database, Reader } from "../../platform/db/database";
import { normalizeEmail } from "../../platform/text";
import type { AccountUser, AccountUsersContract } from "../users/users.contract";
import { findPasswordHash } from "./sessions.repository";

interface CheckLimiters {
  loginByAddress: Limiter;
  loginByAccountAndAddress: Limiter;
  loginByAccount: Limiter;
}

/** A user, and the hash that their password was found to match. */
export interface CheckedAccount {
  user: AccountUser;
  passwordHash: string;
}

/** Whether somebody knows an account's password, asked in the same way and under the same limits wherever one is given. */
export class PasswordChecks {
  constructor(
    private readonly db: Database,
    private readonly users: AccountUsersContract,
    private readonly passwords: Passwords,
    private readonly limiters: CheckLimiters,
  ) {}

  /** Null, after the same work, for an unknown address as for a wrong password. @throws AppError RATE_LIMITED */
  async check(email: string, password: string, client: Client): Promise<CheckedAccount | null> {
    const network = networkOf(client.address);
    const account = normalizeEmail(email);
    const accountFromHere = `${account} ${network}`;
    await this.limiters.loginByAddress.take(network);
    await this.limiters.loginByAccountAndAddress.take(accountFromHere);
    // From anywhere, and generous: a low limit would let anyone lock the account's owner out.
    await this.limiters.loginByAccount.take(account);

    const reader = this.db.readLatest();
    const user = await this.users.findAccountByEmail(reader, email);
    const passwordHash = user && (await findPasswordHash(reader, user.id));
    const matches = await this.passwords.verify(passwordHash, password);
    if (!user || !passwordHash || !matches) return null;
    await this.limiters.loginByAccountAndAddress.reset(accountFromHere);
    return { user, passwordHash };
  }

  /** The user as they are within the transaction that relies on the check; null when the password has changed meanwhile. */
  async confirm(tx: Reader, { user, passwordHash }: CheckedAccount): Promise<AccountUser | null> {
    return (await findPasswordHash(tx, user.id)) === passwordHash ? this.users.findAccount(tx, user.id) : null;
  }
}
