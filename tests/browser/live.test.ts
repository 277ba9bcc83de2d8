import type { WebSocketRoute } from "playwright-core";
import { type App, openApp } from "./support/openApp";
import { register, signIn } from "./support/people";
import { addTask, checkbox, openTitles, row, until } from "./support/tasks";

let app: App;

beforeAll(async () => {
  // Whatever the web app sends must be in its list of documents, over both transports.
  app = await openApp({ TRUSTED_DOCUMENTS: "only" });
});
afterEach(() => app.closePages());
afterAll(() => app?.stop());

/** Two browsers, one person, the same list. */
async function openTwice() {
  const here = await app.open();
  const person = await register(here);
  const there = await app.open();
  const connections: WebSocketRoute[] = [];
  await there.routeWebSocket("**/graphql", (socket) => {
    connections.push(socket);
    socket.connectToServer();
  });
  await signIn(there, person);
  await there.getByLabel("Add a task").waitFor();
  await until(
    async () => connections.length,
    (count) => count === 1,
  );
  return { here, there, connections };
}

test("what is done in one browser shows in the other", async () => {
  const { here, there } = await openTwice();
  await addTask(here, "Bake bread");
  await addTask(here, "Buy flour");
  await row(there, "Buy flour").waitFor();
  expect(await openTitles(there)).toEqual(["Bake bread", "Buy flour"]);

  await here.getByRole("button", { name: "Buy flour", exact: true }).click();
  await here.getByRole("textbox", { name: "Title" }).fill("Buy rye flour");
  await here.getByRole("textbox", { name: "Title" }).press("Enter");
  await row(there, "Buy rye flour").waitFor();

  await checkbox(there, "Buy rye flour").check();
  await here
    .getByRole("region", { name: /Completed/ })
    .getByText("Buy rye flour")
    .waitFor();

  await row(here, "Bake bread").hover();
  await here.getByRole("button", { name: "Delete “Bake bread”" }).click();
  await row(there, "Bake bread").waitFor({ state: "hidden" });
  await here.getByRole("button", { name: "Undo" }).click();
  await row(there, "Bake bread").waitFor();
});

test("nothing is missed while the connection is away", async () => {
  const { here, there, connections } = await openTwice();
  await addTask(here, "Before");
  await row(there, "Before").waitFor();

  await there.context().setOffline(true);
  await connections[0]!.close();
  await addTask(here, "Meanwhile");
  await row(here, "Meanwhile").getByText(/-2$/).waitFor();
  await there.context().setOffline(false);

  await row(there, "Meanwhile").waitFor();
  await addTask(here, "After");
  await row(there, "After").waitFor();
  expect(await openTitles(there)).toEqual(["Before", "Meanwhile", "After"]);
  expect(connections.length).toBeGreaterThan(1);
});
