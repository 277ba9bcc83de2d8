import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type Files, withTree } from "./support/fixtureTree";
import { root } from "./support/runScript";

const clean: Files = {
  ".oxlintrc.json": readFileSync(join(root, ".oxlintrc.json"), "utf8"),
  "tsconfig.json": JSON.stringify({ compilerOptions: { strict: true, module: "nodenext", types: [] } }),
  "node.d.ts": `declare const process: { env: Record<string, string> };`,
  "codegen.ts": `export default {};`,
  "api/src/config.ts": `export const port = process.env.PORT;`,
  "api/src/work.ts": `export const work = () => Promise.resolve(1);`,
  "tests/acceptance/support/url.ts": `export const url = process.env.TASKFLOW_URL;`,
};

/** What is planted, where, and the rule that must report it. */
const planted: [title: string, path: string, text: string, rule: string][] = [
  ["process.env outside config", "api/src/platform/port.ts", `export const port = process.env.PORT;`, "no-process-env"],
  ["process.env in the web app", "web/src/lib/mode.ts", `export const mode = process.env.MODE;`, "no-process-env"],
  ["a default export", "api/src/modules/tasks/create.ts", `export default function create() {}`, "no-default-export"],
  ["a floating promise", "api/src/main.ts", `import { work } from "./work";\nwork();`, "no-floating-promises"],
  ["an any", "api/src/anything.ts", `export const anything = (value: any) => String(value);`, "no-explicit-any"],
  ["console in the API", "api/src/platform/noise.ts", `console.log("here");`, "no-console"],
];

function lint(files: Files) {
  return withTree(files, (base) => {
    const env = { ...process.env, OXLINT_TSGOLINT_PATH: join(root, "node_modules/.bin/tsgolint") };
    const { status, stdout } = spawnSync(join(root, "node_modules/.bin/oxlint"), ["-f", "unix"], {
      cwd: base,
      env,
      encoding: "utf8",
    });
    return Promise.resolve({ code: status, lines: stdout.split("\n").filter((line) => /^\S+:\d+:\d+:/.test(line)) });
  });
}

test("code that keeps the lint rules passes", async () => {
  expect(await lint(clean)).toEqual({ code: 0, lines: [] });
});

describe("lint reports", () => {
  let outcome: Awaited<ReturnType<typeof lint>>;
  beforeAll(async () => {
    outcome = await lint({ ...clean, ...Object.fromEntries(planted.map(([, path, text]) => [path, text])) });
  });

  test.each(planted)("%s", (_title, path, _text, rule) => {
    const reported = outcome.lines.filter((line) => line.startsWith(`${path}:`));
    expect(reported).toEqual([expect.stringContaining(`(${rule})]`)]);
  });

  test("and nothing else", () => {
    expect(outcome.lines).toHaveLength(planted.length);
    expect(outcome.code).toBe(1);
  });
});
