// node scripts/trustedDocuments.mjs [--check]: writes trusted-documents.json from codegen's documents, or tells whether it is current.
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "./lib/paths.mjs";
import { prepare } from "./lib/prepare.mjs";

const path = join(root, "trusted-documents.json");

await prepare([]);
const { listTrustedDocuments } = await import("./lib/trustedDocuments.mjs");
const listed = await listTrustedDocuments();
if (!process.argv.includes("--check")) {
  writeFileSync(path, listed);
} else if (!existsSync(path) || readFileSync(path, "utf8") !== listed) {
  console.error("trusted-documents.json is not what the web app sends: npm run codegen");
  process.exit(1);
}
