/** Event types in a project's log that are about comments on its tasks. */
export type CommentEventType = "COMMENT_ADDED" | "COMMENT_UPDATED" | "COMMENT_DELETED";
