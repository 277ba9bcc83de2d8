import { countResults, summarize } from "../../scripts/lib/countResults.cjs";

const good = {
  numTotalTestSuites: 3,
  numPassedTests: 10,
  numFailedTests: 0,
  numPendingTests: 0,
  numTodoTests: 0,
  numRuntimeErrorTestSuites: 0,
};

describe("a suite's figures", () => {
  test.each([
    ["a good run", good, 0, 3, { passed: 10, failed: 0, skipped: 0 }],
    ["a failed test", { ...good, numPassedTests: 9, numFailedTests: 1 }, 1, 3, { passed: 9, failed: 1, skipped: 0 }],
    [
      "a file that does not load",
      { ...good, numRuntimeErrorTestSuites: 1 },
      1,
      3,
      { passed: 10, failed: 1, skipped: 0 },
    ],
    ["a file that jest never saw", good, 0, 4, { passed: 10, failed: 1, skipped: 0 }],
    ["a run of some files only", good, 0, undefined, { passed: 10, failed: 0, skipped: 0 }],
    ["a bad end without a failed test", good, 1, 3, { passed: 10, failed: 1, skipped: 0 }],
    ["no result at all", undefined, 0, 3, { passed: 0, failed: 1, skipped: 0 }],
    [
      "skipped and planned tests",
      { ...good, numPendingTests: 2, numTodoTests: 1 },
      0,
      3,
      { passed: 10, failed: 0, skipped: 3 },
    ],
  ])("of %s", (_title, result, code, expectedFiles, figures) => {
    expect(countResults(result, code, expectedFiles)).toMatchObject(figures);
  });
});

describe("the closing line", () => {
  test.each([
    ["10 passed, 0 failed", { passed: 10, failed: 0, skipped: 0 }, true, true],
    ["10 passed, 1 failed", { passed: 10, failed: 1, skipped: 0 }, false, false],
    ["10 passed, 0 failed, 1 skipped", { passed: 10, failed: 0, skipped: 1 }, false, true],
    ["10 passed, 0 failed, 1 skipped", { passed: 10, failed: 0, skipped: 1 }, true, false],
    ["0 passed, 0 failed", { passed: 0, failed: 0, skipped: 0 }, false, false],
  ])("%s", (line, total, mustNotSkip, isGood) => {
    expect(summarize(total, mustNotSkip)).toEqual({ line, isGood });
  });
});
