const { swcOptions, transformIgnorePatterns } = require("../scripts/lib/swc.cjs");

module.exports = {
  testEnvironment: "node",
  testMatch: ["**/*.test.ts"],
  testTimeout: 60_000,
  transform: { "\\.m?[jt]s$": ["@swc/jest", swcOptions()] },
  transformIgnorePatterns,
};
