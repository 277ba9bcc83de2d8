import { idBytes } from "../../platform/ids";
import { ask } from "../../testing/client";
import { buildMember, buildProject, buildTask, buildUser, type Person } from "../../testing/factories";
import { change } from "../../testing/mutations";
import { PAGE, type TestPage, type TestPageArgs, walkBackwards, walkForwards } from "../../testing/pages";
import { startTestApp, type TestApp } from "../../testing/testApp";

const LIST = `query ($filter: TaskFilter, $orderBy: [TaskOrder!], $first: Int, $after: String, $last: Int, $before: String) {
  tasks(filter: $filter, orderBy: $orderBy, first: $first, after: $after, last: $last, before: $before) { totalCount ${PAGE} }
}`;
const OWN = 2;
const OF_OTHERS = 6;
const PER_PROJECT = 5;
/** So few that tasks of several projects have the same. */
const INSTANTS = 7;

interface Known {
  id: string;
  status: string;
  createdAt: number;
  updatedAt: number;
}

describe("the tasks of somebody's projects", () => {
  let test: TestApp;
  let viewer: Person;
  const known: Known[] = [];
  beforeAll(async () => {
    test = await startTestApp();
    viewer = await buildUser(test);
    for (let i = 0; i < OWN + OF_OTHERS; i++) {
      const project = await buildProject(test, i < OWN ? { owner: viewer } : {});
      if (i >= OWN) await buildMember(test, { project, person: viewer, role: "VIEWER" });
      for (let n = 0; n < PER_PROJECT; n++) {
        const status = n % 2 ? "DONE" : "TODO";
        const { id } = await buildTask(test, { project, status });
        known.push({ id, status, createdAt: (i * 3 + n * 5) % INSTANTS, updatedAt: (i + n * n) % INSTANTS });
      }
    }
    await test.app.db.transact(null, {}, async (tx) => {
      for (const { id, createdAt, updatedAt } of known) {
        await tx.execute("UPDATE tasks SET created_at = ?, updated_at = ? WHERE id = ?", [
          createdAt,
          updatedAt,
          idBytes(id),
        ]);
      }
    });
    await addUnseen();
  });
  afterAll(() => test.close());

  /** What must be on no page: all of it newer than what is. */
  async function addUnseen(): Promise<void> {
    for (const field of ["archiveProject", "deleteProject"] as const) {
      const own = await buildProject(test, { owner: viewer });
      const others = await buildProject(test);
      await buildMember(test, { project: others, person: viewer });
      for (const project of [own, others]) {
        await buildTask(test, { project });
        await change(test, project.owner, field, { id: project.id });
      }
    }
    const left = await buildProject(test);
    const { memberId } = await buildMember(test, { project: left, person: viewer });
    await buildTask(test, { project: left });
    await change(test, left.owner, "removeProjectMember", { id: memberId });
    await buildTask(test);
    const trash = await buildTask(test, { project: await buildProject(test, { owner: viewer }) });
    await change(test, viewer, "deleteTask", { id: trash.id });
  }

  function inOrder(field: "createdAt" | "updatedAt", direction: "ASC" | "DESC", status?: string): string[] {
    const sign = direction === "ASC" ? 1 : -1;
    return known
      .filter((task) => !status || task.status === status)
      .toSorted((a, b) => sign * (a[field] - b[field] || (a.id < b.id ? -1 : 1)))
      .map(({ id }) => id);
  }

  const orders = (["CREATED_AT", "UPDATED_AT"] as const).flatMap((field) =>
    (["ASC", "DESC"] as const).map((direction) => ({ field, direction })),
  );
  // A page of 1 or 3 looks into fewer projects than there are; one of 40 has all.
  const cases = orders.flatMap((order) =>
    [1, 3, 40].flatMap((size) => [
      { ...order, size, status: undefined },
      { ...order, size, status: "DONE" },
    ]),
  );

  it.each(cases)("are in order, each once: $field $direction, $size a page, $status", async (args) => {
    const { field, direction, size, status } = args;
    const variables = { orderBy: [{ field, direction }], ...(status && { filter: { status: { eq: status } } }) };
    const fetch = async (page: TestPageArgs) => {
      const { tasks } = await ask<{ tasks: TestPage }>(test, viewer.token, LIST, { ...variables, ...page });
      return tasks;
    };
    const expected = inOrder(field === "CREATED_AT" ? "createdAt" : "updatedAt", direction, status);
    expect((await walkForwards(fetch, size)).flat()).toEqual(expected);
    expect((await walkBackwards(fetch, size)).flat()).toEqual(expected);
  });

  it("are counted", async () => {
    const { tasks } = await ask<{ tasks: { totalCount: number } }>(test, viewer.token, LIST, { first: 1 });
    expect(tasks.totalCount).toBe(known.length);
  });

  it("are none for somebody without any", async () => {
    const { tasks } = await ask<{ tasks: object }>(test, (await buildUser(test)).token, LIST, { first: 1 });
    expect(tasks).toMatchObject({ totalCount: 0, nodes: [], pageInfo: { hasNextPage: false, hasPreviousPage: false } });
  });

  it("are read by as many statements, however many projects they are of", async () => {
    const few = await buildUser(test);
    for (const i of [1, 2]) {
      const project = await buildProject(test);
      await buildMember(test, { project, person: few });
      await buildTask(test, { project, title: `Task ${i}` });
    }
    const list = "{ tasks(first: 50) { nodes { id } } }";
    const countOf = async ({ token }: Person) => (await test.statementsOf(() => ask(test, token, list))).length;
    expect(await countOf(viewer)).toBe(await countOf(few));
  });
});
