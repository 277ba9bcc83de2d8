import { readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "./support/runScript";

interface Entry {
  version?: string;
  link?: boolean;
  resolved?: string;
  optionalDependencies?: Record<string, string>;
}

const packagesIn = (lockfile: string) =>
  (JSON.parse(readFileSync(join(root, lockfile), "utf8")) as { packages: Record<string, Entry> }).packages;
const packages = packagesIn("package-lock.json");
const installed = new Set(Object.keys(packages).map((path) => path.slice(path.lastIndexOf("node_modules/") + 13)));

// `npm ci` refuses a lockfile that lacks one, even a build for another platform.
test("the lockfile holds every optional package", () => {
  const wanted = Object.values(packages).flatMap((entry) => Object.keys(entry.optionalDependencies ?? {}));
  expect(wanted.filter((name) => !installed.has(name))).toEqual([]);
});

// An address would tie every clone to the registry that the lockfile was written with.
test.each(["package-lock.json", "bench/peers/package-lock.json"])("%s names no registry", (lockfile) => {
  const entries = Object.values(packagesIn(lockfile));
  expect(entries.length).toBeGreaterThan(100);
  expect(entries.filter((entry) => entry.resolved?.startsWith("http"))).toEqual([]);
});
