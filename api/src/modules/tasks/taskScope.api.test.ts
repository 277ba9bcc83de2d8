import { ask, send } from "../../testing/client";
import { buildProject, buildTask, type BuiltProject } from "../../testing/factories";
import { change } from "../../testing/mutations";
import { startTestApp, type TestApp } from "../../testing/testApp";

const OF_VIEWER = `query ($scope: TaskScope, $filter: TaskFilter, $first: Int, $after: String) {
  tasks(scope: $scope, filter: $filter, first: $first, after: $after, orderBy: [{ field: CREATED_AT, direction: ASC }]) {
    totalCount nodes { title } pageInfo { endCursor }
  }
}`;
const OF_PROJECT = `query ($id: ID!, $scope: TaskScope, $filter: TaskFilter) {
  project(id: $id) { tasks(scope: $scope, filter: $filter) { totalCount nodes { title } } }
}`;
interface List {
  totalCount: number;
  nodes: { title: string }[];
  pageInfo: { endCursor: string };
}

describe("the scope of a list of tasks", () => {
  let test: TestApp;
  let project: BuiltProject;
  beforeAll(async () => {
    test = await startTestApp();
    project = await buildProject(test);
    const ids: Record<string, string> = {};
    for (const title of "abcde") {
      ids[title] = (await buildTask(test, { project, title, ...(title === "c" && { parentId: ids["b"] }) })).id;
    }
    for (const title of "bd") await change(test, project.owner, "deleteTask", { id: ids[title] });
    await buildTask(test, { title: "a stranger's" });
  });
  afterAll(() => test.close());

  async function lists(variables: object): Promise<string[]> {
    const { token } = project.owner;
    const viewer = await ask<{ tasks: List }>(test, token, OF_VIEWER, { ...variables });
    const own = await ask<{ project: { tasks: List } }>(test, token, OF_PROJECT, { id: project.id, ...variables });
    return [viewer.tasks, own.project.tasks].map(({ nodes, totalCount }) => {
      expect(totalCount).toBe(nodes.length);
      return nodes.map(({ title }) => title).join("");
    });
  }

  it.each<[object, string]>([
    [{}, "ae"],
    [{ scope: null }, "ae"],
    [{ scope: "LIVE" }, "ae"],
    [{ scope: "TRASH" }, "bcd"],
    [{ scope: "ALL" }, "abcde"],
    [{ scope: "TRASH", filter: { title: { in: ["a", "b", "c"] } } }, "bc"],
  ])("with %j is the same for a viewer and a project", async (variables, expected) => {
    expect(await lists(variables)).toEqual([expected, expected]);
  });

  it("is a cursor's too", async () => {
    const { token } = project.owner;
    const { tasks } = await ask<{ tasks: List }>(test, token, OF_VIEWER, { scope: "TRASH", first: 1 });
    const after = tasks.pageInfo.endCursor;
    const next = await ask<{ tasks: List }>(test, token, OF_VIEWER, { scope: "TRASH", first: 5, after });
    expect(next.tasks.nodes.map(({ title }) => title)).toEqual(["c", "d"]);
    for (const scope of ["ALL", "LIVE"]) {
      const { errors } = await send(test, token, OF_VIEWER, { scope, after });
      expect(errors?.[0]?.extensions).toMatchObject({ fields: [{ path: ["after"], rule: "cursor" }] });
    }
  });
});
