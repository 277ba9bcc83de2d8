import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { join, relative, sep } from "node:path";
import { filesUnder } from "./files.mjs";
import { root } from "./paths.mjs";

const FOLDERS = ["api/src", "web/src", "tests"];
const CONFIG = join(root, ".dependency-cruiser.cjs");

/**
 * Holds the tree at `base` (laid out as this repository) against .dependency-cruiser.cjs. Answers one line for each
 * violation, `rule: from → to`.
 */
export async function importViolations(base, configPath = CONFIG) {
  readTsxToo();
  const { cruise } = await import("dependency-cruiser");
  const { default: readConfig } = await import("dependency-cruiser/config-utl/extract-depcruise-options");
  const folders = FOLDERS.filter((folder) => existsSync(join(base, folder)));
  // It resolves relative to the working directory, whatever `baseDir` says.
  process.chdir(base);
  const { output } = await cruise(folders, { ...(await readConfig(configPath)), baseDir: base });
  const violations = output.summary.violations.map(({ rule, from, to }) => `${rule.name}: ${from} → ${to}`);
  return [...violations, ...unread(base, folders, output.modules)];
}

/**
 * dependency-cruiser tells swc nothing about JSX, so that each .tsx would be a syntax error to it. Its own import of
 * swc comes after this one and sees the changed function.
 */
function readTsxToo() {
  const swc = createRequire(import.meta.url)("@swc/core");
  const { parseFileSync } = swc;
  swc.parseFileSync = (path, options) => parseFileSync(path, { ...options, tsx: path.endsWith("x") });
}

/** dependency-cruiser calls it a success to have read nothing: so each source file must be among what it read. */
function unread(base, folders, modules) {
  const read = new Set(modules.map((module) => module.source));
  return filesUnder(folders.map((folder) => join(base, folder)))
    .filter((path) => /\.tsx?$/.test(path) && !path.endsWith(".d.ts"))
    .map((path) => relative(base, path).split(sep).join("/"))
    .filter((path) => !read.has(path))
    .map((path) => `not-read: ${path}`);
}
