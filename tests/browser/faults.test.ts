import type { Page, Route } from "playwright-core";
import { type App, openApp } from "./support/openApp";
import { register } from "./support/people";
import { addTask, checkbox, openTitles, row, until } from "./support/tasks";

let app: App;
let page: Page;

beforeAll(async () => {
  app = await openApp();
});
beforeEach(async () => {
  page = await app.open();
  await register(page);
});
afterEach(() => app.closePages());
afterAll(() => app?.stop());

/** Answers the next `times` requests of an operation with `fault`; everything else passes. */
async function breakOperation(operation: string, fault: (route: Route) => Promise<void>, times = 1): Promise<void> {
  let left = times;
  await page.route("**/graphql", async (route) => {
    const isHit = route.request().postData()?.includes(operation) && left > 0;
    if (isHit) left -= 1;
    await (isHit ? fault(route) : route.continue());
  });
}

const loseAnswer = async (route: Route) => {
  await route.fetch();
  await route.abort();
};

const refuse = (code: string, reason?: string) => (route: Route) =>
  route.fulfill({
    status: reason ? 401 : 200,
    contentType: "application/graphql-response+json",
    body: JSON.stringify({ errors: [{ message: "Not now.", extensions: { code, reason } }] }),
  });

test("a title that could not be saved stays in its field, with a way to try again", async () => {
  await addTask(page, "Old title");
  await row(page, "Old title").getByText(/-1$/).waitFor();
  await breakOperation("mutation UpdateTask", (route) => route.abort());
  await page.getByRole("button", { name: "Old title", exact: true }).click();
  await page.getByRole("textbox", { name: "Title" }).fill("A title that took long to write");
  await page.getByRole("textbox", { name: "Title" }).press("Enter");

  await page.getByRole("alert").filter({ hasText: "The server did not answer" }).waitFor();
  expect(await page.getByRole("textbox", { name: "Title" }).inputValue()).toBe("A title that took long to write");

  await page.getByRole("button", { name: "Try again" }).click();
  await row(page, "A title that took long to write").waitFor();
  await page.reload();
  await row(page, "A title that took long to write").waitFor();
});

test("a task whose answer was lost is kept, and made once", async () => {
  await breakOperation("mutation CreateTask", loseAnswer);
  await addTask(page, "Only once");
  await page.getByText("Not saved").waitFor();
  await page.getByRole("button", { name: "Try again" }).click();
  await page.getByText("Not saved").waitFor({ state: "hidden" });
  await page.reload();
  await row(page, "Only once").waitFor();
  expect(await openTitles(page)).toEqual(["Only once"]);
});

test("a refused change is taken back, and said so", async () => {
  await addTask(page, "Stay open");
  await row(page, "Stay open").getByText(/-1$/).waitFor();
  await breakOperation("mutation UpdateTask", refuse("FORBIDDEN"));
  await checkbox(page, "Stay open").click();
  await page.getByText("The status was not changed: Not now.").waitFor();
  expect(await checkbox(page, "Stay open").isChecked()).toBe(false);
});

test("an expired token is renewed once, and what was refused is sent again", async () => {
  const refreshes: string[] = [];
  page.on("request", (request) => {
    if (request.url().endsWith("/api/auth/refresh")) refreshes.push(request.method());
  });
  await addTask(page, "First");
  await row(page, "First").getByText(/-1$/).waitFor();
  await breakOperation("mutation", refuse("UNAUTHENTICATED", "TOKEN_EXPIRED"));
  await addTask(page, "Second");
  await row(page, "Second").getByText(/-2$/).waitFor();
  expect(refreshes).toEqual(["POST"]);
});

test("tasks that cannot be loaded are asked for again, by a button and by themselves", async () => {
  await addTask(page, "Still here");
  await row(page, "Still here").getByText(/-1$/).waitFor();
  let isBroken = true;
  await page.route("**/graphql", (route) =>
    isBroken && route.request().postData()?.includes("query ProjectScreen") ? route.abort() : route.continue(),
  );
  await page.reload();
  await page.getByText("Tasks could not be loaded").waitFor();
  const asked = page.waitForRequest((request) => Boolean(request.postData()?.includes("query ProjectScreen")));
  await page.getByRole("button", { name: "Try again" }).click();
  await asked;
  await page.getByText("Tasks could not be loaded").waitFor();
  isBroken = false;
  await row(page, "Still here").waitFor();
});

test("a session that the server has ended leads to the sign-in", async () => {
  await page.context().clearCookies();
  await page.route("**/graphql", refuse("UNAUTHENTICATED", "SESSION_ENDED"));
  // A request of the screen's own may find out first, and take the field away.
  await addTask(page, "Too late").catch(() => undefined);
  await page.waitForURL("**/sign-in");
  await page.getByText("Your session has ended").waitFor();
  await until(
    () => page.getByLabel("Email").count(),
    (count) => count === 1,
  );
});
