const { swcOptions, transformIgnorePatterns } = require("../scripts/lib/swc.cjs");

module.exports = {
  testEnvironment: "node",
  testMatch: ["**/*.test.ts"],
  // A test may load an entity without the entry points that import this.
  setupFiles: ["reflect-metadata"],
  // Two workers hashing passwords on two busy cores.
  testTimeout: 20_000,
  // Some tests are of one engine: by their folder or by their name.
  testPathIgnorePatterns:
    process.env.TEST_DATABASE === "mysql"
      ? ["/sqlite/", "\\.sqlite\\.test"]
      : ["/mysql/", "/redis/", "\\.(mysql|redis)\\.test"],
  modulePathIgnorePatterns: ["<rootDir>/dist"],
  transform: { "\\.m?[jt]s$": ["@swc/jest", swcOptions({ hasDecorators: true })] },
  transformIgnorePatterns,
};
