import { spawnSync } from "node:child_process";
import { appendFileSync, chmodSync, cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { root } from "./support/runScript";

// The real scripts in a clone whose npm, tsc and vite are stand-ins: what they do when, not what those do.
let base: string;

const put = (path: string, text: string) => {
  mkdirSync(dirname(join(base, path)), { recursive: true });
  writeFileSync(join(base, path), text);
};
const putTool = (path: string, text: string) => {
  put(path, `#!/bin/sh\nset -e\n${text}\n`);
  chmodSync(join(base, path), 0o755);
};
const lockfile = (version: string) =>
  JSON.stringify({
    packages: {
      "": { name: "taskflow" },
      "node_modules/thing": { version },
      "node_modules/thing-for-another-platform": { version, optional: true },
    },
  });

function start(...args: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(base, "scripts/start.mjs"), ...args], {
    cwd: tmpdir(),
    env: { ...process.env, PATH: `${join(base, "tools")}:${process.env.PATH ?? ""}` },
    encoding: "utf8",
  });
  return {
    code: status,
    out: stdout.trim(),
    progress: stderr
      .replaceAll(/in \d+\.\d s/g, "in N s")
      .trim()
      .split("\n"),
  };
}

beforeAll(() => {
  base = mkdtempSync(join(tmpdir(), "taskflow-start-"));
  cpSync(join(root, "scripts"), join(base, "scripts"), { recursive: true });
  put("package.json", "{}");
  put("package-lock.json", lockfile("1.0.0"));
  put("api/src/main.ts", "");
  put("web/index.html", "");
  putTool(
    "tools/npm",
    "mkdir -p node_modules/.bin; cp tools/tsc tools/vite node_modules/.bin; cp package-lock.json node_modules/.package-lock.json",
  );
  putTool(
    "tools/tsc",
    `mkdir -p api/dist; echo 'console.log(process.cwd(), ...process.argv.slice(2)); process.exitCode = 7' > api/dist/main.js`,
  );
  putTool("tools/vite", "mkdir -p dist; cp index.html dist");
});
afterAll(() => rmSync(base, { recursive: true, force: true }));

// In order: each goes on from where the one before left the clone.
test("the first start installs, builds and runs", () => {
  expect(start("--port", "1")).toEqual({
    code: 7,
    out: `${base} --port 1`,
    progress: ["Installing dependencies…", "Installed in N s", "Building api and web…", "Built in N s"],
  });
});

test("the second start just runs", () => {
  expect(start()).toEqual({ code: 7, out: base, progress: [""] });
});

test("a change builds the part that changed", () => {
  appendFileSync(join(base, "api/src/main.ts"), "// changed");
  expect(start().progress).toEqual(["Building api…", "Built in N s"]);
  put("web/src/main.tsx", "");
  expect(start().progress).toEqual(["Building web…", "Built in N s"]);
});

test("what a change left in dist is gone", () => {
  put("api/dist/removed.js", "");
  appendFileSync(join(base, "api/src/main.ts"), "// again");
  start();
  expect(spawnSync("ls", [join(base, "api/dist")], { encoding: "utf8" }).stdout.trim()).toBe("main.js");
});

test("another lockfile installs again", () => {
  put("package-lock.json", lockfile("1.0.1"));
  expect(start().progress[0]).toBe("Installing dependencies…");
  expect(start().progress).toEqual([""]);
});

test("a start that died while preparing holds up no other", () => {
  const { pid } = spawnSync("true");
  put(".cache/prepare.lock", String(pid));
  expect(start().code).toBe(7);
});

test("a failed build says so, runs nothing and is tried again", () => {
  putTool("node_modules/.bin/tsc", "echo 'main.ts(1,1): error TS1'; exit 2");
  appendFileSync(join(base, "api/src/main.ts"), "// broken");
  const failed = { code: 1, out: "", progress: ["Building api…", "Building api failed:", "main.ts(1,1): error TS1"] };
  expect(start()).toEqual(failed);
  expect(start()).toEqual(failed);
});
