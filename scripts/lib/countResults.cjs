// CommonJS, so that jest can test it.

/**
 * What a jest run amounts to: {passed, failed, skipped, notes}. Whatever kept a test from running counts as failed.
 * @param {Record<string, number> | undefined} result what jest wrote with --json
 * @param {number} code jest's exit code
 * @param {number | undefined} expectedFiles how many test files there are; undefined when jest was asked for some only
 */
function countResults(result, code, expectedFiles) {
  if (!result) return { passed: 0, failed: 1, skipped: 0, notes: ["jest wrote no result"] };
  const notes = [];
  if (expectedFiles !== undefined && result.numTotalTestSuites !== expectedFiles) {
    notes.push(`jest ran ${result.numTotalTestSuites} test files of ${expectedFiles}`);
  }
  let failed = result.numFailedTests + result.numRuntimeErrorTestSuites + notes.length;
  if (code !== 0 && failed === 0) {
    notes.push(`jest ended with code ${code}`);
    failed = 1;
  }
  return { passed: result.numPassedTests, failed, skipped: result.numPendingTests + result.numTodoTests, notes };
}

/**
 * The closing line over all suites, and whether it is a success.
 * @param {{passed: number, failed: number, skipped: number}} total
 * @param {boolean} mustNotSkip
 */
function summarize({ passed, failed, skipped }, mustNotSkip) {
  return {
    line: `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ""}`,
    isGood: passed > 0 && failed === 0 && !(mustNotSkip && skipped > 0),
  };
}

module.exports = { countResults, summarize };
