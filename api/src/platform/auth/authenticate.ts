import { unauthenticated } from "../errors";
import type { AccessTokens } from "./accessTokens";
import type { Viewer } from "./viewer";

/** What the platform needs to know of sessions; the auth module answers. */
export interface LiveSessions {
  isLive(viewer: Viewer): Promise<boolean>;
  /** Resolves true once the session has ended, false when the signal aborts first. */
  whenEnded(viewer: Viewer, signal: AbortSignal): Promise<boolean>;
}

/** Turns an Authorization header into a viewer; null for none. @throws AppError UNAUTHENTICATED with a reason */
export type Authenticate = (authorization: string | undefined) => Promise<Viewer | null>;

export function createAuthenticate(tokens: AccessTokens, sessions: LiveSessions): Authenticate {
  return async (authorization) => {
    if (authorization === undefined) return null;
    const [, token] = /^Bearer ([\w.~+/=-]+)$/i.exec(authorization) ?? [];
    if (!token) throw unauthenticated("The Authorization header must be: Bearer, a space, a token.", "TOKEN_INVALID");
    const viewer = tokens.verify(token);
    if (!(await sessions.isLive(viewer))) throw unauthenticated("The session has ended.", "SESSION_ENDED");
    return viewer;
  };
}
