import type { Page } from "playwright-core";
import { ask } from "../support/graphql";
import { type App, openApp } from "./support/openApp";
import { buildPerson, register, signIn, signOut } from "./support/people";

let app: App;

beforeAll(async () => {
  app = await openApp();
});
afterEach(() => app.closePages());
afterAll(() => app?.stop());

const run = (page: Page) => page.getByRole("button", { name: /^Execute query/ }).click();
const result = (page: Page) => page.getByRole("region", { name: "Result Window" });
const query = (page: Page) => page.getByRole("region", { name: "Query Editor" });

/** Waits for the tab's document to stand in the editor. */
const isOpen = (page: Page, operation: string) => query(page).getByText(operation, { exact: true }).waitFor();

async function openTab(page: Page, operation: string): Promise<void> {
  await page.getByRole("tab", { name: operation }).click();
  await isOpen(page, operation);
}

/** Writes over what is in an editor. */
async function write(page: Page, region: string, text: string): Promise<void> {
  await page.getByRole("region", { name: region }).locator(":not(.hidden) > .CodeMirror").click();
  await page.keyboard.press("Control+a");
  await page.keyboard.insertText(text);
}

/** The explorer, opened from the menu of the web app. */
async function openFromMenu(page: Page): Promise<Page> {
  await page.getByRole("button", { name: /^Account/ }).click();
  const [explorer] = await Promise.all([
    page.waitForEvent("popup"),
    page.getByRole("menuitem", { name: "API explorer" }).click(),
  ]);
  await isOpen(explorer, "Viewer");
  return explorer;
}

test("runs queries, mutations and subscriptions as the person who is signed in, and asks nobody else", async () => {
  const page = await app.open();
  const origins = new Set<string>();
  page.context().on("request", (request) => origins.add(new URL(request.url()).origin));
  await register(page);
  const explorer = await openFromMenu(page);
  expect(new URL(explorer.url()).pathname).toBe("/graphql");
  await explorer.getByText("Signed in as Ada Lovelace").waitFor();
  // Documentation of the schema: introspection got through.
  await explorer.getByText("A GraphQL schema provides a root type").waitFor();

  await run(explorer);
  await result(explorer).getByText('"Ada Lovelace"').waitFor();

  await openTab(explorer, "ProjectStream");
  await run(explorer);
  await result(explorer).getByText('"StreamLive"').waitFor();
  await page.getByLabel("Add a task").fill("Seen live");
  await page.getByLabel("Add a task").press("Enter");
  await result(explorer).getByText('"Seen live"').waitFor();
  await explorer.getByRole("button", { name: /^Stop query/ }).click();

  await openTab(explorer, "CreateTask");
  await run(explorer);
  await result(explorer).getByText('"Try the API"').waitFor();
  await page.getByRole("button", { name: "Try the API", exact: true }).waitFor();

  await openTab(explorer, "OpenTasks");
  await run(explorer);
  await result(explorer).getByText('"Seen live"').waitFor();
  expect([...origins]).toEqual([app.url]);
});

test("goes on over the end of a token, and hears of signing in and out", async () => {
  const page = await app.open();
  const person = await register(page);
  const explorer = await openFromMenu(page);
  const extensions = { code: "UNAUTHENTICATED", reason: "TOKEN_EXPIRED" };
  const refusal = { status: 401, json: { errors: [{ message: "Expired.", extensions }] } };
  await explorer.route("**/graphql", (route) => route.fulfill(refusal), { times: 1 });
  await run(explorer);
  await result(explorer).getByText('"Ada Lovelace"').waitFor();

  await signOut(page);
  await explorer.getByRole("link", { name: "Sign in" }).waitFor();
  await run(explorer);
  await result(explorer).getByText('"viewer": null').waitFor();
  await signIn(page, person);
  await explorer.getByText("Signed in as Ada Lovelace").waitFor();
  await run(explorer);
  await result(explorer).getByText('"Ada Lovelace"').waitFor();
});

test("signed out, it takes a token from the headers, for subscriptions too", async () => {
  const { register: session } = await ask<{ register: { accessToken: string } }>(
    app.url,
    null,
    "mutation ($input: RegisterInput!) { register(input: $input) { accessToken } }",
    { input: { ...buildPerson(), name: "Grace Hopper" } },
  );
  const { projects } = await ask<{ projects: { nodes: { id: string }[] } }>(
    app.url,
    session.accessToken,
    "{ projects { nodes { id } } }",
  );
  const page = await app.open("/graphql");
  await isOpen(page, "Viewer");
  await run(page);
  await result(page).getByText("UNAUTHENTICATED").waitFor();

  const headers = JSON.stringify({ Authorization: `Bearer ${session.accessToken}` });
  await page.getByRole("button", { name: "Headers" }).click();
  await write(page, "Headers", headers);
  await run(page);
  await result(page).getByText('"Grace Hopper"').waitFor();

  await openTab(page, "ProjectStream");
  await page.getByRole("button", { name: "Headers" }).click();
  await write(page, "Headers", headers);
  await page.getByRole("button", { name: "Variables" }).click();
  await write(page, "Variables", JSON.stringify({ projectId: projects.nodes[0]?.id }));
  await run(page);
  await result(page).getByText('"StreamLive"').waitFor();
  const stored = await page.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }]));
  expect(stored).not.toContain(session.accessToken);
  expect(await page.evaluate(() => localStorage.length)).toBe(0);
});

test("a phone scrolls only downwards, and can write, run and read", async () => {
  const page = await app.open("/graphql", { viewport: { width: 375, height: 720 }, hasTouch: true, isMobile: true });
  await isOpen(page, "Viewer");
  const overhang = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  expect(overhang).toBeLessThanOrEqual(0);
  await run(page);
  await result(page).getByText('"errors"').waitFor();
  for (const part of [query(page), result(page)]) {
    const { width, height } = (await part.boundingBox()) ?? { width: 0, height: 0 };
    expect(width).toBeGreaterThan(250);
    expect(height).toBeGreaterThan(120);
  }
});
