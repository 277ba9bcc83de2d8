/** What a personal access token may do; WRITE includes READ. */
export type TokenScope = "READ" | "WRITE";

/** Who asks: a user, by way of a session or of a personal access token. `sessionId` tells which. */
export type Viewer = SessionViewer | TokenViewer;

export interface SessionViewer {
  /** usr_… */
  userId: string;
  /** ses_… */
  sessionId: string;
  /** When the access token ends. */
  expiresAt: Date;
}

export interface TokenViewer {
  /** usr_… */
  userId: string;
  sessionId: null;
  /** tok_… */
  tokenId: string;
  scopes: readonly TokenScope[];
  /** When the token ends; null when it never does by itself. */
  expiresAt: Date | null;
}

/** The id of the session or token by which a viewer asks. */
export function credentialOf(viewer: Viewer): string {
  return viewer.sessionId ?? viewer.tokenId;
}
