import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, renameSync, rmSync, statSync } from "node:fs";
import { arch, homedir, userInfo } from "node:os";
import { join } from "node:path";
import { run } from "../lib/run.mjs";

/** Longer than anything there takes to be made. */
const MAKING_MS = 60 * 60_000;

/**
 * Of the user, not of the clone, as npm's own cache is: a second clone or worktree then needs no download. It holds
 * packages of the distribution and the empty database made with them, nothing of a run.
 */
export const cacheFolder = () => join(process.env.XDG_CACHE_HOME || join(homedir(), ".cache"), "taskflow", "services");

/** Removes what interrupted runs left half made there. */
export function sweepCache() {
  const folder = cacheFolder();
  if (!existsSync(folder)) return;
  for (const name of readdirSync(folder).filter((entry) => /^(fetch|making)-/.test(entry))) {
    const path = join(folder, name);
    const age = Date.now() - (statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? Infinity);
    if (age > MAKING_MS) rmSync(path, { recursive: true, force: true });
  }
}

/** Where the packages of one part are, or will be: another release of the system has other libraries. */
export const extractFolder = (part) => join(cacheFolder(), `${part}-${systemName()}-${arch()}`);

/** The environment in which the programs of an extract find their libraries. */
export function environmentOf(folder) {
  const libraries = ["usr/lib", "lib"].flatMap((path) => {
    const parent = join(folder, path);
    if (!existsSync(parent)) return [];
    return readdirSync(parent)
      .filter((name) => name.endsWith("-linux-gnu"))
      .map((name) => join(parent, name));
  });
  return libraries.length > 0 ? { LD_LIBRARY_PATH: libraries.join(":") } : {};
}

/** Downloads the packages and what they need that this machine lacks, and unpacks them; false where apt cannot. */
export async function fetchPackages(part, packages, say) {
  if (!(await works("apt-get", ["--version"])) || !(await works("dpkg-deb", ["--version"]))) return false;
  const target = extractFolder(part);
  mkdirSync(cacheFolder(), { recursive: true });
  // Unpacked beside and renamed at the end: two runs at once must not see each other's half.
  const folder = mkdtempSync(join(cacheFolder(), "fetch-"));
  try {
    say(`Downloading ${packages.join(", ")} with apt-get…`);
    // With the machine's own lists first; they may be missing (an image), or name versions that are gone.
    const isFetched =
      (await download(folder, packages, [])) ||
      ((await updateLists(folder)) && (await download(folder, packages, listOptions(folder))));
    if (!isFetched) return false;
    // What is there is moved away at once, not file by file: another run may be starting from it.
    if (existsSync(target)) renameSync(target, join(folder, "replaced"));
    renameSync(join(folder, "root"), target);
    return true;
  } catch (error) {
    say(`No package from apt-get: ${error.message}`);
    return existsSync(target);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function download(folder, packages, options) {
  const wanted = await Promise.all(packages.map((name) => nameHere(name, options)));
  const plan = await apt([...options, "-s", "install", "--no-install-recommends", ...wanted]);
  const names = [...plan.stdout.matchAll(/^Inst (\S+)/gm)].map((match) => match[1]);
  if (plan.code !== 0 || names.length === 0) return false;
  const archives = join(folder, "archives");
  rmSync(archives, { recursive: true, force: true });
  mkdirSync(archives);
  const { code } = await apt([...options, "download", ...names], archives);
  if (code !== 0) return false;
  for (const name of readdirSync(archives).filter((file) => file.endsWith(".deb"))) {
    const unpacked = await run("dpkg-deb", ["-x", join(archives, name), join(folder, "root")]);
    if (unpacked.code !== 0) throw new Error(unpacked.output);
  }
  return true;
}

/** Older systems have the version in the name, as in mariadb-server-core-10.6. */
async function nameHere(name, options) {
  const { stdout } = await run("apt-cache", [...options, "pkgnames", name]);
  const names = stdout.split("\n").filter((each) => each === name || /^-[\d.]+$/.test(each.slice(name.length)));
  return names.includes(name) ? name : (names.toSorted().at(-1) ?? name);
}

async function updateLists(folder) {
  for (const path of ["lists/partial", "cache/archives/partial"]) mkdirSync(join(folder, path), { recursive: true });
  // Its exit code tells of any source that failed; whether the packages can be had is seen by asking for them.
  await apt([...listOptions(folder), "update"]);
  return true;
}

const listOptions = (folder) => [
  "-o",
  `Dir::State::Lists=${join(folder, "lists")}`,
  "-o",
  `Dir::Cache=${join(folder, "cache")}`,
];

function apt(args, cwd) {
  // Nothing is installed, so no lock; and the user that apt downloads as may not write into our folder.
  const options = ["-o", "Debug::NoLocking=1", "-o", `APT::Sandbox::User=${userInfo().username}`];
  return run("apt-get", ["-q", ...options, ...args], { cwd, timeoutMs: 300_000 });
}

async function works(command, args) {
  try {
    return (await run(command, args)).code === 0;
  } catch {
    return false;
  }
}

function systemName() {
  try {
    const release = readFileSync("/etc/os-release", "utf8");
    const value = (key) => new RegExp(`^${key}="?([^"\n]*)`, "m").exec(release)?.[1] ?? "unknown";
    return `${value("ID")}-${value("VERSION_ID")}`;
  } catch {
    return process.platform;
  }
}
