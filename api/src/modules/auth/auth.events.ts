/** Event types in a user's log that are about their sessions. */
export type SessionEventType = "SESSION_STARTED" | "SESSION_ENDED";
