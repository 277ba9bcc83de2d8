import { setTimeout as sleep } from "node:timers/promises";
import { type App, openApp } from "./support/openApp";
import { register, signIn } from "./support/people";
import { addTask, openTitles, row } from "./support/tasks";

const TOKEN_S = 3;

let app: App;

beforeAll(async () => {
  app = await openApp({ JWT_EXPIRES_IN: `${TOKEN_S}s` });
});
afterEach(() => app.closePages());
afterAll(() => app?.stop());

test("a page goes on working, live, long after its first token has expired", async () => {
  const here = await app.open();
  const person = await register(here);
  const there = await app.open();
  await signIn(there, person);
  await there.getByLabel("Add a task").waitFor();

  for (const title of ["First", "Second", "Third"]) {
    await sleep(TOKEN_S * 1_000 + 500);
    await addTask(here, title);
    await row(there, title).waitFor();
  }
  expect(await openTitles(there)).toEqual(["First", "Second", "Third"]);
  expect(here.url()).toContain("/projects/");
});
