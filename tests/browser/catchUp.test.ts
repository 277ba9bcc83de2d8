import type { Page, WebSocketRoute } from "playwright-core";
import { ask } from "../support/graphql";
import { type App, openApp } from "./support/openApp";
import { register } from "./support/people";
import { addTask, openTitles, row, until } from "./support/tasks";

/** As many mutations as a request may have. */
const AT_ONCE = 30;

let app: App;
let page: Page;
let sockets: WebSocketRoute[];
/** Names of the queries that the page sent, other than mutations. */
let queries: string[];
let token: string;
let projectId: string;

beforeAll(async () => {
  app = await openApp();
});
beforeEach(async () => {
  page = await app.open();
  sockets = [];
  queries = [];
  await page.routeWebSocket("**/graphql", (socket) => {
    sockets.push(socket);
    socket.connectToServer();
  });
  const { email, password } = await register(page);
  await addTask(page, "Before");
  await row(page, "Before").getByText(/-1$/).waitFor();
  await status("Live").waitFor();
  page.on("request", (request) => {
    const name = /query (\w+)/.exec(request.postData() ?? "")?.[1];
    if (name) queries.push(name);
  });
  projectId = /prj_\w+/.exec(page.url())?.[0] ?? "";
  const { login } = await ask<{ login: { accessToken: string } }>(
    app.url,
    null,
    "mutation ($input: LoginInput!) { login(input: $input) { accessToken } }",
    { input: { email, password } },
  );
  token = login.accessToken;
});
afterEach(() => app.closePages());
afterAll(() => app?.stop());

const status = (text: string) => page.getByRole("status").filter({ hasText: text });

async function write(mutations: string[]): Promise<Record<string, { task: { id: string } }>> {
  const fields = mutations.map((mutation, i) => `m${i}: ${mutation} { task { id } }`);
  return ask(app.url, token, `mutation { ${fields.join("\n")} }`);
}

async function create(count: number): Promise<string[]> {
  const ids: string[] = [];
  for (let made = 0; made < count; made += AT_ONCE) {
    const titles = Array.from({ length: Math.min(AT_ONCE, count - made) }, (_, i) => `Task ${made + i + 1}`);
    const answer = await write(
      titles.map((title) => `createTask(input: { projectId: "${projectId}", title: "${title}" })`),
    );
    ids.push(...Object.values(answer).map(({ task }) => task.id));
  }
  return ids;
}

/** Cuts the connection and keeps it away while `meanwhile` runs. */
async function without(meanwhile: () => Promise<void>): Promise<void> {
  await page.context().setOffline(true);
  await sockets.at(-1)!.close();
  await meanwhile();
  await page.context().setOffline(false);
}

test("what was missed arrives without reading the lists again", async () => {
  await without(async () => {
    const ids = await create(60);
    await write([
      `updateTask(input: { id: "${ids[0]}", title: "Renamed" })`,
      `updateTask(input: { id: "${ids[1]}", status: DONE })`,
      `deleteTask(input: { id: "${ids[2]}" })`,
      `moveTask(input: { id: "${ids[59]}", beforeId: "${ids[0]}" })`,
    ]);
  });
  const numbered = Array.from({ length: 56 }, (_, i) => `Task ${i + 4}`);
  const expected = ["Before", "Task 60", "Renamed", ...numbered];
  await until(
    () => openTitles(page),
    (titles) => titles.length === expected.length,
  );
  expect(await openTitles(page)).toEqual(expected);
  await page
    .getByRole("region", { name: /Completed/ })
    .getByText("Task 2")
    .waitFor();
  await status("Live").waitFor();
  expect(queries).toEqual([]);
  expect(sockets.length).toBeGreaterThan(1);
});

test("more than 500 missed changes are not replayed: the lists are read, once, and the stream goes on", async () => {
  await without(async () => {
    await create(501);
  });
  await row(page, "Task 99").waitFor();
  await status("Live").waitFor();
  await until(
    async () => queries,
    (names) => names.length > 0,
  );
  expect(queries).toEqual(["ProjectScreen"]);
  await addTask(page, "After");
  await row(page, "After").getByText(/-503$/).waitFor();
  expect(queries).toEqual(["ProjectScreen"]);
});

test("a server that is away is told of, and its return needs no reading of the lists", async () => {
  const bringBack = await app.takeServerAway();
  await status("Reconnecting").waitFor();
  await row(page, "Before").waitFor();
  await bringBack();
  await create(1);
  await row(page, "Task 1").waitFor();
  await status("Live").waitFor();
  expect(queries).toEqual([]);
});

test("coming back to a project reads its stream on, and not its lists", async () => {
  await page.getByRole("button", { name: "New project" }).click();
  await page.getByLabel("Project name").fill("Elsewhere");
  await page.getByRole("button", { name: "Create project" }).click();
  await page.getByRole("heading", { level: 1, name: "Elsewhere" }).waitFor();
  await create(3);
  queries.length = 0;
  await page.getByRole("link", { name: "Personal" }).click();
  await row(page, "Task 3").waitFor();
  expect(await openTitles(page)).toEqual(["Before", "Task 1", "Task 2", "Task 3"]);
  expect(queries).toEqual([]);
});
