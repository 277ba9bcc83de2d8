import { Core1795461940968 } from "./Core1795461940968";

/** In the order in which they run. */
export const migrations = [Core1795461940968];
