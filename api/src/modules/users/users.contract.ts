import type { UsersService } from "./users.service";

/** What other modules may ask of users. */
export type UsersContract = Pick<UsersService, "create" | "findByEmail" | "timezoneOf">;
