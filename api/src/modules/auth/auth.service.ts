import type { AccessTokens } from "../../platform/auth/accessTokens";
import { type Client, networkOf } from "../../platform/auth/client";
import type { Limiter } from "../../platform/auth/limiter";
import type { Passwords } from "../../platform/auth/passwords";
import type { Database } from "../../platform/db/database";
import { unauthenticated } from "../../platform/errors";
import type { ProjectsContract } from "../projects/projects.contract";
import type { User } from "../users/user.entity";
import type { UsersContract } from "../users/users.contract";
import type { LoginInput, RegisterInput } from "./auth.inputs";
import { Credential } from "./credential.entity";
import type { OpenSession, RefreshService } from "./refresh.service";
import { findPasswordHash } from "./sessions.repository";

/** What a client gets to be signed in with. */
export interface SignedIn {
  sessionId: string;
  accessToken: string;
  expiresAt: Date;
  refreshToken: string;
}

interface AuthLimiters {
  register: Limiter;
  loginByAddress: Limiter;
  loginByAccountAndAddress: Limiter;
  loginByAccount: Limiter;
}

/** Signing up and in. */
export class AuthService {
  constructor(
    private readonly db: Database,
    private readonly users: UsersContract,
    private readonly projects: ProjectsContract,
    private readonly passwords: Passwords,
    private readonly sessions: RefreshService,
    private readonly accessTokens: AccessTokens,
    private readonly limiters: AuthLimiters,
  ) {}

  /** @throws AppError BAD_USER_INPUT, rule taken; RATE_LIMITED */
  async register(input: RegisterInput, client: Client): Promise<SignedIn & { user: User }> {
    await this.limiters.register.take(networkOf(client.address));
    const passwordHash = await this.passwords.hash(input.password);
    const opened = await this.db.transact(null, {}, async (tx) => {
      const user = await this.users.create(tx, { ...input, timezone: input.timezone ?? "UTC" });
      await tx.insert(Credential, [{ id: user.id, passwordHash }]);
      await this.projects.createPersonal(tx, user.id);
      return { user, ...(await this.sessions.open(tx, user.id, client)) };
    });
    return { user: opened.user, ...this.signedIn(opened) };
  }

  /** @throws AppError UNAUTHENTICATED, the same for an unknown address and a wrong password; RATE_LIMITED */
  async login(input: LoginInput, client: Client): Promise<SignedIn & { user: User }> {
    const network = networkOf(client.address);
    const account = input.email.trim().toLowerCase();
    const accountFromHere = `${account} ${network}`;
    await this.limiters.loginByAddress.take(network);
    await this.limiters.loginByAccountAndAddress.take(accountFromHere);
    // From anywhere, and generous: a low limit would let anyone lock the account's owner out.
    await this.limiters.loginByAccount.take(account);

    const reader = this.db.read(null);
    const user = await this.users.findByEmail(reader, input.email);
    const passwordHash = user && (await findPasswordHash(reader, user.id));
    const matches = await this.passwords.verify(passwordHash, input.password);
    if (!user || !passwordHash || !matches) throw unauthenticated("The e-mail address or the password is wrong.");
    await this.limiters.loginByAccountAndAddress.reset(accountFromHere);

    const stronger = this.passwords.needsRehash(passwordHash) ? await this.passwords.hash(input.password) : null;
    const opened = await this.db.transact(null, { users: [user.id] }, async (tx) => {
      if (stronger) await tx.update(Credential, user.id, { passwordHash: stronger });
      return this.sessions.open(tx, user.id, client);
    });
    return { user, ...this.signedIn(opened) };
  }

  /** Null when the token opens nothing (any more). @throws AppError RATE_LIMITED */
  async refresh(token: string, client: Client): Promise<SignedIn | null> {
    const opened = await this.sessions.refresh(token, client);
    return opened && this.signedIn(opened);
  }

  private signedIn({ session, refreshToken }: OpenSession): SignedIn {
    return { sessionId: session.id, ...this.accessTokens.sign(session.userId, session.id), refreshToken };
  }
}
