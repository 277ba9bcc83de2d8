/** Event types in a user's log that are about their personal access tokens. */
export type ApiTokenEventType = "API_TOKEN_CREATED" | "API_TOKEN_REVOKED";
