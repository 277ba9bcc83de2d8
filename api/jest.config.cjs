const { testsOfOtherEngine } = require("../scripts/lib/testsOfEngine.cjs");
const { swcOptions, transformIgnorePatterns } = require("../scripts/lib/swc.cjs");

module.exports = {
  testEnvironment: "node",
  testMatch: ["**/*.test.ts"],
  // A test may load an entity without the entry points that import this.
  setupFiles: ["reflect-metadata"],
  // Two workers hashing passwords on two busy cores, beside which the database server may have its share too.
  testTimeout: process.env.TEST_DATABASE === "mysql" ? 60_000 : 20_000,
  testPathIgnorePatterns: [testsOfOtherEngine(process.env.TEST_DATABASE).source],
  // What is imported when it is needed is named as Node finds it, with the extension of what it is compiled to.
  moduleNameMapper: { "^(\\.\\./platform/.+)\\.js$": "$1" },
  modulePathIgnorePatterns: ["<rootDir>/dist"],
  transform: { "\\.m?[jt]s$": ["@swc/jest", swcOptions({ hasDecorators: true })] },
  transformIgnorePatterns,
};
