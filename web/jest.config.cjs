const { swcOptions, transformIgnorePatterns } = require("../scripts/lib/swc.cjs");

module.exports = {
  testEnvironment: "node",
  testMatch: ["**/*.test.ts", "**/*.test.tsx"],
  modulePathIgnorePatterns: ["<rootDir>/dist"],
  transform: {
    "\\.m?[jt]s$": ["@swc/jest", swcOptions()],
    "\\.tsx$": ["@swc/jest", swcOptions({ isTsx: true })],
  },
  transformIgnorePatterns,
};
