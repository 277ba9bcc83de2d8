import { prepare } from "./lib/prepare.mjs";
import { runMain } from "./lib/runMain.mjs";

await prepare(["api", "web"]);
runMain("main", process.argv.slice(2));
