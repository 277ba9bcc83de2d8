import { dumpTables } from "../testing/database";
import { buildLabel, buildProject, buildTask, type BuiltProject } from "../testing/factories";
import { change } from "../testing/mutations";
import { startTestApp, type TestApp } from "../testing/testApp";

describe("an update", () => {
  let test: TestApp;
  let project: BuiltProject;
  beforeAll(async () => {
    test = await startTestApp();
    project = await buildProject(test);
  });
  afterAll(() => test.close());

  async function fullTask() {
    const [label, parent] = [await buildLabel(test, { project }), await buildTask(test, { project })];
    const input = {
      projectId: project.id,
      title: "Full",
      description: "Text",
      status: "IN_PROGRESS",
      priority: "HIGH",
      assigneeId: project.owner.id,
      parentId: parent.id,
      labelIds: [label.id],
      dueAt: "2025-03-01T12:00:00Z",
      startAt: "2025-02-01T12:00:00Z",
    };
    return (await change(test, project.owner, "createTask", input)).task;
  }
  const VOLATILE = { version: expect.any(Number), updatedAt: expect.any(String) };

  it.each<[object, object]>([
    [{ title: "New" }, { title: "New" }],
    [{ description: null }, { description: null }],
    [{ description: "" }, { description: "" }],
    [{ priority: "NONE" }, { priority: "NONE" }],
    [{ assigneeId: null }, { assignee: null }],
    [{ parentId: null }, { parent: null }],
    [{ labelIds: [] }, { labels: [] }],
    [{ dueAt: null }, { dueAt: null }],
    [{ dueOn: null }, { dueOn: null, dueAt: null }],
    [{ startOn: null }, { startOn: null, startAt: null }],
    [{ status: "DONE" }, { status: "DONE", completedAt: expect.any(String), position: expect.any(String) }],
  ])("of a task with %j leaves all else as it was", async (patch, expected) => {
    const before = await fullTask();
    const { task } = await change(test, project.owner, "updateTask", { id: before.id, ...patch });
    expect(task).toEqual({ ...before, ...VOLATILE, ...expected });
    expect(task.version).toBe(2);
    expect(task.updatedAt >= before.updatedAt).toBe(true);
  });

  it.each<[object, object]>([
    [{ name: "New" }, { name: "New" }],
    [{ description: null }, { description: null }],
    [{ color: "#000000" }, { color: "#000000" }],
    [{ key: "NEWKEY" }, { key: "NEWKEY" }],
  ])("of a project with %j leaves all else as it was", async (patch, expected) => {
    const { project: before } = await change(test, project.owner, "createProject", {
      name: "Full",
      description: "Text",
    });
    const { project: after } = await change(test, project.owner, "updateProject", { id: before.id, ...patch });
    expect(after).toEqual({ ...before, version: 2, lastSeq: 2, ...expected });
  });

  it.each<[object, object]>([
    [{ name: "New" }, { name: "New" }],
    [{ timezone: "Asia/Tokyo" }, { timezone: "Asia/Tokyo" }],
    [{ avatarUrl: null }, { avatarUrl: null }],
  ])("of the profile with %j leaves all else as it was", async (patch, expected) => {
    const { owner } = await buildProject(test);
    const { user: before } = await change(test, owner, "updateProfile", { avatarUrl: "https://example.com/me.png" });
    const { user: after } = await change(test, owner, "updateProfile", patch);
    expect(after).toEqual({ ...before, version: 3, ...expected });
    expect(before.email).toBe(owner.email);
  });

  it.each(["updateTask", "updateProject", "updateLabel"] as const)(
    "by %s with nothing but an id changes nothing",
    async (field) => {
      const id = {
        updateTask: (await fullTask()).id,
        updateProject: project.id,
        updateLabel: (await buildLabel(test, { project })).id,
      }[field];
      const before = await dumpTables(test);
      await change(test, project.owner, field, { id });
      expect(await dumpTables(test)).toEqual(before);
    },
  );

  it("of the profile with nothing at all changes nothing", async () => {
    const before = await dumpTables(test);
    await change(test, project.owner, "updateProfile", {});
    expect(await dumpTables(test)).toEqual(before);
  });

  it("keeps text as it came, to the last character that fits", async () => {
    const title = "👩‍👩‍👧‍👦 \u0301".padEnd(500, "é");
    const description = `  ${"𝕏".repeat(99_998)}`;
    const { task } = await change(test, project.owner, "createTask", { projectId: project.id, title, description });
    expect(task.title === title && task.description === description).toBe(true);
  });

  it("makes a task in the personal project unless told where", async () => {
    const { task } = await change(test, project.owner, "createTask", { title: "Just this" });
    expect(task).toMatchObject({
      key: "MY-1",
      status: "TODO",
      priority: "NONE",
      description: null,
      assignee: null,
      parent: null,
      labels: [],
      dueOn: null,
      startOn: null,
      completedAt: null,
      deletedAt: null,
      version: 1,
      creator: { id: project.owner.id },
    });
  });

  it("makes a task that is done from the start complete", async () => {
    const { task } = await change(test, project.owner, "createTask", { title: "Already", status: "DONE" });
    expect(task.completedAt).toBe(task.createdAt);
  });
});
