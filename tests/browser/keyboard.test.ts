import type { Page } from "playwright-core";
import { type App, openApp } from "./support/openApp";
import { buildPerson } from "./support/people";
import { checkbox, openTitles, row, until } from "./support/tasks";

let app: App;
let page: Page;

beforeAll(async () => {
  app = await openApp();
});
afterEach(() => app.closePages());
afterAll(() => app?.stop());

const press = async (...keys: string[]) => {
  for (const key of keys) await page.keyboard.press(key);
};

const focusedName = () =>
  page.evaluate(() => {
    const element = document.activeElement;
    return element?.getAttribute("aria-label") ?? element?.textContent ?? "";
  });

/** Walks forward until the control of this name has the focus. */
async function tabTo(name: string): Promise<void> {
  for (let step = 0; step < 40; step += 1) {
    if ((await focusedName()) === name) return;
    await page.keyboard.press("Tab");
  }
  throw new Error(`Tab never reached ${name}`);
}

test("everything is done without a mouse", async () => {
  page = await app.open("/register");
  const person = buildPerson();
  await page.getByLabel("Name").waitFor();
  await page.keyboard.type(person.name);
  await press("Tab");
  await page.keyboard.type(person.email);
  await press("Tab");
  await page.keyboard.type(person.password);
  await press("Enter");
  await page.getByLabel("Add a task").waitFor();

  await tabTo("Add a task");
  for (const title of ["One", "Two", "Three"]) {
    await page.keyboard.type(title);
    await press("Enter");
  }
  await row(page, "Three").getByText(/-3$/).waitFor();

  // Back to the first task's checkbox, and down its column.
  await checkbox(page, "One").focus();
  await press("ArrowDown", "Space");
  expect(await checkbox(page, "Two").isChecked()).toBe(true);
  await until(
    () => openTitles(page),
    (titles) => titles.join() === "One,Three",
  );
  // The row has gone to the other list; the focus has not gone with it.
  expect(await checkbox(page, "Three").evaluate((box) => box === document.activeElement)).toBe(true);

  await press("Tab", "Enter");
  await page.keyboard.type("Three, renamed");
  await press("Enter");
  await row(page, "Three, renamed").waitFor();

  await tabTo("Priority: No priority");
  await press("Enter");
  await page.getByRole("menu").waitFor();
  await press("ArrowDown", "ArrowDown", "Enter");
  await row(page, "Three, renamed").getByRole("button", { name: "Priority: Medium" }).waitFor();
  await until(focusedName, (name) => name === "Priority: Medium");

  await tabTo("Delete “Three, renamed”");
  await press("Enter");
  await row(page, "Three, renamed").waitFor({ state: "hidden" });
  await press("Control+z");
  await row(page, "Three, renamed").waitFor();
});

test("the focus can be seen wherever it is", async () => {
  page = await app.open("/sign-in");
  await page.getByLabel("Email").waitFor();
  for (let step = 0; step < 4; step += 1) {
    const outline = await page.evaluate(() => {
      const { outlineStyle, outlineWidth } = getComputedStyle(document.activeElement ?? document.body);
      return `${outlineStyle} ${outlineWidth}`;
    });
    expect(outline).toBe("solid 2px");
    await press("Tab");
  }
});
