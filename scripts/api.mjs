// node scripts/api.mjs NAME [ARGS]: one of the API's other entry points (migrate, seed), built first.
import { prepare } from "./lib/prepare.mjs";
import { runMain } from "./lib/runMain.mjs";

const [name, ...args] = process.argv.slice(2);
await prepare(["api"]);
runMain(name, args);
