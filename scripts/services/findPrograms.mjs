import { accessSync, constants, realpathSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { dockerPrograms } from "./docker.mjs";
import { environmentOf, extractFolder, fetchPackages } from "./packages.mjs";
import { runsWell } from "./programRuns.mjs";

const PARTS = {
  db: { programs: ["mariadbd", "mariadb-install-db"], packages: ["mariadb-server-core", "mariadb-client-core"] },
  redis: { programs: ["redis-server"], packages: ["redis-server"] },
};

/**
 * Where each program of the parts ("db", "redis") is, as {path of each by name, base, env}: on the PATH, in the extract that
 * an earlier run left, in packages downloaded now, or in an image that Docker runs. `env` is what they need besides.
 */
export async function findPrograms(parts, runFolder, steps) {
  const found = { env: {} };
  let missing = parts;
  for (const source of [onPath, inExtract, inDownload, inDocker]) {
    const still = [];
    for (const part of missing) {
      const programs = await source(part);
      if (!programs) still.push(part);
      else Object.assign(found, programs, { env: joined(found.env, programs.env) });
    }
    missing = still;
    if (missing.length === 0) return found;
  }
  throw new Error(explain(missing));

  function onPath(part) {
    return steps.time("find", () => locate(part, foldersOnPath(), {}));
  }

  function inExtract(part) {
    return steps.time("find", () => extracted(part));
  }

  async function inDownload(part) {
    const isThere = await steps.time("download", () => fetchPackages(part, PARTS[part].packages, steps.say));
    return isThere ? extracted(part) : undefined;
  }

  function inDocker(part) {
    return steps.time("find", () => dockerPrograms(part, PARTS[part].programs, runFolder, steps.say));
  }
}

/** With the sbin beside each bin: servers live there, and it is rarely on the PATH of those who are not root. */
function foldersOnPath() {
  const folders = (process.env.PATH ?? "").split(delimiter).filter(Boolean);
  return folders.concat(folders.map((folder) => join(dirname(folder), "sbin")));
}

function extracted(part) {
  const folder = extractFolder(part);
  return locate(part, [join(folder, "usr", "sbin"), join(folder, "usr", "bin")], environmentOf(folder));
}

async function locate(part, folders, env) {
  const programs = { env };
  for (const name of PARTS[part].programs) {
    const path = folders.map((folder) => join(folder, name)).find(isExecutable);
    if (!path) return undefined;
    programs[name] = path;
  }
  // MariaDB finds its messages and scripts from the folder that it was installed under; Homebrew links to that.
  if (part === "db") programs.base = dirname(dirname(realpathSync(programs.mariadbd)));
  return (await runsWell(programs[PARTS[part].programs[0]], env)) ? programs : undefined;
}

/** Both parts' libraries: what starts a program by its name need not know which part it is of. */
function joined(one, other) {
  const paths = [one.LD_LIBRARY_PATH, other.LD_LIBRARY_PATH].filter(Boolean);
  return paths.length > 0 ? { LD_LIBRARY_PATH: paths.join(":") } : {};
}

function isExecutable(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

function explain(missing) {
  const wanted = { db: "MariaDB (mariadbd, mariadb-install-db)", redis: "Redis (redis-server)" };
  const settings = { db: "DB_HOST, DB_PORT, DB_USER, DB_PASS and DB_REPLICAS", redis: "REDIS_URL" };
  return [
    `Found no ${missing.map((part) => wanted[part]).join(" and no ")}: not on the PATH, not downloaded before, no package from apt-get, no Docker that answers.`,
    "Do one of these:",
    "  - install them (Debian, Ubuntu: apt-get install mariadb-server-core redis-server; macOS: brew install mariadb redis)",
    `  - point ${missing.map((part) => settings[part]).join(", and ")} at servers for tests`,
    "  - start Docker",
  ].join("\n");
}
