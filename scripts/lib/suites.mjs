/**
 * The test suites, in the order they run. `folder` holds their *.test.ts(x); `needs` is what must be built first.
 * Each is one jest run of `config`. With `services`, a MariaDB with replicas and a Redis run beside it, shared by all
 * such suites, and TASKFLOW_SERVICES tells where; `env` is what else its environment says.
 */
export const SUITES = [
  { name: "api", folder: "api/src", config: "api/jest.config.cjs", needs: [] },
  {
    name: "api-mysql",
    folder: "api/src",
    config: "api/jest.config.cjs",
    needs: [],
    services: true,
    env: { TEST_DATABASE: "mysql" },
  },
  { name: "web", folder: "web/src", config: "web/jest.config.cjs", needs: [] },
  { name: "tools", folder: "tests/tools", config: "tests/jest.config.cjs", needs: ["api", "web"] },
  { name: "acceptance", folder: "tests/acceptance", config: "tests/jest.config.cjs", needs: ["api"] },
  {
    name: "acceptance-server",
    folder: "tests/acceptance",
    config: "tests/jest.config.cjs",
    needs: ["api"],
    services: true,
    env: { TEST_MODE: "server" },
  },
  { name: "browser", folder: "tests/browser", config: "tests/jest.config.cjs", needs: ["api", "web"] },
  { name: "chaos", folder: "tests/chaos", config: "tests/jest.config.cjs", needs: ["api"], services: true },
];
