// "Who may import whom": the house's rules 1 to 6, 8 and 9 (rule 7 is scripts/lib/dialectSql.mjs). Type-only imports count too.
// tests/tools/importRules.test.ts plants a violation of each.

const TESTS = "\\.test\\.tsx?$|/(test|testing)/";

/** An npm package or Node's own module, wherever it is installed. */
const packages = (...names) => `(^|node_modules/)(${names.join("|")})(/|$)`;

const TRANSPORT = packages(
  "graphql",
  "graphql-[^/]+",
  "type-graphql",
  "@apollo",
  "@as-integrations",
  "fastify",
  "@fastify",
  "ws",
  "(node:)?https?2?",
  "(node:)?net",
);
const DATA = packages("typeorm", "mysql2", "libsql", "ioredis");

const rule = (name, comment, from, to) => ({ name, comment, severity: "error", from, to });

module.exports = {
  forbidden: [
    rule("no-cycles", "1. No cycles.", {}, { circular: true }),
    rule(
      "platform-knows-no-module",
      "2. platform knows no module and no app.",
      { path: "^api/src/platform/", pathNot: TESTS },
      { path: "^api/src/(modules|app)/" },
    ),
    rule(
      "module-knows-no-app",
      "2. module knows no app.",
      { path: "^api/src/modules/", pathNot: TESTS },
      { path: "^api/src/app/" },
    ),
    rule(
      "other-modules-by-contract",
      "3. Of another module, its *.entity, *.events and *.contract only.",
      { path: "^api/src/modules/([^/]+)/", pathNot: TESTS },
      { path: "^api/src/modules/", pathNot: ["^api/src/modules/$1/", "\\.(entity|events|contract)\\.ts$"] },
    ),
    rule(
      "core-knows-no-transport",
      "4. Services, repositories, policies and jobs know no GraphQL, HTTP or WebSocket.",
      { path: "^api/src/modules/.+\\.(service|repository|policy|jobs)\\.ts$" },
      { path: [TRANSPORT, "^api/src/platform/(http|ws|graphql)/"] },
    ),
    rule(
      "resolver-touches-no-data",
      "5. A resolver calls its service or a loader; it never touches data.",
      { path: "^api/src/modules/.+\\.resolver\\.ts$" },
      { path: [DATA, "^api/src/platform/(db|redis)/", "\\.repository\\.ts$"] },
    ),
    rule(
      "policy-is-pure",
      "6. A policy is pure: other policies, entities (for their types and enums) and the viewer, nothing else.",
      { path: "^api/src/modules/.+\\.policy\\.ts$" },
      { pathNot: ["^api/src/modules/.+\\.(policy|entity)\\.ts$", "^api/src/platform/auth/viewer\\.ts$"] },
    ),
    rule(
      "features-are-islands",
      "8. A feature imports no app, no screen and no other feature.",
      { path: "^web/src/features/([^/]+)/", pathNot: TESTS },
      { path: ["^web/src/(app|screens)/", "^web/src/features/"], pathNot: "^web/src/features/$1/" },
    ),
    rule(
      "ui-and-lib-know-no-feature",
      "8. ui and lib know no feature, nor what is made of features.",
      { path: "^web/src/(ui|lib)/", pathNot: TESTS },
      { path: "^web/src/(features|screens|app)/" },
    ),
    rule(
      "ui-knows-no-graphql",
      "8. ui holds primitives, without GraphQL.",
      { path: "^web/src/ui/" },
      { path: [packages("@apollo", "graphql", "graphql-[^/]+"), "^web/src/(apollo|gql)/"] },
    ),
    rule(
      "stream-stands-alone",
      "8. What follows a log could be a package of its own: it knows lib, and no GraphQL, React or package at all.",
      { path: "^web/src/stream/", pathNot: TESTS },
      { pathNot: "^web/src/(stream|lib)/" },
    ),
    rule("web-knows-no-api", "9. web and api meet only in schema.graphql.", { path: "^web/" }, { path: "^api/" }),
    rule("api-knows-no-web", "9. web and api meet only in schema.graphql.", { path: "^api/" }, { path: "^web/" }),
    rule(
      "tests-are-black-boxes",
      "The tests in tests/ know the product from outside only.",
      { path: "^tests/" },
      { path: "^(api|web)/" },
    ),
    rule(
      "tests-only",
      "What helps the tests is imported by tests alone.",
      { path: "^(api|web)/src/", pathNot: TESTS },
      { path: "^(api/src/testing|web/src/test)/" },
    ),
    rule("resolvable", "An import that leads nowhere escapes every other rule.", {}, { couldNotResolve: true }),
  ],
  options: {
    // TypeScript 7 has no JavaScript API for dependency-cruiser to parse with.
    parser: "swc",
    tsPreCompilationDeps: true,
    doNotFollow: { path: "node_modules" },
    exclude: { path: "(^|/)(dist|coverage)/" },
    enhancedResolveOptions: {
      extensions: [".ts", ".tsx", ".mjs", ".js", ".cjs", ".json"],
      exportsFields: ["exports"],
      conditionNames: ["import", "require", "node", "default", "types"],
      mainFields: ["main", "types", "typings"],
    },
  },
};
