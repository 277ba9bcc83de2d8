import { ask, send } from "../../testing/client";
import { buildProject, buildTask, type BuiltProject } from "../../testing/factories";
import { change } from "../../testing/mutations";
import { expectedSlice, PAGE, type TestPage, walkForwards } from "../../testing/pages";
import { startTestApp, type TestApp } from "../../testing/testApp";

const LIST = `query ($id: ID!, $filter: TaskFilter, $orderBy: [TaskOrder!], $first: Int, $after: String, $last: Int, $before: String) {
  project(id: $id) { tasks(filter: $filter, orderBy: $orderBy, first: $first, after: $after, last: $last, before: $before) { ${PAGE} } }
}`;
const OF_VIEWER = `query ($after: String) { tasks(after: $after) { ${PAGE} } }`;
const BY_TITLE = [{ field: "TITLE", direction: "ASC" }];

describe("pages of tasks", () => {
  let test: TestApp;
  let project: BuiltProject;
  let ids: string[];
  let cursors: string[];
  beforeAll(async () => {
    test = await startTestApp();
    project = await buildProject(test);
    ids = [];
    for (let i = 0; i < 6; i++) ids.push((await buildTask(test, { project })).id);
    cursors = (await fetchPage({})).edges.map(({ cursor }) => cursor);
  });
  afterAll(() => test.close());

  async function fetchPage(args: object, of: BuiltProject = project): Promise<TestPage> {
    const data = await ask<{ project: { tasks: TestPage } }>(test, of.owner.token, LIST, { id: of.id, ...args });
    return data.project.tasks;
  }

  it("are what Relay's rules say for every pair of cursors and every size", async () => {
    const places = [undefined, 0, 1, 2, 3, 4, 5];
    const sizes = [{}, { first: 1 }, { first: 3 }, { first: 6 }, { last: 1 }, { last: 3 }, { last: 6 }];
    for (const after of places) {
      for (const before of places) {
        for (const size of sizes) {
          const bounds = { ...(after !== undefined && { after }), ...(before !== undefined && { before }) };
          const args = { ...size, after: cursors[after ?? -1], before: cursors[before ?? -1] };
          const { nodes, pageInfo } = await fetchPage(args);
          const { hasNextPage, hasPreviousPage } = pageInfo;
          const got = { bounds, size, ids: nodes.map(({ id }) => id), hasNextPage, hasPreviousPage };
          expect(got).toEqual({ bounds, size, ...expectedSlice(ids, { ...bounds, ...size }) });
        }
      }
    }
  });

  it("have 50 tasks when nothing is said, and 100 at most", async () => {
    const large = await buildProject(test);
    for (let i = 0; i < 103; i++) await buildTask(test, { project: large });
    const sizes = [];
    for (const args of [{}, { first: 100 }, { last: 100 }]) sizes.push((await fetchPage(args, large)).nodes.length);
    const { edges } = await fetchPage({ last: 1 }, large);
    const backwards = await fetchPage({ before: edges[0]?.cursor }, large);
    expect([...sizes, backwards.nodes.length, backwards.pageInfo.hasPreviousPage]).toEqual([50, 100, 100, 50, true]);
  });

  it.each<[object, string]>([
    [{ first: 0 }, "first"],
    [{ first: -1 }, "first"],
    [{ first: 101 }, "first"],
    [{ last: 0 }, "last"],
    [{ last: 101 }, "last"],
    [{ first: 1, last: 1 }, "last"],
    [{ after: "made up" }, "after"],
    [{ before: "" }, "before"],
    [{ after: "x".repeat(5_000) }, "after"],
  ])("are refused for %j", async (args, argument) => {
    const { errors } = await send(test, project.owner.token, LIST, { id: project.id, ...args });
    expect(errors?.[0]?.extensions).toMatchObject({ code: "BAD_USER_INPUT", fields: [{ path: [argument] }] });
  });

  it.each<[string, (cursor: string) => [query: string, variables: object]]>([
    ["another filter", (after) => [LIST, { id: project.id, after, filter: { status: { eq: "TODO" } } }]],
    ["another order", (after) => [LIST, { id: project.id, after, orderBy: BY_TITLE }]],
    ["another list", (after) => [OF_VIEWER, { after }]],
    [
      "a byte changed",
      (after) => [LIST, { id: project.id, after: (after.startsWith("A") ? "B" : "A") + after.slice(1) }],
    ],
    [
      "a byte changed at the end",
      (after) => [LIST, { id: project.id, after: after.slice(0, -2) + (after.endsWith("AA") ? "BB" : "AA") }],
    ],
  ])("do not take a cursor with %s", async (_name, request) => {
    const [query, variables] = request(cursors[2]!);
    const { errors } = await send(test, project.owner.token, query, variables as Record<string, unknown>);
    expect(errors?.[0]?.extensions).toMatchObject({
      code: "BAD_USER_INPUT",
      fields: [{ path: ["after"], rule: "cursor" }],
    });
  });

  it("do not take a cursor of another project, though the viewer may see both", async () => {
    const other = await buildProject(test, { owner: project.owner });
    const { errors } = await send(test, project.owner.token, LIST, { id: other.id, after: cursors[2] });
    expect(errors?.[0]?.extensions).toMatchObject({ code: "BAD_USER_INPUT", fields: [{ path: ["after"] }] });
  });

  it("have each task once, whatever is written between two of them", async () => {
    const busy = await buildProject(test);
    const owner = busy.owner;
    const titles = ["b", "d", "f", "h", "j", "l"];
    const kept: string[] = [];
    for (const title of titles) kept.push((await buildTask(test, { project: busy, title })).id);
    let turn = 0;
    const pages = await walkForwards(async (args) => {
      const page = await fetchPage({ ...args, orderBy: BY_TITLE }, busy);
      // Right before, between and right behind what was just read.
      for (const title of ["a", "c", "e", "g", "i", "k"].slice(0, 2 + turn))
        await buildTask(test, { project: busy, title: `${title}${turn}` });
      const gone = await buildTask(test, { project: busy, title: "b2" });
      await change(test, owner, "deleteTask", { id: gone.id });
      await change(test, owner, "updateTask", { id: kept[turn % 6], priority: "HIGH" });
      turn += 1;
      return page;
    }, 2);
    const seen = pages.flat().filter((id) => kept.includes(id));
    expect(seen).toEqual(kept);
    expect(new Set(pages.flat()).size).toBe(pages.flat().length);
  });

  it("go on behind a task that is gone", async () => {
    const shrinking = await buildProject(test);
    const made = [];
    for (let i = 0; i < 4; i++) made.push(await buildTask(test, { project: shrinking }));
    const { pageInfo } = await fetchPage({ first: 2 }, shrinking);
    await change(test, shrinking.owner, "deleteTask", { id: made[1]!.id });
    const { nodes } = await fetchPage({ after: pageInfo.endCursor }, shrinking);
    expect(nodes.map(({ id }) => id)).toEqual([made[2]!.id, made[3]!.id]);
  });
});
