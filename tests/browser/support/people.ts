import { randomUUID } from "node:crypto";
import type { Page } from "playwright-core";

export interface Person {
  readonly name: string;
  readonly email: string;
  readonly password: string;
}

export const buildPerson = (): Person => ({
  name: "Ada Lovelace",
  email: `ada-${randomUUID()}@example.org`,
  password: "correct horse battery",
});

/** From the sign-in screen to the empty task list of a new account. */
export async function register(page: Page, person = buildPerson()): Promise<Person> {
  await page.getByRole("link", { name: "Create account" }).click();
  await page.getByLabel("Name").fill(person.name);
  await page.getByLabel("Email").fill(person.email);
  await page.getByLabel("Password").fill(person.password);
  await page.getByRole("button", { name: "Create account" }).click();
  await page.waitForURL("**/projects/prj_*");
  await page.getByLabel("Add a task").waitFor();
  return person;
}

export async function signIn(page: Page, { email, password }: Person): Promise<void> {
  await page.getByLabel("Email").fill(email);
  await page.getByLabel("Password").fill(password);
  await page.getByRole("button", { name: "Sign in" }).click();
}

export async function signOut(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Account: Ada Lovelace" }).click();
  await page.getByRole("menuitem", { name: "Sign out", exact: true }).click();
  await page.waitForURL("**/sign-in");
}
