import { ask } from "../../testing/client";
import { dumpTables } from "../../testing/database";
import { buildLabel, buildMember, buildProject, type BuiltProject } from "../../testing/factories";
import { badField, change, refusal } from "../../testing/mutations";
import { startTestApp, type TestApp } from "../../testing/testApp";

describe("labels", () => {
  let test: TestApp;
  let project: BuiltProject;
  beforeAll(async () => {
    test = await startTestApp();
  });
  beforeEach(async () => {
    project = await buildProject(test);
  });
  afterAll(() => test.close());

  const create = (fields: object) => change(test, project.owner, "createLabel", { projectId: project.id, ...fields });

  it("are grey unless told", async () => {
    expect((await create({ name: "Plain" })).label).toMatchObject({
      name: "Plain",
      color: "#64748b",
      deletedAt: null,
      version: 1,
    });
    expect((await create({ name: "Red", color: "#FF0000" })).label.color).toBe("#FF0000");
  });

  it("are listed by name to every member, without deleted ones", async () => {
    for (const name of ["zebra", "Äpfel", "apfelkuchen", "Beta"]) await buildLabel(test, { project, name });
    const gone = await buildLabel(test, { project, name: "gone" });
    await change(test, project.owner, "deleteLabel", { id: gone.id });
    const viewer = await buildMember(test, { project, role: "VIEWER" });
    const query = "query ($id: ID!) { project(id: $id) { labels { name } } }";
    expect(await ask(test, viewer.token, query, { id: project.id })).toEqual({
      project: { labels: [{ name: "Äpfel" }, { name: "apfelkuchen" }, { name: "Beta" }, { name: "zebra" }] },
    });
  });

  it.each(["Éclair", "ECLAIR", "e\u0301clair", "eclair"])(
    "have a name once in a project, in whatever case and accents: %s",
    async (name) => {
      await create({ name: "éclair" });
      const other = await buildLabel(test, { project, name: "other" });
      expect(await refusal(test, project.owner, "createLabel", { projectId: project.id, name })).toMatchObject(
        badField("name", "taken"),
      );
      expect(await refusal(test, project.owner, "updateLabel", { id: other.id, name })).toMatchObject(
        badField("name", "taken"),
      );
      await expect(buildLabel(test, { name })).resolves.toBeDefined();
    },
  );

  it("may be renamed to another spelling of their own name", async () => {
    const { label } = await create({ name: "bug" });
    expect((await change(test, project.owner, "updateLabel", { id: label.id, name: "BUG" })).label).toMatchObject({
      name: "BUG",
      version: 2,
    });
  });

  it("leave their name free when deleted", async () => {
    const { label } = await create({ name: "again" });
    await change(test, project.owner, "deleteLabel", { id: label.id });
    expect((await create({ name: "again" })).label.id).not.toBe(label.id);
  });

  it("are deleted twice without a second event, and not changed any more", async () => {
    const { label } = await create({ name: "gone" });
    const first = await change(test, project.owner, "deleteLabel", { id: label.id });
    expect(first.label).toMatchObject({ deletedAt: expect.any(String), version: 2 });
    const before = await dumpTables(test);
    expect(await change(test, project.owner, "deleteLabel", { id: label.id })).toEqual(first);
    expect(await dumpTables(test)).toEqual(before);
    expect(await refusal(test, project.owner, "updateLabel", { id: label.id, name: "back" })).toMatchObject({
      code: "NOT_FOUND",
    });
  });

  it("are 200 in a project at most", async () => {
    for (let i = 0; i < 200; i++) await create({ name: `Label ${i}` });
    expect(
      await refusal(test, project.owner, "createLabel", { projectId: project.id, name: "One more" }),
    ).toMatchObject(badField("projectId", "limit"));
  });
});
