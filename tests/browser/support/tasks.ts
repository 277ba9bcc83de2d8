import type { Locator, Page } from "playwright-core";

export async function addTask(page: Page, title: string): Promise<void> {
  await page.getByLabel("Add a task").fill(title);
  await page.getByLabel("Add a task").press("Enter");
}

/** The row of the task with this title. */
export const row = (page: Page, title: string): Locator =>
  page.getByRole("listitem").filter({ has: page.getByRole("button", { name: title, exact: true }) });

export const checkbox = (page: Page, title: string): Locator =>
  page.getByRole("checkbox", { name: title, exact: true });

/** The titles of the open tasks, from top to bottom. */
export const openTitles = (page: Page): Promise<string[]> =>
  page.getByRole("region", { name: "Open tasks" }).locator('[data-column="title"]').allTextContents();

/** Waits for the server's answer to the next request whose body has this text. */
export const answered = (page: Page, text: string) =>
  page.waitForResponse((response) => Boolean(response.request().postData()?.includes(text)));

export async function until<T>(read: () => Promise<T>, isRight: (value: T) => boolean): Promise<T> {
  const deadline = Date.now() + 10_000;
  for (;;) {
    const value = await read();
    if (isRight(value)) return value;
    if (Date.now() > deadline) throw new Error(`Still ${JSON.stringify(value)}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
