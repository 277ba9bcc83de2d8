import type { AccountUsers } from "./accountUsers.service";
import type { UsersService } from "./users.service";

/** What other modules may ask of users. */
export type UsersContract = Pick<UsersService, "create" | "findByEmail" | "requireAccount" | "timezoneOf">;
export { UserPayload } from "./users.payloads";
export type { AccountUser } from "./accountUsers.service";
/** What the module that signs people in may ask besides. */
export type AccountUsersContract = Pick<
  AccountUsers,
  "findAccount" | "findAccountByEmail" | "markVerified" | "makeTombstone"
>;
