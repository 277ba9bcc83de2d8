import { join } from "node:path";
import type { Page } from "playwright-core";
import { mailedLink } from "../support/mail";
import { type App, openApp } from "./support/openApp";
import { register, signIn, signOut } from "./support/people";

let app: App;

beforeAll(async () => {
  app = await openApp();
});
afterEach(() => app.closePages());
afterAll(() => app?.stop());

const heading = (page: Page, name: string) => page.getByRole("heading", { level: 1, name }).waitFor();
/** Neither the address bar nor the history shows a token, and no request has told of one but in its body. */
const expectNoToken = async (page: Page, token: string, requests: readonly string[]) => {
  await page.waitForFunction(() => !location.href.includes("token"));
  expect(await page.evaluate(() => JSON.stringify(history.state ?? null))).not.toContain(token);
  expect(requests.filter((line) => line.includes(token))).toEqual([]);
};
/** Opens a link, and notes the addresses and referrers of all requests but the link's own. */
const follow = async (page: Page, link: string) => {
  const requests: string[] = [];
  page.on("request", (request) => {
    if (request.url() !== link) requests.push(`${request.url()} ${request.headers()["referer"] ?? ""}`);
  });
  await page.goto(link);
  return { token: new URL(link).searchParams.get("token") ?? "", requests };
};

test("a forgotten password is replaced by way of a mail", async () => {
  const page = await app.open();
  const person = await register(page);
  await signOut(page);
  await page.getByRole("link", { name: "Forgot your password?" }).click();
  await heading(page, "Choose a new password");
  await page.getByLabel("Email").fill(person.email);
  await page.getByRole("button", { name: "Send link" }).click();
  await heading(page, "Look into your mail");

  const { token, requests } = await follow(
    page,
    await mailedLink(join(app.dataDir, "mail"), person.email, "reset-password"),
  );
  await heading(page, "Choose a new password");
  await expectNoToken(page, token, requests);
  await page.getByLabel("New password").fill("short");
  await page.getByRole("button", { name: "Save password" }).click();
  await page.locator('[name="newPassword"][aria-invalid="true"]').waitFor();
  await page.getByLabel("New password").fill("battery staple");
  await page.getByRole("button", { name: "Save password" }).click();
  await heading(page, "Your password is saved");

  await page.getByRole("link", { name: "Sign in" }).click();
  await signIn(page, person);
  await page.getByRole("alert").waitFor();
  await signIn(page, { ...person, password: "battery staple" });
  await page.getByLabel("Add a task").waitFor();
});

test("a reset signs out where the person was signed in, and its link works once", async () => {
  const page = await app.open();
  const person = await register(page);
  const other = await app.open("/forgot-password");
  await other.getByLabel("Email").fill(person.email);
  await other.getByRole("button", { name: "Send link" }).click();
  await heading(other, "Look into your mail");
  const link = await mailedLink(join(app.dataDir, "mail"), person.email, "reset-password");

  const here = await page.context().newPage();
  await here.goto(link);
  await here.getByLabel("New password").fill("battery staple");
  await here.getByRole("button", { name: "Save password" }).click();
  await heading(here, "Your password is saved");
  await page.waitForURL("**/sign-in");

  await other.goto(link);
  await other.getByLabel("New password").fill("another one");
  await other.getByRole("button", { name: "Save password" }).click();
  await heading(other, "This link does not work any more");
  await other.getByLabel("Email").fill(person.email);
  await other.getByRole("button", { name: "Send link" }).click();
  await heading(other, "Look into your mail");
});

test("an unknown address is answered as a known one", async () => {
  const page = await app.open("/forgot-password");
  await page.getByLabel("Email").fill("nobody@example.org");
  await page.getByRole("button", { name: "Send link" }).click();
  await heading(page, "Look into your mail");
  await page.getByText("If nobody@example.org has an account").waitFor();
});

test("an address is confirmed by a press of a button, signed in or not", async () => {
  const page = await app.open();
  const person = await register(page);
  const link = await mailedLink(join(app.dataDir, "mail"), person.email, "verify-email");
  const elsewhere = await app.open("/sign-in");
  const { token, requests } = await follow(elsewhere, link);
  await heading(elsewhere, "Confirm your address");
  await expectNoToken(elsewhere, token, requests);
  await elsewhere.getByRole("button", { name: "Confirm address" }).click();
  await heading(elsewhere, "Your address is confirmed");

  // Signed in, with the same link again.
  await page.goto(link);
  await page.getByRole("button", { name: "Confirm address" }).click();
  await page.getByRole("heading", { name: "This link does not work any more" }).waitFor();
});

test("a link to confirm that is lost is sent again", async () => {
  const page = await app.open();
  const person = await register(page);
  const first = await mailedLink(join(app.dataDir, "mail"), person.email, "verify-email");
  await page.goto("/verify-email");
  await heading(page, "This link does not work any more");
  await page.getByLabel("Email").fill(person.email);
  await page.getByRole("button", { name: "Send link" }).click();
  await heading(page, "Look into your mail");

  await page.goto(await mailedLink(join(app.dataDir, "mail"), person.email, "verify-email", first));
  await page.getByRole("button", { name: "Confirm address" }).click();
  await page.getByRole("link", { name: "Go to your tasks" }).click();
  await page.getByLabel("Add a task").waitFor();
});
