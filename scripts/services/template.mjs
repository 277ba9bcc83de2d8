import { createHash } from "node:crypto";
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from "node:fs";
import { userInfo } from "node:os";
import { join } from "node:path";
import { run } from "../lib/run.mjs";
import { cacheFolder } from "./packages.mjs";
import { versionOf } from "./programRuns.mjs";

/** The data folder of a database without tables, made once for each version of the server and then copied. */
export async function emptyDatabase(programs, say) {
  const version = await versionOf(programs.mariadbd, programs.env);
  // Not the whole text: it starts with the program's path, which differs from clone to clone.
  const name = version.replace(/^.*?Ver /s, "");
  const folder = join(cacheFolder(), `empty-${createHash("sha256").update(name).digest("hex").slice(0, 12)}`);
  if (existsSync(folder)) return folder;
  say("Making an empty database…");
  mkdirSync(cacheFolder(), { recursive: true });
  const made = mkdtempSync(join(cacheFolder(), "making-"));
  try {
    const { code, output } = await run(
      programs["mariadb-install-db"],
      [
        "--no-defaults",
        `--basedir=${programs.base}`,
        `--datadir=${join(made, "data")}`,
        "--auth-root-authentication-method=normal",
        "--skip-test-db",
        "--skip-name-resolve",
        // Copied for each node: the default of 96 MB would be most of the copy.
        "--innodb-log-file-size=32M",
        ...(process.getuid?.() === 0 ? [`--user=${userInfo().username}`] : []),
      ],
      { env: { ...process.env, ...programs.env }, timeoutMs: 120_000 },
    );
    if (code !== 0) throw new Error(`mariadb-install-db failed:\n${output}`);
    try {
      renameSync(join(made, "data"), folder);
    } catch (error) {
      // Another run was first; its one is as good.
      if (!existsSync(folder)) throw error;
    }
    return folder;
  } finally {
    rmSync(made, { recursive: true, force: true });
  }
}
