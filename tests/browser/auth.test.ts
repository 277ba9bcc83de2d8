import { type App, openApp } from "./support/openApp";
import { buildPerson, register, signIn, signOut } from "./support/people";

let app: App;

beforeAll(async () => {
  app = await openApp();
});
afterEach(() => app.closePages());
afterAll(() => app?.stop());

test("register, sign out, a wrong password, sign in again", async () => {
  const page = await app.open();
  const person = await register(page);
  expect(await page.getByRole("heading", { level: 1 }).textContent()).toBe("Personal");
  expect(await page.getByText("Nothing to do yet").isVisible()).toBe(true);

  await signOut(page);
  await signIn(page, { ...person, password: "not the password" });
  await page.getByRole("alert").waitFor();
  expect(await page.getByLabel("Email").inputValue()).toBe(person.email);

  await signIn(page, person);
  await page.getByLabel("Add a task").waitFor();
});

test("what the server refuses stands beside its field", async () => {
  const page = await app.open("/register");
  await page.getByRole("button", { name: "Create account" }).click();
  expect(await page.getByText("Please fill this in.").count()).toBe(3);

  await page.getByLabel("Name").fill("Ada");
  await page.getByLabel("Email").fill("not an address");
  await page.getByLabel("Password").fill("short");
  await page.getByRole("button", { name: "Create account" }).click();
  const email = page.getByLabel("Email");
  await page.locator('[name="email"][aria-invalid="true"]').waitFor();
  const note = await email.getAttribute("aria-describedby");
  expect(await page.locator(`[id="${note}"]`).textContent()).toMatch(/\w+/);
  expect(await email.evaluate((element) => element === document.activeElement)).toBe(true);
});

test("a reload stays signed in, and no script could read a token", async () => {
  const page = await app.open();
  await register(page);
  const url = page.url();
  await page.reload();
  await page.getByLabel("Add a task").waitFor();
  expect(page.url()).toBe(url);

  const stored = await page.evaluate(() =>
    JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie]),
  );
  expect(stored).not.toMatch(/eyJ|token|refresh/i);
  const cookies = await page.context().cookies();
  const refresh = cookies.find(({ name }) => name.includes("taskflow_refresh"));
  expect(refresh).toMatchObject({ httpOnly: true, sameSite: "Strict", path: "/api/auth" });
});

test("signing out ends the other tabs too, and leaves nothing to go back to", async () => {
  const page = await app.open();
  const person = await register(page);
  const other = await page.context().newPage();
  await other.goto(page.url());
  await other.getByLabel("Add a task").waitFor();

  await signOut(page);
  await other.waitForURL("**/sign-in");
  await page.goBack();
  await page.waitForURL("**/sign-in");

  await signIn(page, person);
  await page.getByLabel("Add a task").waitFor();
  await other.waitForURL("**/projects/prj_*");
});

test("signing out everywhere ends the other browsers at once", async () => {
  const here = await app.open();
  const person = await register(here);
  const there = await app.open();
  await signIn(there, person);
  await there.getByLabel("Add a task").waitFor();

  await here.getByRole("button", { name: "Account: Ada Lovelace" }).click();
  await here.getByRole("menuitem", { name: "Sign out everywhere" }).click();
  await here.waitForURL("**/sign-in");
  await there.waitForURL("**/sign-in");
  expect(await there.getByText("Your session has ended").isVisible()).toBe(true);
});

test("a link to a project survives signing in", async () => {
  const page = await app.open();
  const person = await register(page);
  const url = page.url();
  await signOut(page);

  const fresh = await app.open(new URL(url).pathname);
  await fresh.waitForURL("**/sign-in");
  await signIn(fresh, person);
  await fresh.waitForURL(url);
});

test("someone else's project is as one that does not exist", async () => {
  const owner = await app.open();
  await register(owner);
  const page = await app.open();
  await register(page, buildPerson());
  await page.goto(owner.url());
  await page.getByText("There is nothing here").waitFor();
});
