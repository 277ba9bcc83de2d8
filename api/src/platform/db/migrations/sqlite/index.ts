import { ApiTokens1795520413845 } from "./ApiTokens1795520413845";
import { Comments1795522201127 } from "./Comments1795522201127";
import { Core1795461940968 } from "./Core1795461940968";
import { Jobs1795519716536 } from "./Jobs1795519716536";
import { Lifecycle1795518217733 } from "./Lifecycle1795518217733";
import { MailTokens1795519603747 } from "./MailTokens1795519603747";
import { Search1795520969795 } from "./Search1795520969795";

/** In the order in which they run. */
export const migrations = [Core1795461940968, Lifecycle1795518217733, MailTokens1795519603747, Jobs1795519716536, ApiTokens1795520413845, Search1795520969795, Comments1795522201127];
