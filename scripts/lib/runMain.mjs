import { existsSync } from "node:fs";
import Module from "node:module";
import { join } from "node:path";
import { root } from "./paths.mjs";

/**
 * Runs a compiled entry point in this very process, as `node api/dist/NAME.js ARGS` would: signals, the exit code
 * and the process id are its own, and nothing can be orphaned.
 */
export function runMain(name, args) {
  const path = join(root, "api", "dist", `${name}.js`);
  if (!existsSync(path)) {
    console.error(`api/src/${name}.ts is not there yet`);
    process.exit(1);
  }
  process.chdir(root);
  process.argv = [process.argv[0], path, ...args];
  Module.runMain();
}
