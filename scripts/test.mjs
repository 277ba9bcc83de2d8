// node scripts/test.mjs [SUITE…] [-- JEST ARGS]
import { summarize } from "./lib/countResults.cjs";
import { prepareOrThrow } from "./lib/prepare.mjs";
import { runSuite } from "./lib/jestSuite.mjs";
import { wasInterrupted } from "./lib/run.mjs";
import { SUITES } from "./lib/suites.mjs";
import { stopTestServices, testServices } from "./lib/testServices.mjs";

const args = process.argv.slice(2);
const split = args.indexOf("--");
const names = split === -1 ? args : args.slice(0, split);
const jestArgs = split === -1 ? [] : args.slice(split + 1);

const unknown = names.filter((name) => !SUITES.some((suite) => suite.name === name));
if (unknown.length > 0) {
  console.error(`No suite named ${unknown.join(", ")}; there are: ${SUITES.map((suite) => suite.name).join(", ")}`);
  process.exit(2);
}

const chosen = names.length === 0 ? SUITES : SUITES.filter((suite) => names.includes(suite.name));

const total = { passed: 0, failed: 0, skipped: 0 };
for (const suite of chosen) {
  const counts = await prepareAndRun(suite);
  for (const key of Object.keys(total)) total[key] += counts[key];
  if (wasInterrupted()) break;
}
await stopTestServices();

const mustNotSkip = Boolean(process.env.CI) && process.env.CI !== "false";
if (mustNotSkip && total.skipped > 0) console.log("Skipped tests count as failures when CI is set.");
if (total.passed + total.failed === 0) console.log("No test ran.");
const { line, isGood } = summarize(total, mustNotSkip);
process.exitCode = isGood && !wasInterrupted() ? 0 : 1;
console.log(line);

async function prepareAndRun(suite) {
  const env = { ...process.env, ...suite.env };
  try {
    await prepareOrThrow(suite.needs, console.log);
    if (suite.services) env.TASKFLOW_SERVICES = await testServices();
  } catch (error) {
    console.log(`FAIL ${suite.name}: ${error.message}\n`);
    return { passed: 0, failed: 1, skipped: 0 };
  }
  return runSuite(suite, env, jestArgs);
}
