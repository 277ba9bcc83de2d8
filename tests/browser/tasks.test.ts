import type { Page } from "playwright-core";
import { type App, openApp } from "./support/openApp";
import { register } from "./support/people";
import { addTask, answered, checkbox, openTitles, row, until } from "./support/tasks";

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

test("Enter adds one task after the other and keeps the focus", async () => {
  await page.getByLabel("Add a task").focus();
  for (const title of ["First", "Second", "Third"]) {
    await page.keyboard.type(title);
    await page.keyboard.press("Enter");
  }
  expect(await openTitles(page)).toEqual(["First", "Second", "Third"]);
  expect(await page.getByLabel("Add a task").evaluate((field) => field === document.activeElement)).toBe(true);

  await row(page, "Third").getByText(/-3$/).waitFor();
  await page.reload();
  await row(page, "Third").waitFor();
  expect(await openTitles(page)).toEqual(["First", "Second", "Third"]);
});

test("complete and open again", async () => {
  await addTask(page, "Water the plants");
  await addTask(page, "Call grandmother");
  await checkbox(page, "Water the plants").check();
  expect(await checkbox(page, "Water the plants").isChecked()).toBe(true);

  await page
    .getByRole("region", { name: /Completed/ })
    .getByText("Water the plants")
    .waitFor();
  expect(await openTitles(page)).toEqual(["Call grandmother"]);
  await page.getByRole("button", { name: "Done", exact: true }).click();
  await row(page, "Call grandmother").waitFor({ state: "hidden" });

  await page.reload();
  await checkbox(page, "Water the plants").uncheck();
  await until(
    () => openTitles(page),
    (titles) => titles.length === 2,
  );
});

test("rename in place: Enter saves, Escape does not", async () => {
  await addTask(page, "Wrtie the letter");
  await page.getByRole("button", { name: "Wrtie the letter", exact: true }).click();
  await page.getByRole("textbox", { name: "Title" }).fill("Something else");
  await page.getByRole("textbox", { name: "Title" }).press("Escape");
  await row(page, "Wrtie the letter").waitFor();

  await page.getByRole("button", { name: "Wrtie the letter", exact: true }).click();
  await page.getByRole("textbox", { name: "Title" }).fill("Write the letter");
  await page.getByRole("textbox", { name: "Title" }).press("Enter");
  await row(page, "Write the letter").waitFor();
  await page.reload();
  await row(page, "Write the letter").waitFor();
});

test("status and priority by their menus", async () => {
  await addTask(page, "Fix the gate");
  await addTask(page, "Paint the gate");
  const task = row(page, "Fix the gate");
  await task.getByRole("button", { name: "Status: To do" }).click();
  await page.getByRole("menuitemradio", { name: "In progress" }).click();
  await task.getByRole("button", { name: "Status: In progress" }).waitFor();

  await task.hover();
  const saved = answered(page, '"priority":"HIGH"');
  await task.getByRole("button", { name: "Priority: No priority" }).click();
  await page.getByRole("menuitemradio", { name: "High" }).click();
  await task.getByRole("button", { name: "Priority: High" }).waitFor();
  await saved;

  await page.reload();
  expect(
    await until(
      () => openTitles(page),
      ({ length }) => length === 2,
    ),
  ).toEqual(["Fix the gate", "Paint the gate"]);
  await task.getByRole("button", { name: "Status: In progress" }).waitFor();
  await task.getByRole("button", { name: "Priority: High" }).waitFor();
});

test("a due date by shortcut and by calendar, and none again", async () => {
  await addTask(page, "Pay the rent");
  const task = row(page, "Pay the rent");
  await task.hover();
  await task.getByRole("button", { name: "Add a due date" }).click();
  await page.getByRole("button", { name: /^Tomorrow/ }).click();
  await task.getByRole("button", { name: "Due date: Tomorrow" }).click();
  await page
    .getByRole("gridcell")
    .getByRole("button", { name: /^Today,/ })
    .click();
  await task.getByRole("button", { name: "Due date: Today" }).click();
  const cleared = answered(page, '"dueOn":null');
  await page.getByRole("button", { name: "No due date" }).click();
  await cleared;
  await page.reload();
  await task.getByRole("button", { name: "Add a due date" }).waitFor({ state: "attached" });
});

test("delete, and take it back", async () => {
  await addTask(page, "Keep me");
  await addTask(page, "Throw me away");
  const task = row(page, "Throw me away");
  await task.hover();
  await task.getByRole("button", { name: "Delete “Throw me away”" }).click();
  await task.waitFor({ state: "hidden" });

  await page.getByRole("button", { name: "Undo" }).click();
  await task.waitFor();
  expect(await openTitles(page)).toEqual(["Keep me", "Throw me away"]);

  await task.hover();
  const saved = answered(page, "mutation DeleteTask");
  await task.getByRole("button", { name: "Delete “Throw me away”" }).click();
  await saved;
  await page.reload();
  await row(page, "Keep me").waitFor();
  expect(await openTitles(page)).toEqual(["Keep me"]);
});

test("a new project has a list of its own", async () => {
  await addTask(page, "At home");
  await page.getByRole("button", { name: "New project" }).click();
  await page.getByLabel("Project name").fill("Garden");
  await page.getByRole("button", { name: "Create project" }).click();
  await page.getByRole("heading", { level: 1, name: "Garden" }).waitFor();
  await addTask(page, "Plant the tulips");
  await row(page, "Plant the tulips").waitFor();

  await page.getByRole("link", { name: "Personal" }).click();
  await row(page, "At home").waitFor();
  expect(await openTitles(page)).toEqual(["At home"]);
});

test("a list longer than a page loads the rest on demand", async () => {
  for (let number = 1; number <= 103; number += 1) await addTask(page, `Task ${number}`);
  await row(page, "Task 103").getByText(/-103$/).waitFor({ timeout: 30_000 });
  await page.reload();
  await row(page, "Task 100").waitFor();
  expect(await openTitles(page)).toHaveLength(100);
  await page.getByRole("button", { name: "Load more tasks" }).click();
  await row(page, "Task 103").waitFor();
  const numbers = Array.from({ length: 103 }, (_, index) => `Task ${index + 1}`);
  expect(await openTitles(page)).toEqual(numbers);
});
