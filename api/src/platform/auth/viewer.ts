/** Who asks: a signed-in user, by way of one session. */
export interface Viewer {
  /** usr_… */
  userId: string;
  /** ses_… */
  sessionId: string;
  /** When the access token ends. */
  expiresAt: Date;
}
