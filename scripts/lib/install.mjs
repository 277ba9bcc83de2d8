import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "./paths.mjs";
import { run, seconds } from "./run.mjs";

/** Installs exactly what package-lock.json says, unless that is what node_modules holds already. */
export async function installMissing(log) {
  if (isInstalled()) return;
  log("Installing dependencies…");
  const startedAt = performance.now();
  // NODE_ENV=production would leave out the compilers that the build needs.
  const { code, output } = await run("npm", ["ci", "--include=dev", "--no-audit", "--no-fund"]);
  if (code !== 0) throw new Error(`npm ci failed:\n${output}`);
  log(`Installed in ${seconds(startedAt)}`);
}

/** npm writes node_modules/.package-lock.json at the end of an install: it tells what is there, and that it is complete. */
function isInstalled() {
  const installedPath = join(root, "node_modules", ".package-lock.json");
  if (!existsSync(installedPath)) return false;
  const installed = JSON.parse(readFileSync(installedPath, "utf8")).packages;
  const wanted = JSON.parse(readFileSync(join(root, "package-lock.json"), "utf8")).packages;
  return Object.entries(wanted).every(([path, entry]) => {
    if (!path.includes("node_modules/")) return true;
    const found = installed[path];
    // Optional packages are mostly builds for other platforms.
    if (!found) return Boolean(entry.optional || entry.devOptional || entry.peer);
    return found.version === entry.version && found.integrity === entry.integrity;
  });
}
