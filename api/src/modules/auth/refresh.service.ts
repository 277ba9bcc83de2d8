import type { Client } from "../../platform/auth/client";
import type { Limiter } from "../../platform/auth/limiter";
import type { Clock } from "../../platform/clock";
import type { Database, Tx } from "../../platform/db/database";
import { newId } from "../../platform/ids";
import type { SessionEventType } from "./auth.events";
import { RefreshToken } from "./refreshToken.entity";
import type { RefreshTokens } from "./refreshTokens";
import { Session } from "./session.entity";
import { findRefreshToken, findSession } from "./sessions.repository";
import type { SessionsService } from "./sessions.service";

/** Tabs that refresh at the same moment, or whose answer was lost, use a token again within this time. */
const GRACE_MS = 10_000;

/** A session and the newest refresh token of its family. */
export interface OpenSession {
  session: Session;
  refreshToken: string;
}

/** Opens sessions and keeps them open: refresh tokens are rotated on each use, and misuse ends the session. */
export class RefreshService {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly tokens: RefreshTokens,
    private readonly sessions: SessionsService,
    private readonly limiter: Limiter,
    private readonly lifetimeS: number,
  ) {}

  /** Opens a session, within a transaction that holds the user's stream. */
  async open(tx: Tx, userId: string, client: Client): Promise<OpenSession> {
    const now = this.clock();
    const session: Session = Object.assign(new Session(), {
      id: newId("ses"),
      userId,
      device: client.userAgent?.slice(0, 255) ?? null,
      ipAddress: client.address,
      lastUsedAt: now,
      createdAt: now,
      expiresAt: this.expiry(now),
      endedAt: null,
    });
    const refreshToken = this.tokens.first();
    await tx.insert(Session, [session]);
    await this.store(tx, session.id, refreshToken);
    tx.emit({
      streamId: userId,
      type: "SESSION_STARTED" satisfies SessionEventType,
      subjectId: session.id,
      subjectVersion: 1,
      actorId: userId,
      changes: [],
    });
    return { session, refreshToken };
  }

  /** The session of a refresh token, and the token to use next; null when it opens nothing (any more). */
  async refresh(token: string, client: Client): Promise<OpenSession | null> {
    const seen = await this.sessionOf(token);
    if (!seen) return null;
    await this.limiter.take(seen.id);
    return this.db.transact(null, { users: [seen.userId] }, async (tx) => {
      const used = await findRefreshToken(tx, this.tokens.hash(token));
      const session = await findSession(tx, seen.id);
      if (!used || !session || !this.sessions.lives(session)) return null;
      const now = this.clock();
      if (used.firstUsedAt && now.getTime() - used.firstUsedAt.getTime() > GRACE_MS) {
        // Somebody has an old token: thief or owner, only a new sign-in can tell them apart.
        await this.sessions.end(tx, session);
        return null;
      }
      const refreshToken = used.firstUsedAt ? await this.newest(tx, token) : await this.rotate(tx, session, token);
      if (!refreshToken) return null;
      const patch = { lastUsedAt: now, ipAddress: client.address, expiresAt: this.expiry(now) };
      await tx.update(Session, session.id, patch);
      return { session: Object.assign(session, patch), refreshToken };
    });
  }

  /** Ends the session of a refresh token. */
  async logout(token: string): Promise<void> {
    const seen = await this.sessionOf(token);
    if (!seen) return;
    await this.db.transact(null, { users: [seen.userId] }, async (tx) => {
      const session = await findSession(tx, seen.id);
      if (session) await this.sessions.end(tx, session);
    });
  }

  private async sessionOf(token: string): Promise<Session | null> {
    const reader = this.db.readLatest();
    const known = await findRefreshToken(reader, this.tokens.hash(token));
    return known && findSession(reader, known.sessionId);
  }

  private async rotate(tx: Tx, session: Session, token: string): Promise<string> {
    const child = this.tokens.child(token);
    await tx.execute("UPDATE refresh_tokens SET first_used_at = ? WHERE token_hash = ?", [
      this.clock().getTime(),
      this.tokens.hash(token),
    ]);
    await this.store(tx, session.id, child);
    return child;
  }

  /** The family's unused token, reached by deriving forward; null when REFRESH_TOKEN_SECRET has changed since. */
  private async newest(tx: Tx, token: string): Promise<string | null> {
    for (let current = token; ; current = this.tokens.child(current)) {
      const known = await findRefreshToken(tx, this.tokens.hash(current));
      if (!known) return null;
      if (!known.firstUsedAt) return current;
    }
  }

  private async store(tx: Tx, sessionId: string, token: string): Promise<void> {
    const row = { tokenHash: this.tokens.hash(token), sessionId, createdAt: this.clock(), firstUsedAt: null };
    await tx.insert(RefreshToken, [row]);
  }

  private expiry(now: Date): Date {
    return new Date(now.getTime() + this.lifetimeS * 1000);
  }
}
