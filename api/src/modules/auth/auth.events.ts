/** Event types in a user's log that are about their sessions. */
export type SessionEventType = "SESSION_STARTED" | "SESSION_ENDED";

/** Event types in a user's log that are about how they prove who they are; those asked for are done by a job. */
export type AccountEventType = "EMAIL_VERIFICATION_REQUESTED" | "PASSWORD_RESET_REQUESTED" | "PASSWORD_CHANGED";
