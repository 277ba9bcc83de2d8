/** Event types in a project's log that are about the project and its people. */
export type ProjectEventType =
  | "PROJECT_CREATED"
  | "PROJECT_UPDATED"
  | "PROJECT_ARCHIVED"
  | "PROJECT_UNARCHIVED"
  | "PROJECT_DELETED"
  | "PROJECT_RESTORED"
  | "MEMBER_ADDED"
  | "MEMBER_UPDATED"
  | "MEMBER_REMOVED";

/** Event types in a user's log that are about the user's rights. */
export type MembershipEventType = "MEMBERSHIP_ADDED" | "MEMBERSHIP_UPDATED" | "MEMBERSHIP_REMOVED";
