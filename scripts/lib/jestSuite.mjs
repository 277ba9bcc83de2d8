import { mkdirSync, readFileSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { countResults } from "./countResults.cjs";
import { filesUnder } from "./files.mjs";
import { root } from "./paths.mjs";
import { bin, run, seconds } from "./run.mjs";

const TIMEOUT_MS = 15 * 60_000;

/** Runs one suite, prints its time and answers {passed, failed, skipped}. */
export async function runSuite({ name, folder, config }, jestArgs) {
  const testFiles = filesUnder([join(root, folder)]).filter((path) => /\.test\.tsx?$/.test(path));
  const startedAt = performance.now();
  const counts = testFiles.length === 0 ? { passed: 0, failed: 0, skipped: 0, notes: [] } : await runJest();
  for (const note of counts.notes) console.log(note);
  const figures = `${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped`;
  console.log(`${counts.failed > 0 ? "FAIL" : "ok  "} ${name.padEnd(10)} ${seconds(startedAt).padStart(7)}   ${figures}\n`);
  return counts;

  async function runJest() {
    const resultPath = join(root, ".cache", "jest", `${name}.json`);
    mkdirSync(dirname(resultPath), { recursive: true });
    rmSync(resultPath, { force: true });
    console.log(`— ${name}`);
    const args = ["--config", config, "--roots", join(root, folder), "--maxWorkers", "2", "--json", "--outputFile", resultPath];
    const { code, isTimedOut } = await run(bin("jest"), [...args, ...jestArgs], { isShown: true, timeoutMs: TIMEOUT_MS });
    if (isTimedOut) console.log(`${name} did not end within ${TIMEOUT_MS / 60_000} minutes`);
    return countResults(readResult(resultPath), code, jestArgs.length > 0 ? undefined : testFiles.length);
  }
}

function readResult(path) {
  try {
    return JSON.parse(readFileSync(path, "utf8"));
  } catch {
    return undefined;
  }
}
