import { newId } from "../platform/ids";
import { ask, send } from "../testing/client";
import { eventsOf } from "../testing/database";
import {
  buildApiToken,
  buildComment,
  buildLabel,
  buildMember,
  buildProject,
  buildTask,
  buildUser,
  type Person,
} from "../testing/factories";
import { change } from "../testing/mutations";
import { startTestApp, type TestApp } from "../testing/testApp";

type Node = { __typename: string; id: string } | null;

describe("node and nodes", () => {
  let test: TestApp;
  let owner: Person;
  let member: Person;
  let ids: Record<
    "User" | "Project" | "ProjectMember" | "Task" | "Label" | "Comment" | "ActivityEntry" | "Session" | "ApiToken",
    string
  >;
  beforeAll(async () => {
    test = await startTestApp();
    const project = await buildProject(test);
    ({ owner } = project);
    const added = await buildMember(test, { project });
    member = added;
    const [task, label] = [await buildTask(test, { project }), await buildLabel(test, { project })];
    ids = {
      User: added.id,
      Project: project.id,
      ProjectMember: added.memberId,
      Task: task.id,
      Label: label.id,
      Comment: (await buildComment(test, { task })).id,
      ActivityEntry: (await eventsOf(test, project.id))[0]?.id as string,
      Session: owner.sessionId,
      ApiToken: (await buildApiToken(test, owner)).id,
    };
  });
  afterAll(() => test.close());

  const node = async (person: Person, id: string): Promise<Node> =>
    (await ask<{ node: Node }>(test, person.token, "query ($id: ID!) { node(id: $id) { __typename id } }", { id }))
      .node;
  const nodes = async (person: Person, list: string[]): Promise<Node[]> =>
    (
      await ask<{ nodes: Node[] }>(test, person.token, "query ($ids: [ID!]!) { nodes(ids: $ids) { __typename id } }", {
        ids: list,
      })
    ).nodes;

  it("are tried here with every type that is a Node", () => {
    const types = test.app.schema.getPossibleTypes(test.app.schema.getType("Node") as never);
    expect(types.map(({ name }) => name).toSorted()).toEqual(Object.keys(ids).toSorted());
  });

  it("answer every kind to whoever may see it", async () => {
    for (const [__typename, id] of Object.entries(ids)) expect(await node(owner, id)).toEqual({ __typename, id });
    expect(await nodes(owner, Object.values(ids))).toEqual(
      Object.entries(ids).map(([__typename, id]) => ({ __typename, id })),
    );
  });

  it("answer null for all of it to a stranger", async () => {
    const stranger = await buildUser(test);
    expect(await nodes(stranger, Object.values(ids))).toEqual(Object.values(ids).map(() => null));
  });

  it("keep the order asked, with repeats, and null in place of what is not there", async () => {
    const list = [ids.Task, newId("tsk"), ids.Project, ids.Task, ids.Session];
    const found = await nodes(member, list);
    expect(found.map((one) => one?.id ?? null)).toEqual([ids.Task, null, ids.Project, ids.Task, null]);
  });

  it("show what is in the trash, a label that is deleted, but no former member", async () => {
    const project = await buildProject(test);
    const [task, label] = [await buildTask(test, { project }), await buildLabel(test, { project })];
    const { memberId, ...left } = await buildMember(test, { project });
    await change(test, project.owner, "deleteTask", { id: task.id });
    await change(test, project.owner, "deleteLabel", { id: label.id });
    await change(test, project.owner, "removeProjectMember", { id: memberId });
    const query =
      "query ($ids: [ID!]!) { nodes(ids: $ids) { id ... on Task { deletedAt } ... on Label { deletedAt } } }";
    const data = await ask<object>(test, project.owner.token, query, { ids: [task.id, label.id, memberId, left.id] });
    const deletedAt = expect.any(String);
    expect(data).toEqual({ nodes: [{ id: task.id, deletedAt }, { id: label.id, deletedAt }, null, null] });
  });

  it.each<[string, string]>([
    ["nonsense", "nonsense"],
    ["an id with a digit missing", newId("tsk").slice(0, -1)],
    ["a kind that there is not", newId("tsk").replace("tsk", "xyz")],
    ["constructor", "constructor_"],
  ])("refuse %s", async (_name, id) => {
    const one = await send(test, owner.token, "query ($id: ID!) { node(id: $id) { id } }", { id });
    expect(one.errors?.[0]?.extensions).toMatchObject({
      code: "BAD_USER_INPUT",
      fields: [{ path: ["id"], rule: "id" }],
    });
    const many = await send(test, owner.token, "query ($ids: [ID!]!) { nodes(ids: $ids) { id } }", {
      ids: [ids.Task, id],
    });
    expect(many.errors?.[0]?.extensions).toMatchObject({
      code: "BAD_USER_INPUT",
      fields: [{ path: ["ids", 1], rule: "id" }],
    });
  });

  it("take 1 to 100 ids", async () => {
    expect(
      await nodes(
        owner,
        Array.from({ length: 100 }, () => ids.Task),
      ),
    ).toHaveLength(100);
    for (const list of [[], Array.from({ length: 101 }, () => ids.Task)]) {
      const { errors } = await send(test, owner.token, "query ($ids: [ID!]!) { nodes(ids: $ids) { id } }", {
        ids: list,
      });
      expect(errors?.[0]?.extensions).toMatchObject({
        code: "BAD_USER_INPUT",
        fields: [{ path: ["ids"], rule: "range" }],
      });
    }
  });
});
