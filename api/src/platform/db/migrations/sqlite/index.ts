import { Core1795461940968 } from "./Core1795461940968";
import { Lifecycle1795518217733 } from "./Lifecycle1795518217733";
import { PendingMembers1795521421302 } from "./PendingMembers1795521421302";

/** In the order in which they run. */
export const migrations = [Core1795461940968, Lifecycle1795518217733, PendingMembers1795521421302];
