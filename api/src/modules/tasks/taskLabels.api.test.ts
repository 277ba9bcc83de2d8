import { dumpTables, eventsOf } from "../../testing/database";
import { buildLabel, buildProject, buildTask, type BuiltProject } from "../../testing/factories";
import { badField, change, refusal } from "../../testing/mutations";
import { startTestApp, type TestApp } from "../../testing/testApp";

describe("labels on tasks", () => {
  let test: TestApp;
  let project: BuiltProject;
  let red: string;
  let blue: string;
  let green: string;
  beforeAll(async () => {
    test = await startTestApp();
    project = await buildProject(test);
    // By name: blue, green, red.
    [red, blue, green] = (
      await Promise.all(["red", "Blue", "grün"].map((name) => buildLabel(test, { project, name })))
    ).map(({ id }) => id) as [string, string, string];
  });
  afterAll(() => test.close());

  const build = async (labelIds: string[] = []) => (await buildTask(test, { project, labelIds })).id;
  const update = async (id: string, fields: object) => change(test, project.owner, "updateTask", { id, ...fields });
  const idsAfter = async (id: string, fields: object) =>
    (await update(id, fields)).task.labels.map((label) => label.id);

  it("are given with a new task, each once, and come by name", async () => {
    const { task } = await change(test, project.owner, "createTask", {
      projectId: project.id,
      title: "New",
      labelIds: [red, blue, red],
    });
    expect(task.labels).toEqual([
      { id: blue, name: "Blue" },
      { id: red, name: "red" },
    ]);
  });

  it("are replaced, added and taken off", async () => {
    const id = await build([red]);
    expect(await idsAfter(id, { labelIds: [green, blue] })).toEqual([blue, green]);
    expect(await idsAfter(id, { addLabelIds: [red, blue] })).toEqual([blue, green, red]);
    expect(await idsAfter(id, { removeLabelIds: [green] })).toEqual([blue, red]);
    expect(await idsAfter(id, { addLabelIds: [green], removeLabelIds: [red] })).toEqual([blue, green]);
    expect(await idsAfter(id, { labelIds: [] })).toEqual([]);
  });

  it.each<[string, () => object]>([
    ["the same labels", () => ({ labelIds: [blue, red] })],
    ["one that is there", () => ({ addLabelIds: [red] })],
    ["one to take off that is not there", () => ({ removeLabelIds: [green] })],
    ["nothing to add or take off", () => ({ addLabelIds: [], removeLabelIds: [] })],
  ])("change nothing by %s", async (_name, fields) => {
    const id = await build([red, blue]);
    const before = await dumpTables(test);
    expect((await update(id, fields())).task).toMatchObject({ version: 1 });
    expect(await dumpTables(test)).toEqual(before);
  });

  it("make one event with the ids before and after", async () => {
    const id = await build([red]);
    const { seq } = await update(id, { addLabelIds: [blue], title: "Both" });
    const [event] = await eventsOf(test, project.id, seq - 1);
    expect(event?.changes.map(({ field }) => field)).toEqual(["title", "labels"]);
    expect(event?.changes[1]).toEqual({ field: "labels", before: [red], after: [red, blue] });
  });

  it.each<[string, () => object, string]>([
    ["all and some at once", () => ({ labelIds: [red], addLabelIds: [blue] }), "labelIds"],
    ["all and some to take off", () => ({ labelIds: [red], removeLabelIds: [] }), "labelIds"],
    ["one to add and to take off", () => ({ addLabelIds: [red], removeLabelIds: [red] }), "addLabelIds"],
  ])("refuse %s", async (_name, fields, field) => {
    const id = await build();
    expect(await refusal(test, project.owner, "updateTask", { id, ...fields() })).toMatchObject(
      badField(field, "exclusive"),
    );
  });

  it("refuse those of another project, and deleted ones", async () => {
    const id = await build();
    const elsewhere = await buildLabel(test, { project: await buildProject(test, { owner: project.owner }) });
    const deleted = await buildLabel(test, { project });
    await change(test, project.owner, "deleteLabel", { id: deleted.id });
    for (const label of [elsewhere, deleted]) {
      expect(await refusal(test, project.owner, "updateTask", { id, labelIds: [label.id] })).toMatchObject(
        badField("labelIds", "label"),
      );
      expect(await refusal(test, project.owner, "updateTask", { id, addLabelIds: [red, label.id] })).toMatchObject(
        badField("addLabelIds", "label"),
      );
      const input = { projectId: project.id, title: "New", labelIds: [label.id] };
      expect(await refusal(test, project.owner, "createTask", input)).toMatchObject(badField("labelIds", "label"));
    }
  });

  it("are 50 on a task at most", async () => {
    const many = await buildProject(test);
    const ids: string[] = [];
    for (let i = 0; i < 51; i++) ids.push((await buildLabel(test, { project: many })).id);
    const { id } = await buildTask(test, { project: many, labelIds: ids.slice(0, 50) });
    expect(await refusal(test, many.owner, "updateTask", { id, addLabelIds: [ids[50]] })).toMatchObject(
      badField("addLabelIds", "limit"),
    );
    const swapped = await change(test, many.owner, "updateTask", {
      id,
      addLabelIds: [ids[50]],
      removeLabelIds: [ids[0]],
    });
    expect(swapped.task.labels).toHaveLength(50);
  });

  it("leave every task with a deleted label, in one event and without a new version of the tasks", async () => {
    const label = await buildLabel(test, { project });
    const tasks = [await build([label.id, red]), await build([label.id])];
    const { seq } = await change(test, project.owner, "deleteLabel", { id: label.id });
    expect((await eventsOf(test, project.id, seq - 1)).map(({ type, subjectId }) => [type, subjectId])).toEqual([
      ["LABEL_DELETED", label.id],
    ]);
    const after = [];
    for (const id of tasks) after.push((await update(id, {})).task);
    expect(after.map(({ version, labels }) => ({ version, ids: labels.map(({ id }) => id) }))).toEqual([
      { version: 1, ids: [red] },
      { version: 1, ids: [] },
    ]);
  });
});
