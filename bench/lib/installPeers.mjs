import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { run, seconds } from "../../scripts/lib/run.mjs";
import { root } from "../../scripts/lib/paths.mjs";

const FOLDER = join(root, "bench", "peers");

/** Installs what the peers are made of, exactly as their own lock says, unless it is there. */
export async function installPeers() {
  const wanted = packagesOf(join(FOLDER, "package-lock.json"));
  const installed = packagesOf(join(FOLDER, "node_modules", ".package-lock.json"));
  if (
    wanted.every(
      ([path, { version, optional }]) =>
        optional || installed.some(([at, found]) => at === path && found.version === version),
    )
  )
    return;
  console.error("Installing the peers…");
  const startedAt = performance.now();
  const { code, output } = await run("npm", ["ci", "--prefix", FOLDER, "--no-audit", "--no-fund"], { cwd: FOLDER });
  if (code !== 0) throw new Error(`npm ci of the peers failed:\n${output}`);
  console.error(`Installed in ${seconds(startedAt)}`);
}

function packagesOf(lock) {
  if (!existsSync(lock)) return [];
  return Object.entries(JSON.parse(readFileSync(lock, "utf8")).packages).filter(([path]) => path !== "");
}
