import { Core1795531438638 } from "./Core1795531438638";

/** In the order in which they run. */
export const migrations = [Core1795531438638];
