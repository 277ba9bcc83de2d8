// node scripts/schema.mjs [--check]: writes schema.graphql from the API's classes, or tells whether it is current.
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "./lib/paths.mjs";
import { prepare } from "./lib/prepare.mjs";
import { run } from "./lib/run.mjs";

const schemaPath = join(root, "schema.graphql");
const emitterPath = join(root, "api", "dist", "app", "emitSchema.js");

await prepare(["api"]);
const emitted = await emit();
if (!process.argv.includes("--check")) {
  writeFileSync(schemaPath, emitted);
} else if (!existsSync(schemaPath) || readFileSync(schemaPath, "utf8") !== emitted) {
  console.error("schema.graphql is not what the API emits: npm run schema, then npm run codegen");
  process.exit(1);
}

async function emit() {
  if (!existsSync(emitterPath)) {
    console.error("api/src/app/emitSchema.ts is not there yet");
    process.exit(1);
  }
  // Warnings go to stderr; only stdout is the schema.
  const { code, stdout, output } = await run(process.execPath, [emitterPath]);
  if (code !== 0 || stdout.trim() === "") {
    console.error(`Emitting the schema failed:\n${output}`);
    process.exit(1);
  }
  return `${stdout.trimEnd()}\n`;
}
