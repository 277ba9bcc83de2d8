import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { filesUnder } from "./files.mjs";
import { root } from "./paths.mjs";
import { bin, run, seconds } from "./run.mjs";

const SHARED_INPUTS = ["package-lock.json", "tsconfig.base.json"];

const PARTS = {
  api: {
    inputs: ["api/src", "api/package.json", "api/tsconfig.json", ...SHARED_INPUTS],
    result: "api/dist/main.js",
    build: async () => {
      // A compiled file whose source is gone would still be found, a migration by its folder for one.
      rmSync(join(root, "api/dist"), { recursive: true, force: true });
      return run(bin("tsc"), ["-p", "api"]);
    },
  },
  web: {
    inputs: ["web", ".env", ...SHARED_INPUTS],
    result: "web/dist/index.html",
    build: () =>
      run(bin("vite"), ["build", "--logLevel", "warn"], {
        cwd: join(root, "web"),
        env: { ...process.env, NODE_ENV: "production" },
      }),
  },
};

/** Builds the named parts whose sources changed since they were last built. */
export async function buildChanged(names, log) {
  const changed = names.filter((name) => !isCurrent(name));
  if (changed.length === 0) return;
  log(`Building ${changed.join(" and ")}…`);
  const startedAt = performance.now();
  await Promise.all(changed.map(buildPart));
  log(`Built in ${seconds(startedAt)}`);
}

/** Makes the next build start over: for those who write to dist themselves. */
export function forgetBuild(name) {
  rmSync(stampPath(name), { force: true });
}

async function buildPart(name) {
  const hash = hashOf(PARTS[name].inputs);
  forgetBuild(name);
  const { code, output } = await PARTS[name].build();
  if (code !== 0) throw new Error(`Building ${name} failed:\n${output}`);
  if (!existsSync(join(root, PARTS[name].result))) throw new Error(`Building ${name} left no ${PARTS[name].result}`);
  mkdirSync(dirname(stampPath(name)), { recursive: true });
  writeFileSync(stampPath(name), hash);
}

const stampPath = (name) => join(root, ".cache", "build", name);

function isCurrent(name) {
  const { inputs, result } = PARTS[name];
  if (!existsSync(stampPath(name)) || !existsSync(join(root, result))) return false;
  return readFileSync(stampPath(name), "utf8") === hashOf(inputs);
}

function hashOf(inputs) {
  const hash = createHash("sha256");
  for (const path of filesUnder(inputs.map((input) => join(root, input)))) {
    hash.update(relative(root, path)).update("\0").update(readFileSync(path)).update("\0");
  }
  // Vite writes these into the bundle.
  for (const key of Object.keys(process.env).sort()) {
    if (key.startsWith("VITE_")) hash.update(`${key}=${process.env[key]}\0`);
  }
  return hash.digest("hex");
}
