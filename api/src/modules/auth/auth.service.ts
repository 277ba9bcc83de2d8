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
import { emitRequest } from "./mailRequests.service";
import type { PasswordChecks } from "./passwordChecks";
import type { OpenSession, RefreshService } from "./refresh.service";

/** What a client gets to be signed in with. */
export interface SignedIn {
  sessionId: string;
  accessToken: string;
  expiresAt: Date;
  refreshToken: string;
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
    private readonly checks: PasswordChecks,
    private readonly registerLimiter: Limiter,
  ) {}

  /** @throws AppError BAD_USER_INPUT, rule taken; RATE_LIMITED */
  async register(input: RegisterInput, client: Client): Promise<SignedIn & { user: User }> {
    await this.registerLimiter.take(networkOf(client.address));
    const passwordHash = await this.passwords.hash(input.password);
    const opened = await this.db.transact(null, {}, async (tx) => {
      const user = await this.users.create(tx, { ...input, timezone: input.timezone ?? "UTC" });
      await tx.insert(Credential, [{ id: user.id, passwordHash }]);
      await this.projects.createPersonal(tx, user.id);
      emitRequest(tx, "EMAIL_VERIFICATION_REQUESTED", user);
      return { user, ...(await this.sessions.open(tx, user.id, client)) };
    });
    return { user: opened.user, ...this.signedIn(opened) };
  }

  /** @throws AppError UNAUTHENTICATED, the same for an unknown address and a wrong password; RATE_LIMITED */
  async login(input: LoginInput, client: Client): Promise<SignedIn & { user: User }> {
    const opened = (await this.tryLogin(input, client)) ?? (await this.tryLogin(input, client));
    if (!opened) throw wrongLogin();
    return { user: opened.user, ...this.signedIn(opened) };
  }

  /** Null when the token opens nothing (any more). @throws AppError RATE_LIMITED */
  async refresh(token: string, client: Client): Promise<SignedIn | null> {
    const opened = await this.sessions.refresh(token, client);
    return opened && this.signedIn(opened);
  }

  /**
   * Null when the stored hash changed between the check and the session: another login has renewed it, or the
   * password was changed, which ended all sessions, so that the old one must not open another.
   * @throws AppError UNAUTHENTICATED, RATE_LIMITED
   */
  private async tryLogin(input: LoginInput, client: Client): Promise<(OpenSession & { user: User }) | null> {
    const checked = await this.checks.check(input.email, input.password, client);
    if (!checked) throw wrongLogin();
    const isWeak = this.passwords.needsRehash(checked.passwordHash);
    const stronger = isWeak ? await this.passwords.hash(input.password) : null;
    return this.db.transact(null, { users: [checked.user.id] }, async (tx) => {
      const user = await this.checks.confirm(tx, checked);
      if (!user) return null;
      if (stronger) await tx.update(Credential, user.id, { passwordHash: stronger });
      return { user, ...(await this.sessions.open(tx, user.id, client)) };
    });
  }

  private signedIn({ session, refreshToken }: OpenSession): SignedIn {
    return { sessionId: session.id, ...this.accessTokens.sign(session.userId, session.id), refreshToken };
  }
}

function wrongLogin() {
  return unauthenticated("The e-mail address or the password is wrong.");
}
