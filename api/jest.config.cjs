const { swcOptions, transformIgnorePatterns } = require("../scripts/lib/swc.cjs");

// What needs a Redis runs in the suites that are given one.
const withoutServices = process.env.TASKFLOW_SERVICES ? [] : ["\\.redis\\.test\\.ts$"];

module.exports = {
  testEnvironment: "node",
  testMatch: ["**/*.test.ts"],
  testPathIgnorePatterns: ["/node_modules/", ...withoutServices],
  // A test may load an entity without the entry points that import this.
  setupFiles: ["reflect-metadata"],
  // Two workers hashing passwords on two busy cores.
  testTimeout: 20_000,
  modulePathIgnorePatterns: ["<rootDir>/dist"],
  transform: { "\\.m?[jt]s$": ["@swc/jest", swcOptions({ hasDecorators: true })] },
  transformIgnorePatterns,
};
