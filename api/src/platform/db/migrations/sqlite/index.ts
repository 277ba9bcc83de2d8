import { Core1795461940968 } from "./Core1795461940968";
import { Lifecycle1795518217733 } from "./Lifecycle1795518217733";
import { Search1795520969795 } from "./Search1795520969795";

/** In the order in which they run. */
export const migrations = [Core1795461940968, Lifecycle1795518217733, Search1795520969795];
