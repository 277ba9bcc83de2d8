import { tableOf } from "../../platform/db/table";
import { newId } from "../../platform/ids";
import { ask } from "../../testing/client";
import { buildProject, buildTask, type BuiltProject } from "../../testing/factories";
import { startTestApp, type TestApp } from "../../testing/testApp";
import { Task } from "./task.entity";

const ROWS_PER_INSERT = 1_000;

describe("totalCount", () => {
  let test: TestApp;
  let project: BuiltProject;
  beforeAll(async () => {
    test = await startTestApp();
    project = await buildProject(test);
  });
  afterAll(() => test.close());

  async function count(list: string, filter: object = {}): Promise<number | null> {
    const query = `query ($id: ID!, $filter: TaskFilter) { project(id: $id) { tasks(filter: $filter, ${list}) { totalCount } } }`;
    const data = await ask<{ project: { tasks: { totalCount: number | null } } }>(test, project.owner.token, query, { id: project.id, filter });
    return data.project.tasks.totalCount;
  }

  /** Rows as the first task's: one by one through the API would take a minute. */
  async function grow(most: number): Promise<void> {
    const { id } = await buildTask(test, { project });
    const table = tableOf(Task);
    const rows = (await test.app.db.read(null).query(`SELECT ${table.select("t")} FROM tasks t`)).map((row) => table.read(row));
    const sample = rows.find((task) => task.id === id)!;
    for (let made = rows.length; made < most; made += ROWS_PER_INSERT) {
      const size = Math.min(ROWS_PER_INSERT, most - made);
      const more = Array.from({ length: size }, (_, i) => Object.assign(new Task(), sample, { id: newId("tsk"), number: 1_000 + made + i }));
      await test.app.db.transact(null, {}, (tx) => tx.insert(Task, more));
    }
  }

  it("is of the whole list, with the filter, whatever the page", async () => {
    for (const status of ["TODO", "TODO", "DONE"]) await buildTask(test, { project, status });
    expect(await count("first: 1")).toBe(3);
    expect(await count("last: 2")).toBe(3);
    expect(await count("first: 1", { status: { eq: "TODO" } })).toBe(2);
    expect(await count("first: 1", { status: { eq: "CANCELED" } })).toBe(0);
  });

  it("costs a statement only when it is asked for", async () => {
    const list = (fields: string) => ask(test, project.owner.token, `query ($id: ID!) { project(id: $id) { tasks { ${fields} } } }`, { id: project.id });
    const without = await test.statementsOf(() => list("nodes { id }"));
    const including = await test.statementsOf(() => list("nodes { id } totalCount"));
    expect(including.length - without.length).toBe(1);
    expect(without.join()).not.toMatch(/COUNT/i);
  });

  it("is exact up to 10,000 and null beyond", async () => {
    await grow(10_000);
    expect(await count("first: 1")).toBe(10_000);
    await buildTask(test, { project });
    expect(await count("first: 1")).toBeNull();
  });
});
