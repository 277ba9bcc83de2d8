// node scripts/checkSchema.mjs [FILE…]: the rules that the schema is written by, over schema.graphql or other files.
import { readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { root } from "./lib/paths.mjs";
import { schemaViolations } from "./lib/schemaRules.mjs";

const named = process.argv.slice(2);
for (const file of named.length > 0 ? named : [join(root, "schema.graphql")]) {
  for (const violation of schemaViolations(readFileSync(file, "utf8"))) {
    console.log(`${basename(file)}: ${violation}`);
    process.exitCode = 1;
  }
}
