// node scripts/check.mjs [STEP…]: everything that must hold besides the tests.
import { prepare } from "./lib/prepare.mjs";
import { bin, run, seconds } from "./lib/run.mjs";

const node = (script, ...args) => [process.execPath, [`scripts/${script}`, ...args]];

const STEPS = {
  lint: [bin("oxlint"), []],
  format: [bin("prettier"), ["--check", "--log-level", "warn", "."]],
  "types: api": [bin("tsc"), ["--noEmit", "-p", "api"]],
  "types: web": [bin("tsc"), ["--noEmit", "-p", "web"]],
  "types: tests": [bin("tsc"), ["--noEmit", "-p", "tests"]],
  imports: node("checkImports.mjs"),
  unused: [bin("knip"), ["--no-progress"]],
  schema: node("schema.mjs", "--check"),
  "schema rules": node("checkSchema.mjs"),
  generated: [bin("graphql-codegen"), ["--config", "codegen.ts", "--check"]],
  documents: node("trustedDocuments.mjs", "--check"),
};

const names = process.argv.slice(2);
const unknown = names.filter((name) => !(name in STEPS));
if (unknown.length > 0) {
  console.error(`No step named ${unknown.join(", ")}; there are: ${Object.keys(STEPS).join(", ")}`);
  process.exit(2);
}

const startedAt = performance.now();
await prepare([]);
const failed = [];
const queue = Object.entries(STEPS).filter(([name]) => names.length === 0 || names.includes(name));
// Two at once: what the smallest machines have cores for.
await Promise.all([runSteps(), runSteps()]);

const summary = failed.length === 0 ? "All good" : `FAILED: ${failed.join(", ")}`;
console.log(`${summary} (${seconds(startedAt)})`);
process.exitCode = failed.length === 0 ? 0 : 1;

async function runSteps() {
  for (let step = queue.shift(); step; step = queue.shift()) await runStep(...step);
}

async function runStep(name, [command, args]) {
  const stepStartedAt = performance.now();
  const { code, output } = await run(command, args);
  console.log(`${code === 0 ? "ok  " : "FAIL"} ${name.padEnd(13)} ${seconds(stepStartedAt).padStart(7)}`);
  if (code === 0) return;
  failed.push(name);
  console.log(`${output.trimEnd()}\n`);
}
