import { existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { countResults } from "./countResults.cjs";
import { filesUnder } from "./files.mjs";
import { root } from "./paths.mjs";
import { bin, run, seconds } from "./run.mjs";
import { testsOfOtherEngine } from "./testsOfEngine.cjs";

const TIMEOUT_MS = 15 * 60_000;
const EXIT_GRACE_MS = 10_000;

/** Runs one suite in the environment `env`, prints its time and answers {passed, failed, skipped}. */
export async function runSuite({ name, folder, config }, env, jestArgs) {
  const others = testsOfOtherEngine(env.TEST_DATABASE);
  const testFiles = filesUnder([join(root, folder)]).filter((path) => /\.test\.tsx?$/.test(path) && !others.test(path));
  const startedAt = performance.now();
  const counts = await runJest();
  for (const note of counts.notes) console.log(note);
  const figures = `${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped`;
  console.log(
    `${counts.failed > 0 ? "FAIL" : "ok  "} ${name.padEnd(17)} ${seconds(startedAt).padStart(7)}   ${figures}\n`,
  );
  return counts;

  async function runJest() {
    const resultPath = join(root, ".cache", "jest", `${name}.json`);
    mkdirSync(dirname(resultPath), { recursive: true });
    rmSync(resultPath, { force: true });
    console.log(`— ${name}`);
    const args = [
      "--config",
      config,
      "--roots",
      join(root, folder),
      "--maxWorkers",
      "2",
      "--json",
      "--outputFile",
      resultPath,
    ];
    const leftOver = stopWhenLeftOver(resultPath);
    const { code, isTimedOut } = await run(bin("jest"), [...args, ...jestArgs], {
      env,
      isShown: true,
      timeoutMs: TIMEOUT_MS,
      stop: leftOver.stop,
    });
    leftOver.unwatch();
    if (isTimedOut) console.log(`${name} did not end within ${TIMEOUT_MS / 60_000} minutes`);
    if (leftOver.stop.aborted) console.log(`${name} left something running after its last test`);
    return countResults(readResult(resultPath), code, jestArgs.length > 0 ? undefined : testFiles.length);
  }
}

/** jest writes its result when the last test has ended, and then waits for as long as anything is left running. */
function stopWhenLeftOver(resultPath) {
  const controller = new AbortController();
  let endedAt;
  const timer = setInterval(() => {
    if (endedAt === undefined && existsSync(resultPath)) endedAt = Date.now();
    if (endedAt !== undefined && Date.now() - endedAt > EXIT_GRACE_MS) controller.abort();
  }, 500);
  return { stop: controller.signal, unwatch: () => clearInterval(timer) };
}

function readResult(path) {
  try {
    return JSON.parse(readFileSync(path, "utf8"));
  } catch {
    return undefined;
  }
}
