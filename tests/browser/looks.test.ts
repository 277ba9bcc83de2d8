import type { Page } from "playwright-core";
import { type App, openApp } from "./support/openApp";
import { register } from "./support/people";
import { addTask, row } from "./support/tasks";

let app: App;

beforeAll(async () => {
  app = await openApp();
});
afterEach(() => app.closePages());
afterAll(() => app?.stop());

const PHONE = { viewport: { width: 375, height: 720 }, hasTouch: true, isMobile: true };

const expectNoSidewaysScroll = async (page: Page) => {
  const overhang = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  expect(overhang).toBeLessThanOrEqual(0);
};

test("the content security policy allows no inline code and no inline style", async () => {
  const response = await fetch(`${app.url}/`, { headers: { accept: "text/html" } });
  const policy = response.headers.get("content-security-policy") ?? "";
  expect(policy).toContain("default-src 'self'");
  expect(policy).toMatch(/script-src 'self'(;|$)/);
  expect(policy).toMatch(/style-src 'self'(;|$)/);
  expect(policy).not.toContain("unsafe");
  const html = (await response.text()).replace(/<!--.*?-->/gs, "");
  expect(html).not.toMatch(/<script(?![^>]*src=)|<style|style=/);
});

// openApp fails any test whose pages break the policy: this one opens all that the others may not.
test("every kind of popup keeps to the policy", async () => {
  const page = await app.open();
  await register(page);
  await addTask(page, "Look at everything");
  const task = row(page, "Look at everything");
  for (const name of [/^Status/, /^Priority/, "Add a due date"]) {
    await task.hover();
    await task.getByRole("button", { name }).click();
    await page.getByRole("dialog").waitFor();
    await page.keyboard.press("Escape");
    await page.getByRole("dialog").waitFor({ state: "detached" });
  }
  await page.getByRole("button", { name: /^Account/ }).click();
  await page.getByRole("menu").waitFor();
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "New project" }).click();
  await page.getByRole("dialog").waitFor();
  await page.getByRole("button", { name: "Cancel" }).click();
});

test("a phone scrolls only downwards, and has the projects in a drawer", async () => {
  const page = await app.open("/", PHONE);
  await expectNoSidewaysScroll(page);
  await register(page);
  await addTask(page, `A title with a word as long as ${"incomprehensibility".repeat(5)}`);
  await addTask(page, "A short one");
  await row(page, "A short one").waitFor();
  await expectNoSidewaysScroll(page);

  await page.getByRole("button", { name: "Open navigation" }).click();
  const drawer = page.getByRole("dialog", { name: "Projects" });
  await drawer.getByRole("link", { name: "Personal" }).waitFor();
  await expectNoSidewaysScroll(page);
  await drawer.getByRole("link", { name: "Personal" }).click();
  await drawer.waitFor({ state: "hidden" });
});

test("dark and light follow the system, and data-theme overrules it", async () => {
  const page = await app.open("/", { colorScheme: "dark" });
  const background = () => page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
  const brightness = async () => Number(/rgb\((\d+)/.exec(await background())?.[1]);
  await page.getByRole("heading", { level: 1 }).waitFor();
  expect(await brightness()).toBeLessThan(60);
  await page.emulateMedia({ colorScheme: "light" });
  expect(await brightness()).toBeGreaterThan(200);
  await page.evaluate(() => document.documentElement.setAttribute("data-theme", "dark"));
  expect(await brightness()).toBeLessThan(60);
});

test("a page that does not exist says so", async () => {
  const page = await app.open("/no/such/page");
  await page.getByRole("heading", { name: "There is nothing here" }).waitFor();
});
