import { join } from "node:path";
import { type Files, stubPackage, withTree } from "./support/fixtureTree";
import { type Outcome, root, runScript } from "./support/runScript";

const TASKS = "api/src/modules/tasks";
const PROJECTS = "api/src/modules/projects";

const clean: Files = {
  ...stubPackage("graphql"),
  ...stubPackage("fastify"),
  ...stubPackage("ws"),
  ...stubPackage("typeorm"),
  ...stubPackage("@apollo/client"),
  "api/src/main.ts": `import { createApp } from "./app/createApp"; createApp();`,
  "api/src/app/createApp.ts": `import { list } from "../modules/tasks/tasks.service"; export const createApp = () => list();`,
  "api/src/platform/auth/viewer.ts": `export interface Viewer { id: string }`,
  "api/src/platform/db/database.ts": `import "typeorm"; export const upsert = "INSERT … ON CONFLICT DO NOTHING";`,
  "api/src/platform/http/server.ts": `import "fastify"; export interface Request { path: string }`,
  [`${PROJECTS}/project.entity.ts`]: `import "typeorm"; export enum Role { Owner }`,
  [`${PROJECTS}/projects.contract.ts`]: `export interface Projects { find(): void }`,
  [`${PROJECTS}/projects.service.ts`]: `export const find = () => undefined;`,
  [`${PROJECTS}/projects.repository.ts`]: `export const rows = [];`,
  [`${TASKS}/task.entity.ts`]: `import "graphql"; export class Task {}`,
  [`${TASKS}/tasks.policy.ts`]: `import type { Viewer } from "../../platform/auth/viewer"; import { Role } from "../projects/project.entity"; export const canEdit = (viewer: Viewer) => Role.Owner === 0 && viewer;`,
  [`${TASKS}/tasks.repository.ts`]: `import { upsert } from "../../platform/db/database"; export const list = () => upsert + " FOR UPDATE";`,
  [`${TASKS}/tasks.service.ts`]: `import type { Projects } from "../projects/projects.contract"; import * as repository from "./tasks.repository"; export type P = Projects; export const list = () => repository.list();`,
  [`${TASKS}/tasks.resolver.ts`]: `import "graphql"; import { list } from "./tasks.service"; export const tasks = list;`,
  [`${TASKS}/tasks.api.test.ts`]: `import { createApp } from "../../app/createApp"; createApp();`,
  "api/src/testing/factories.ts": `import { Task } from "../modules/tasks/task.entity"; export const buildTask = () => new Task();`,
  "web/src/app/App.tsx": `import { Tasks } from "../screens/Tasks"; export const App = () => <Tasks />;`,
  "web/src/screens/Tasks.tsx": `import { TaskList } from "../features/tasks/TaskList"; export const Tasks = () => <TaskList />;`,
  "web/src/features/tasks/TaskList.tsx": `import { Button } from "../../ui/Button"; import "@apollo/client"; export const TaskList = () => <Button />;`,
  "web/src/features/labels/LabelList.tsx": `export const LabelList = () => null;`,
  "web/src/stream/followLog.ts": `import { short } from "../lib/short"; export const followLog = () => short("x");`,
  "web/src/gql/graphql.ts": `export type Task = { id: string };`,
  "web/src/ui/Button.tsx": `import { short } from "../lib/short"; export const Button = () => <button>{short("x")}</button>;`,
  "web/src/lib/short.ts": `export const short = (text: string) => text.slice(0, 1);`,
  "tests/acceptance/a.test.ts": `test("a", () => {});`,
};

const check = (files: Files, ...args: string[]) =>
  withTree(files, (base) => Promise.resolve(runScript("checkImports.mjs", base, ...args)));

test("a tree that keeps the rules passes", async () => {
  expect(await check(clean)).toEqual({ code: 0, lines: [] });
});

test.each([
  ["of values", `import "./left";`],
  ["of types", `import type { Left } from "./left";`],
])("1: a cycle %s is reported by that rule alone", async (_title, text) => {
  const left = `import { right } from "./right"; export type Left = typeof right;`;
  const { code, lines } = await check({ ...clean, "web/src/lib/left.ts": left, "web/src/lib/right.ts": text });
  expect(lines).toEqual(["no-cycles: web/src/lib/left.ts → web/src/lib/right.ts"]);
  expect(code).toBe(1);
});

/** What is planted, where, with which text, and the rule that must report that file. */
const planted: [title: string, path: string, text: string, rule: string][] = [
  [
    "2: platform imports a module",
    "api/src/platform/toModule.ts",
    `import "../modules/tasks/task.entity";`,
    "platform-knows-no-module",
  ],
  ["2: platform imports app", "api/src/platform/toApp.ts", `import "../app/createApp";`, "platform-knows-no-module"],
  [
    "2: a module imports app",
    `${PROJECTS}/projects.loaders.ts`,
    `import "../../app/createApp";`,
    "module-knows-no-app",
  ],
  [
    "3: a module reaches into another",
    `${TASKS}/tasks.loaders.ts`,
    `import { rows } from "../projects/projects.repository";`,
    "other-modules-by-contract",
  ],
  [
    "3: even for a type",
    `${TASKS}/projects.loaders.ts`,
    `import type { rows } from "../projects/projects.repository";`,
    "other-modules-by-contract",
  ],
  ["4: a service imports graphql", `${TASKS}/tasks.move.service.ts`, `import "graphql";`, "core-knows-no-transport"],
  [
    "4: a service imports a transport's type",
    `${TASKS}/tasks.order.service.ts`,
    `import type { Request } from "../../platform/http/server";`,
    "core-knows-no-transport",
  ],
  [
    "4: a repository imports fastify",
    `${TASKS}/tasks.lists.repository.ts`,
    `import type { X } from "fastify";`,
    "core-knows-no-transport",
  ],
  ["4: a job imports ws", `${TASKS}/tasks.jobs.ts`, `import { type X } from "ws";`, "core-knows-no-transport"],
  [
    "5: a resolver imports a repository",
    `${TASKS}/tasks.fields.resolver.ts`,
    `import "./tasks.repository";`,
    "resolver-touches-no-data",
  ],
  [
    "5: a resolver imports typeorm",
    `${TASKS}/tasks.lists.resolver.ts`,
    `import type { X } from "typeorm";`,
    "resolver-touches-no-data",
  ],
  [
    "5: a resolver imports the database",
    `${TASKS}/tasks.order.resolver.ts`,
    `import { upsert } from "../../platform/db/database";`,
    "resolver-touches-no-data",
  ],
  ["6: a policy imports a service", `${PROJECTS}/projects.policy.ts`, `import "./projects.service";`, "policy-is-pure"],
  ["6: a policy imports Node's modules", `${PROJECTS}/members.policy.ts`, `import "node:fs";`, "policy-is-pure"],
  [
    "7: dialect-specific SQL in a service",
    `${TASKS}/tasks.lock.service.ts`,
    "export const sql = `SELECT 1 FOR UPDATE`;",
    "dialect-sql",
  ],
  [
    "8: a feature imports another",
    "web/src/features/tasks/toFeature.ts",
    `import "../labels/LabelList";`,
    "features-are-islands",
  ],
  [
    "8: a feature imports a screen",
    "web/src/features/labels/toScreen.ts",
    `import "../../screens/Tasks";`,
    "features-are-islands",
  ],
  ["8: a feature imports app", "web/src/features/labels/toApp.ts", `import "../../app/App";`, "features-are-islands"],
  [
    "8: ui imports a feature",
    "web/src/ui/toFeature.ts",
    `import "../features/labels/LabelList";`,
    "ui-and-lib-know-no-feature",
  ],
  [
    "8: what follows a log imports the client's library",
    "web/src/stream/toApollo.ts",
    `import type { X } from "@apollo/client";`,
    "stream-stands-alone",
  ],
  [
    "8: what follows a log imports generated types",
    "web/src/stream/toGql.ts",
    `import type { Task } from "../gql/graphql";`,
    "stream-stands-alone",
  ],
  [
    "8: lib imports a feature",
    "web/src/lib/toFeature.ts",
    `import "../features/labels/LabelList";`,
    "ui-and-lib-know-no-feature",
  ],
  ["8: ui imports Apollo", "web/src/ui/toApollo.ts", `import "@apollo/client";`, "ui-knows-no-graphql"],
  [
    "8: ui imports generated types",
    "web/src/ui/toGenerated.ts",
    `import type { Task } from "../gql/graphql";`,
    "ui-knows-no-graphql",
  ],
  [
    "9: web imports api",
    "web/src/lib/toApi.ts",
    `import type { Viewer } from "../../../api/src/platform/auth/viewer";`,
    "web-knows-no-api",
  ],
  ["9: api imports web", "api/src/platform/toWeb.ts", `import "../../../web/src/lib/short";`, "api-knows-no-web"],
  [
    "a black-box test imports api",
    "tests/acceptance/toApi.test.ts",
    `import "../../api/src/main";`,
    "tests-are-black-boxes",
  ],
  ["the API imports a test's help", "api/src/platform/toTesting.ts", `import "../testing/factories";`, "tests-only"],
  ["an import leads nowhere", "web/src/lib/toNowhere.ts", `import "./nowhere";`, "resolvable"],
];

describe("a violation of rule", () => {
  let outcome: Outcome;
  beforeAll(async () => {
    const files = planted.map(([, path, text]) => [path, text] as const);
    outcome = await check({ ...clean, ...Object.fromEntries(files) });
  });

  test.each(planted)("%s is reported by that rule alone", (_title, path, _text, rule) => {
    const rules = outcome.lines.filter((line) => line.includes(`: ${path}`)).map((line) => line.split(":")[0]);
    expect(rules).toEqual([rule]);
  });

  test("and nothing else is", () => {
    expect(outcome.lines).toHaveLength(planted.length);
    expect(outcome.code).toBe(1);
  });
});

test("a cruise that read fewer modules than there are source files fails", async () => {
  const config = `const rules = require(${JSON.stringify(join(root, ".dependency-cruiser.cjs"))});
    module.exports = { ...rules, options: { ...rules.options, exclude: { path: "^api/src/modules/|[.]tsx$" } } };`;
  const outcome = await withTree({ ...clean, "config.cjs": config }, (base) =>
    Promise.resolve(runScript("checkImports.mjs", base, join(base, "config.cjs"))),
  );
  expect(outcome.lines).toContain(`not-read: ${TASKS}/tasks.service.ts`);
  expect(outcome.lines).toContain("not-read: web/src/app/App.tsx");
  expect(outcome.lines).not.toContain("not-read: api/src/main.ts");
  expect(outcome.code).toBe(1);
});
