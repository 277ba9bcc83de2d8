import { ask, send } from "../testing/client";
import { eventsOf } from "../testing/database";
import { buildLabel, buildProject, buildTask, type BuiltProject } from "../testing/factories";
import { startTestApp, type TestApp } from "../testing/testApp";

const RENAME_PROJECT = "updateProject(input: { id: $project, name: $name }) { project { name } seq }";
const RENAME_TASK =
  "updateTask(input: { id: $task, title: $name }) { task { title project { name lastSeq } parent { title } } seq }";

describe("a document with several mutations", () => {
  let test: TestApp;
  let project: BuiltProject;
  beforeAll(async () => {
    test = await startTestApp();
    project = await buildProject(test);
  });
  afterAll(() => test.close());

  const VARIABLES = "$project: ID!, $task: ID!, $name: String!";
  async function variables() {
    const parent = await buildTask(test, { project });
    const { id } = await buildTask(test, { project, parentId: parent.id });
    return { project: project.id, task: id, parent: parent.id, name: `Name ${id}` };
  }

  it("runs them in order, each of which answers with what is so after it", async () => {
    const { parent, ...values } = await variables();
    const query = `mutation (${VARIABLES}, $parent: ID!) {
      before: ${RENAME_TASK}
      project: ${RENAME_PROJECT}
      parent: updateTask(input: { id: $parent, title: "Above" }) { seq }
      after: updateTask(input: { id: $task, title: "Below" }) { task { title project { name lastSeq } parent { title } } seq }
    }`;
    const { before, after, ...others } = await ask<Record<string, { seq: number; task: object }>>(
      test,
      project.owner.token,
      query,
      { ...values, parent },
    );
    const seqs = [before, others["project"], others["parent"], after].map((payload) => payload?.seq);
    expect(seqs).toEqual(seqs.map((_, i) => seqs[0]! + i));
    expect(before?.task).toMatchObject({ project: { lastSeq: seqs[0] } });
    expect(after?.task).toEqual({
      title: "Below",
      project: { name: values.name, lastSeq: seqs[3] },
      parent: { title: "Above" },
    });
  });

  it("answers each with the labels and the key as they are after it", async () => {
    const [{ project: id, task }, label] = [await variables(), await buildLabel(test, { project, name: "Old" })];
    const payload = "{ task { key labels { name } } seq }";
    const query = `mutation ($id: ID!, $task: ID!, $label: ID!) {
      plain: updateTask(input: { id: $task, title: "Plain" }) ${payload}
      added: updateTask(input: { id: $task, addLabelIds: [$label] }) ${payload}
      key: updateProject(input: { id: $id, key: "AFTER" }) { seq }
      label: updateLabel(input: { id: $label, name: "New" }) { seq }
      renamed: updateTask(input: { id: $task, title: "Renamed" }) ${payload}
      removed: updateTask(input: { id: $task, removeLabelIds: [$label] }) ${payload}
    }`;
    type Payload = { task: { key: string; labels: { name: string }[] } };
    const { plain, added, renamed, removed } = await ask<Record<string, Payload>>(test, project.owner.token, query, {
      id,
      task,
      label: label.id,
    });
    expect([plain, added, renamed, removed].map((answer) => answer?.task.labels.map(({ name }) => name))).toEqual([
      [],
      ["Old"],
      ["New"],
      [],
    ]);
    expect([plain, added, renamed].map((answer) => answer?.task.key.split("-")[0])).toEqual([
      project.key,
      project.key,
      "AFTER",
    ]);
  });

  it("does the rest though one of them is refused, and says which", async () => {
    const { parent: _, ...values } = await variables();
    const { seq } = (await eventsOf(test, project.id)).at(-1)!;
    const query = `mutation (${VARIABLES}) {
      bad: updateTask(input: { id: $task, title: "" }) { seq }
      good: ${RENAME_TASK}
      gone: deleteTask(input: { id: $project }) { seq }
      also: ${RENAME_PROJECT}
    }`;
    const { data, errors } = await send<Record<string, { seq: number } | null>>(
      test,
      project.owner.token,
      query,
      values,
    );
    expect(data).toMatchObject({ bad: null, good: { seq: seq + 1 }, gone: null, also: { seq: seq + 2 } });
    expect(errors?.map(({ path, extensions }) => [path?.[0], extensions?.["code"]])).toEqual([
      ["bad", "BAD_USER_INPUT"],
      ["gone", "BAD_USER_INPUT"],
    ]);
  });

  it("does none of them when it does not fit the schema", async () => {
    const { parent: _, ...values } = await variables();
    const before = await eventsOf(test, project.id);
    const { data, errors } = await send(
      test,
      project.owner.token,
      `mutation (${VARIABLES}) { good: ${RENAME_TASK} bad: updateTask(input: {}) { seq } }`,
      values,
    );
    expect({ data, code: errors?.[0]?.extensions?.["code"] }).toEqual({
      data: undefined,
      code: "GRAPHQL_VALIDATION_FAILED",
    });
    expect(await eventsOf(test, project.id)).toEqual(before);
  });
});
