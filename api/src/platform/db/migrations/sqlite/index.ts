import { Comments1795522201127 } from "./Comments1795522201127";
import { Core1795461940968 } from "./Core1795461940968";
import { Lifecycle1795518217733 } from "./Lifecycle1795518217733";

/** In the order in which they run. */
export const migrations = [Core1795461940968, Lifecycle1795518217733, Comments1795522201127];
