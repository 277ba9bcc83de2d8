import { unauthenticated } from "../errors";
import type { AccessTokens } from "./accessTokens";
import type { TokenViewer, Viewer } from "./viewer";

/** What the platform needs to know of sessions and personal access tokens. */
export interface Credentials {
  isLive(viewer: Viewer): Promise<boolean>;
  /** Resolves true once the credential has ended, false when the signal aborts first. */
  whenEnded(viewer: Viewer, signal: AbortSignal): Promise<boolean>;
}

/** Knows personal access tokens by their secrets; the module of tokens answers. */
export interface TokenSecrets {
  /** @throws AppError UNAUTHENTICATED with a reason */
  verify(secret: string): Promise<TokenViewer>;
}

/** What every personal access token begins with. */
export const TOKEN_PREFIX = "tfp_";

/** Turns an Authorization header into a viewer; null for none. @throws AppError UNAUTHENTICATED with a reason */
export type Authenticate = (authorization: string | undefined) => Promise<Viewer | null>;

export function createAuthenticate(
  accessTokens: AccessTokens,
  secrets: TokenSecrets,
  credentials: Pick<Credentials, "isLive">,
): Authenticate {
  return async (authorization) => {
    if (authorization === undefined) return null;
    const [, token] = /^Bearer ([\w.~+/=-]+)$/i.exec(authorization) ?? [];
    if (!token) throw unauthenticated("The Authorization header must be: Bearer, a space, a token.", "TOKEN_INVALID");
    if (token.startsWith(TOKEN_PREFIX)) return secrets.verify(token);
    const viewer = accessTokens.verify(token);
    if (!(await credentials.isLive(viewer))) throw unauthenticated("The session has ended.", "SESSION_ENDED");
    return viewer;
  };
}
