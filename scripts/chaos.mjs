// node scripts/chaos.mjs NAME [--seconds N] [--seed N]
//
// tests/chaos/NAME.chaos.ts exports `run({seconds, seed}): Promise<{ok: boolean, figures: object}>`, which may print as
// it goes, and `usualSeconds` where that is not 10; the last line printed here is {"name", "ok", "figures"} as JSON.
import { readdirSync, existsSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { root } from "./lib/paths.mjs";
import { prepare } from "./lib/prepare.mjs";

const folder = join(root, "tests", "chaos");
const { values, positionals } = readArguments();
const [name = ""] = positionals;
const path = join(folder, `${name}.chaos.ts`);
if (!name || !existsSync(path)) fail(`there are: ${names().join(", ") || "none yet"}`);

const givenSeconds = readNumber("seconds", 0);
const seed = readNumber("seed", Math.floor(Math.random() * 1_000_000));

await prepare(["api"]);

const require = createRequire(import.meta.url);
require("./lib/registerTypeScript.cjs");
const { run, usualSeconds = 10 } = require(path);
const seconds = values.seconds === undefined ? usualSeconds : givenSeconds;
console.log(`${name}: seconds ${String(seconds)}, seed ${String(seed)}`);
let result;
try {
  result = await run({ seconds, seed });
} catch (error) {
  console.error(error);
  result = { ok: false, figures: { error: String(error) } };
}
process.stdout.write(`${JSON.stringify({ name, ok: result.ok, figures: result.figures })}\n`, () =>
  process.exit(result.ok ? 0 : 1),
);

function readArguments() {
  try {
    return parseArgs({ allowPositionals: true, options: { seconds: { type: "string" }, seed: { type: "string" } } });
  } catch (error) {
    return fail(error.message);
  }
}

function readNumber(option, fallback) {
  const number = Number(values[option] ?? fallback);
  return Number.isInteger(number) && number >= 0 ? number : fail(`--${option} takes a whole number`);
}

function names() {
  const files = existsSync(folder) ? readdirSync(folder) : [];
  return files.filter((file) => file.endsWith(".chaos.ts")).map((file) => file.slice(0, -".chaos.ts".length));
}

function fail(why) {
  console.error(`npm run chaos -- NAME [--seconds N] [--seed N]; ${why}`);
  process.exit(2);
}
