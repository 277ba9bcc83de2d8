const { swcOptions, transformIgnorePatterns } = require("../scripts/lib/swc.cjs");

module.exports = {
  testEnvironment: "node",
  testMatch: ["**/*.test.ts"],
  modulePathIgnorePatterns: ["<rootDir>/dist"],
  transform: { "\\.m?[jt]s$": ["@swc/jest", swcOptions({ hasDecorators: true })] },
  transformIgnorePatterns,
};
