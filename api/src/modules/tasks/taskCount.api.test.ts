import { ask } from "../../testing/client";
import { cloneTask } from "../../testing/cloneTask";
import { buildProject, buildTask, type BuiltProject } from "../../testing/factories";
import { startTestApp, type TestApp } from "../../testing/testApp";

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
    const data = await ask<{ project: { tasks: { totalCount: number | null } } }>(test, project.owner.token, query, {
      id: project.id,
      filter,
    });
    return data.project.tasks.totalCount;
  }

  it("is of the whole list, with the filter, whatever the page", async () => {
    for (const status of ["TODO", "TODO", "DONE"]) await buildTask(test, { project, status });
    expect(await count("first: 1")).toBe(3);
    expect(await count("last: 2")).toBe(3);
    expect(await count("first: 1", { status: { eq: "TODO" } })).toBe(2);
    expect(await count("first: 1", { status: { eq: "CANCELED" } })).toBe(0);
  });

  it("costs a statement only when it is asked for", async () => {
    const list = (fields: string) =>
      ask(test, project.owner.token, `query ($id: ID!) { project(id: $id) { tasks { ${fields} } } }`, {
        id: project.id,
      });
    const without = await test.statementsOf(() => list("nodes { id }"));
    const including = await test.statementsOf(() => list("nodes { id } totalCount"));
    expect(including.length - without.length).toBe(1);
    expect(without.join()).not.toMatch(/COUNT/i);
  });

  it("is exact up to 10,000 and null beyond", async () => {
    const { id } = await buildTask(test, { project });
    await cloneTask(test, id, 10_000 - (await count("first: 1"))!);
    expect(await count("first: 1")).toBe(10_000);
    await buildTask(test, { project });
    expect(await count("first: 1")).toBeNull();
  });
});
