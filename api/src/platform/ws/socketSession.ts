import { setTimeout as sleep } from "node:timers/promises";
import type { Authenticate, Credentials } from "../auth/authenticate";
import { credentialOf, type Viewer } from "../auth/viewer";
import type { SocketEnd } from "../graphql/context";
import type { Logger } from "../observability/logger";

/** How long a connection's streams get to send their last item. */
export const FAREWELL_MS = 200;
const DRAINED_A_SECOND = 500;
const DRAIN_STEP_MS = 20;

/** What a `connection_init` or a renewing `ping` may carry. */
type AuthPayload = Record<string, unknown> | undefined;

// setTimeout takes no longer delay; a token that lives longer is looked at again then.
const MAX_DELAY_MS = 2 ** 31 - 1;

/** The credential of one socket: ends the socket when it expires unrenewed, or its session or token is ended. */
export class SocketSession {
  viewer: Viewer | null = null;
  private readonly ended = new AbortController();
  private expiry: NodeJS.Timeout | undefined;

  constructor(
    private readonly authenticate: Authenticate,
    private readonly credentials: Pick<Credentials, "whenEnded">,
    private readonly logger: Logger,
    private readonly onEnd: (reason: SocketEnd) => void,
  ) {}

  /** Aborts when the socket is to end, with a SocketEnd as its reason, or null when the client has left. */
  get ending(): AbortSignal {
    return this.ended.signal;
  }

  /** Takes the credential of `connection_init`. @throws AppError UNAUTHENTICATED */
  async open(payload: AuthPayload): Promise<void> {
    const viewer = await this.authenticate(authorizationOf(payload));
    if (!viewer) return;
    this.hold(viewer);
    void this.watch(viewer);
  }

  /**
   * Takes a newer access token of the same session (or the same personal access token again); answers when it
   * expires: null when never, or for a ping that carries none. @throws AppError
   */
  async renew(payload: AuthPayload): Promise<Date | null> {
    const viewer = await this.authenticate(authorizationOf(payload));
    if (!viewer) return null;
    if (!this.viewer || credentialOf(viewer) !== credentialOf(this.viewer))
      throw new Error("A socket cannot change its credential");
    this.hold(viewer);
    return viewer.expiresAt;
  }

  end(reason: SocketEnd): void {
    if (this.ending.aborted) return;
    this.close(reason);
    this.onEnd(reason);
  }

  /** Lets go of everything once the socket is closed. */
  close(reason: SocketEnd | null = null): void {
    clearTimeout(this.expiry);
    if (!this.ending.aborted) this.ended.abort(reason);
  }

  /** Ends the socket when the session ends; also when that cannot be told any more: the client may come back. */
  private async watch(viewer: Viewer): Promise<void> {
    try {
      if (await this.credentials.whenEnded(viewer, this.ending)) this.end("SESSION_ENDED");
    } catch (error) {
      this.logger.error("watching a socket's session failed", { error });
      this.end("SERVER_DRAINING");
    }
  }

  private hold(viewer: Viewer): void {
    this.viewer = viewer;
    clearTimeout(this.expiry);
    if (viewer.expiresAt === null) return;
    const left = viewer.expiresAt.getTime() - Date.now();
    this.expiry = setTimeout(
      () => (left > MAX_DELAY_MS ? this.hold(viewer) : this.end("SESSION_ENDED")),
      Math.min(left, MAX_DELAY_MS),
    );
    this.expiry.unref();
  }
}

/** Those who are sent away at once come back at once, elsewhere. So many a second go, or more if `withinMs` says so. */
export async function endLittleByLittle(sessions: readonly SocketSession[], withinMs: number): Promise<void> {
  const perSecond = Math.max(DRAINED_A_SECOND, (1_000 * sessions.length) / withinMs);
  const aStep = Math.ceil((perSecond * DRAIN_STEP_MS) / 1_000);
  for (let at = 0; at < sessions.length; at += aStep) {
    for (const session of sessions.slice(at, at + aStep)) session.end("SERVER_DRAINING");
    if (at + aStep < sessions.length) await sleep(DRAIN_STEP_MS);
  }
}

function authorizationOf(payload: AuthPayload): string | undefined {
  const authorization = payload?.["authorization"];
  // Anything but text is malformed, and refused as such.
  return authorization === undefined || typeof authorization === "string" ? authorization : "malformed";
}
