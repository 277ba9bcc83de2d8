import { ask } from "../testing/client";
import {
  buildComment,
  buildLabel,
  buildMember,
  buildProject,
  buildTask,
  type BuiltProject,
  type BuiltTask,
} from "../testing/factories";
import { startTestApp, type TestApp } from "../testing/testApp";

const TASK = "id title key assignee { id name } project { id name } labels { id name }";
const ENTITIES = "task { title } comment { body } label { name } member { role } project { name }";
/** Queries that would ask once a row if something did not batch. */
const QUERIES: [name: string, query: string, most: number][] = [
  ["the viewer's tasks", `query ($n: Int!) { tasks(first: $n) { nodes { ${TASK} } pageInfo { hasNextPage } } }`, 6],
  [
    "a project's tasks",
    `query ($n: Int!, $id: ID!) { project(id: $id) { tasks(first: $n) { nodes { ${TASK} } pageInfo { hasNextPage } } } }`,
    6,
  ],
  [
    "everything about tasks",
    `query ($n: Int!) { tasks(first: $n) { nodes { ${TASK} previousKeys viewerCanEdit creator { name } parent { title assignee { name } } project { viewerRole lastSeq owner { name } labels { name } } } } }`,
    13,
  ],
  [
    "a project's members",
    `query ($n: Int!, $id: ID!) { project(id: $id) { members(first: $n) { nodes { role email user { name } addedBy { name } project { name } } } } }`,
    7,
  ],
  [
    "a task's comments",
    `query ($n: Int!, $task: ID!) { task(id: $task) { comments(first: $n) { nodes { body author { name } viewerCanEdit task { title } } pageInfo { hasNextPage } } } }`,
    9,
  ],
  [
    "a task's activity",
    `query ($n: Int!, $task: ID!) { task(id: $task) { activity(first: $n) { nodes { type actor { name } ${ENTITIES} } pageInfo { hasNextPage } } } }`,
    8,
  ],
  [
    "a project's activity",
    `query ($n: Int!, $id: ID!) { project(id: $id) { activity(first: $n) { nodes { type actor { name } fieldChanges { field } ${ENTITIES} } pageInfo { hasNextPage } } } }`,
    10,
  ],
  [
    "the viewer's projects",
    "query ($n: Int!) { projects(first: $n) { nodes { name viewerRole lastSeq owner { name } labels { name } } } }",
    6,
  ],
];

describe("the number of SQL statements", () => {
  let test: TestApp;
  let project: BuiltProject;
  let commented: BuiltTask;
  beforeAll(async () => {
    test = await startTestApp();
    project = await buildProject(test);
    const { owner } = project;
    const parent = await buildTask(test, { project });
    commented = parent;
    for (let i = 0; i < 50; i++) {
      const label = await buildLabel(test, { project });
      const member = await buildMember(test, { project });
      const elsewhere = i % 5 === 0 ? await buildProject(test, { owner }) : null;
      await buildTask(
        test,
        elsewhere
          ? { project: elsewhere }
          : { project, assigneeId: member.id, labelIds: [label.id], parentId: parent.id },
      );
      await buildComment(test, { task: commented, author: member });
    }
  });
  afterAll(() => test.close());

  it.each(QUERIES)("for %s does not depend on how many there are", async (_name, query, most) => {
    const statements = (n: number) =>
      test.statementsOf(() => ask(test, project.owner.token, query, { n, id: project.id, task: commented.id }));
    const [five, fifty] = [await statements(5), await statements(50)];
    expect(fifty).toHaveLength(five.length);
    expect(fifty.length).toBeLessThanOrEqual(most);
  });

  it("for nodes does not depend on how many there are", async () => {
    const { token } = project.owner;
    const query =
      "{ tasks(first: 100) { nodes { id project { id } assignee { id } labels { id } } } project: projects { nodes { members(first: 100) { nodes { id } } } } }";
    const { tasks, project: projects } = await ask<{
      tasks: {
        nodes: { id: string; project: { id: string }; assignee: { id: string } | null; labels: { id: string }[] }[];
      };
      project: { nodes: { members: { nodes: { id: string }[] } }[] };
    }>(test, token, query);
    const kinds = {
      tasks: tasks.nodes.map(({ id }) => id),
      projects: tasks.nodes.map((task) => task.project.id),
      labels: tasks.nodes.flatMap(({ labels }) => labels.map(({ id }) => id)),
      members: projects.nodes.flatMap(({ members }) => members.nodes.map(({ id }) => id)),
    };
    for (const [kind, ids] of Object.entries(kinds)) {
      const count = async (n: number) =>
        (
          await test.statementsOf(() =>
            ask(test, token, "query ($ids: [ID!]!) { nodes(ids: $ids) { id } }", { ids: ids.slice(0, n) }),
          )
        ).length;
      expect({ kind, statements: await count(40) }).toEqual({ kind, statements: await count(4) });
    }
  });

  it("asks for nothing but what is selected", async () => {
    const statements = await test.statementsOf(() =>
      ask(test, project.owner.token, "{ tasks { nodes { id title status } } }"),
    );
    expect(statements).toHaveLength(3);
  });
});
