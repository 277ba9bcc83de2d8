import type { SessionsService } from "./sessions.service";

/** What other modules may ask of sessions. */
export type SessionsContract = Pick<SessionsService, "isLiveIn">;
