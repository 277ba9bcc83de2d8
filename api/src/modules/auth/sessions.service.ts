import type { EndedSessions } from "../../platform/auth/endedSessions";
import type { SessionViewer, Viewer } from "../../platform/auth/viewer";
import type { Clock } from "../../platform/clock";
import type { Database, Reader, Tx } from "../../platform/db/database";
import { notFound } from "../../platform/errors";
import type { SessionEventType } from "./auth.events";
import { Session } from "./session.entity";
import { deleteRefreshTokens, findLiveSessions, findSession } from "./sessions.repository";

/** A user's sessions: which there are, which live, and ending them. */
export class SessionsService {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly ended: EndedSessions,
  ) {}

  async list(userId: string): Promise<Session[]> {
    return findLiveSessions(this.db.readLatest(), userId, this.clock(), true);
  }

  /** One of the viewer's own living sessions; none for a personal access token. */
  async find(viewer: Viewer, id: string): Promise<Session | null> {
    if (viewer.sessionId === null) return null;
    const session = await findSession(this.db.read(viewer), id);
    return session?.userId === viewer.userId && this.lives(session) ? session : null;
  }

  async revokeSession(viewer: Viewer, id: string): Promise<Session> {
    return this.db.transact(viewer, { users: [viewer.userId] }, async (tx) => {
      const session = await findSession(tx, id);
      if (session?.userId !== viewer.userId) throw notFound("The session");
      await this.end(tx, session);
      return session;
    });
  }

  async revokeAllSessions(viewer: Viewer, includeCurrent: boolean): Promise<void> {
    await this.db.transact(viewer, { users: [viewer.userId] }, (tx) =>
      this.endAll(tx, viewer.userId, includeCurrent ? null : viewer.sessionId),
    );
  }

  /** Ends a user's sessions, one maybe kept, within a transaction that holds their stream. */
  async endAll(tx: Tx, userId: string, keptId: string | null): Promise<void> {
    for (const session of await findLiveSessions(tx, userId, this.clock(), false)) {
      if (session.id !== keptId) await this.end(tx, session);
    }
  }

  /** Ends a session, within a transaction that holds its user's stream: that is how sockets hear of it. */
  async end(tx: Tx, session: Session): Promise<void> {
    if (session.endedAt) return;
    const endedAt = this.clock();
    await tx.update(Session, session.id, { endedAt });
    session.endedAt = endedAt;
    await deleteRefreshTokens(tx, session.id);
    // At once; should that fail, the job tells it.
    tx.afterCommit(() => this.ended.add(session.userId, session.id));
    tx.emit({
      streamId: session.userId,
      type: "SESSION_ENDED" satisfies SessionEventType,
      subjectId: session.id,
      subjectVersion: 2,
      actorId: session.userId,
      changes: [],
    });
  }

  /** Whether a session has neither been ended nor run out. */
  lives(session: Session): boolean {
    return session.endedAt === null && session.expiresAt > this.clock();
  }

  /** That it has run out need not be looked up: no access token of a session outlives it (see createApp). */
  async isLive(viewer: SessionViewer): Promise<boolean> {
    const known = await this.ended.check(viewer.userId, viewer.sessionId);
    if (known !== "unknown") return known === "live";
    return this.isLiveIn(this.db.read(viewer), viewer);
  }

  /** The same as of a transaction that holds the user's stream: then it stays so until the commit. */
  async isLiveIn(reader: Reader, viewer: Viewer): Promise<boolean> {
    const session = viewer.sessionId === null ? null : await findSession(reader, viewer.sessionId);
    return session?.userId === viewer.userId && this.lives(session);
  }
}
