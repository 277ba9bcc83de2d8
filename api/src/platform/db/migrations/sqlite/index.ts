import { Core1795461940968 } from "./Core1795461940968";
import { Lifecycle1795518217733 } from "./Lifecycle1795518217733";
import { MailTokens1795519603747 } from "./MailTokens1795519603747";

/** In the order in which they run. */
export const migrations = [Core1795461940968, Lifecycle1795518217733, MailTokens1795519603747];
