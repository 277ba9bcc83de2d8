import { Core1795458199192 } from "./Core1795458199192";

/** In the order in which they run. */
export const migrations = [Core1795458199192];
