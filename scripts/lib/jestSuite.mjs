import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { filesUnder } from './files.mjs';
import { root } from './paths.mjs';
import { bin, run, seconds } from './run.mjs';

const TIMEOUT_MS = 15 * 60_000;

/** Runs one suite, prints its time and answers {passed, failed, skipped}; whatever keeps a test from running counts as failed. */
export async function runSuite({ name, folder, config }, jestArgs) {
  const testFiles = filesUnder([join(root, folder)]).filter((path) => /\.test\.tsx?$/.test(path));
  const startedAt = performance.now();
  const counts = testFiles.length === 0 ? { passed: 0, failed: 0, skipped: 0 } : await runJest();
  const figures = `${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped`;
  console.log(`${counts.failed > 0 ? 'FAIL' : 'ok  '} ${name.padEnd(10)} ${seconds(startedAt).padStart(7)}   ${figures}\n`);
  return counts;

  async function runJest() {
    const resultPath = join(root, '.cache', 'jest', `${name}.json`);
    mkdirSync(dirname(resultPath), { recursive: true });
    rmSync(resultPath, { force: true });
    console.log(`— ${name}`);
    const args = ['--config', config, '--roots', join(root, folder), '--maxWorkers', '2', '--json', '--outputFile', resultPath];
    const { code, isTimedOut } = await run(bin('jest'), [...args, ...jestArgs], { isShown: true, timeoutMs: TIMEOUT_MS });
    if (isTimedOut) console.log(`${name} did not end within ${TIMEOUT_MS / 60_000} minutes`);
    return countResults(resultPath, code, jestArgs.length > 0 ? undefined : testFiles.length);
  }
}

/** `expectedFiles` is the number of test files there are; undefined when jest was asked for some of them only. */
export function countResults(resultPath, code, expectedFiles) {
  let result;
  try {
    result = JSON.parse(readFileSync(resultPath, 'utf8'));
  } catch {
    console.log('jest wrote no result');
    return { passed: 0, failed: 1, skipped: 0 };
  }
  const passed = result.numPassedTests;
  const skipped = result.numPendingTests + result.numTodoTests;
  let failed = result.numFailedTests + result.numRuntimeErrorTestSuites;
  if (expectedFiles !== undefined && result.numTotalTestSuites !== expectedFiles) {
    console.log(`jest ran ${result.numTotalTestSuites} test files of ${expectedFiles}`);
    failed += 1;
  }
  if (code !== 0 && failed === 0) {
    console.log(`jest ended with code ${code}`);
    failed += 1;
  }
  return { passed, failed, skipped };
}
