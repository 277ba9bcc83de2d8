import { ask } from "../../testing/client";
import { type BuiltProject, buildLabel, buildMember, buildProject, buildTask } from "../../testing/factories";
import { openLiveStream, openProjectStream, takeItems } from "../../testing/projectStream";
import { startTestApp, type TestApp, withTestApp } from "../../testing/testApp";

let test: TestApp;
beforeAll(async () => {
  test = await startTestApp();
});
afterAll(() => test.close());

const lastSeq = async ({ id, owner }: BuiltProject) => {
  const { project } = await ask<{ project: { lastSeq: number } }>(
    test,
    owner.token,
    "query ($id: ID!) { project(id: $id) { lastSeq } }",
    { id },
  );
  return project.lastSeq;
};
const update = (token: string, id: string, title: string) =>
  ask<{ updateTask: { task: { version: number }; seq: number } }>(
    test,
    token,
    "mutation ($input: UpdateTaskInput!) { updateTask(input: $input) { task { version } seq } }",
    { input: { id, title } },
  );

describe("projectStream", () => {
  it("begins with StreamLive", async () => {
    const { id, owner } = await buildProject(test);
    const stream = await openProjectStream(test, owner.token, id);
    expect(await stream.next()).toEqual({ projectStream: { __typename: "StreamLive", cursor: expect.any(String) } });
    await stream.socket.close();
  });

  it("tells of a change who did what to what", async () => {
    const project = await buildProject(test);
    const member = await buildMember(test, { project });
    const stream = await openLiveStream(test, project.owner.token, project.id);
    const task = await buildTask(test, { project: { ...project, owner: member }, title: "Tea" });
    const [event] = await takeItems(stream, 1);
    expect(event).toEqual({
      __typename: "StreamEvent",
      cursor: expect.any(String),
      id: expect.stringMatching(/^evt_/),
      seq: 3,
      prevSeq: 2,
      type: "TASK_CREATED",
      subjectId: task.id,
      projectId: project.id,
      changedFields: expect.arrayContaining(["title", "status", "position"]),
      actor: { id: member.id },
      task: { id: task.id, title: "Tea", version: 1, position: task.position },
    });
  });

  it("tells only of its own project, and only of what comes", async () => {
    const { project } = await buildTask(test);
    const stream = await openLiveStream(test, project.owner.token, project.id);
    await buildTask(test, { project: await buildProject(test, { owner: project.owner }) });
    const { id } = await buildTask(test, { project });
    expect((await takeItems(stream, 1))[0]).toMatchObject({ seq: 3, prevSeq: 2, subjectId: id });
  });

  it("brings to everybody all that 50 write at once, in order and without a gap", async () => {
    const project = await buildProject(test);
    const member = await buildMember(test, { project, role: "VIEWER" });
    const head = await lastSeq(project);
    const streams = [
      await openLiveStream(test, project.owner.token, project.id),
      await openLiveStream(test, member.token, project.id),
    ];
    const written = await Promise.all(
      Array.from({ length: 50 }, async () => {
        const { id } = await buildTask(test, { project });
        const { updateTask } = await update(project.owner.token, id, "Renamed");
        return updateTask.seq;
      }),
    );
    const seqs = Array.from({ length: 100 }, (_, i) => head + 1 + i);
    for (const stream of streams) {
      const events = await takeItems(stream, 100);
      expect(events.map(({ seq }) => seq)).toEqual(seqs);
      expect(events.map(({ prevSeq }) => prevSeq)).toEqual(seqs.map((seq) => seq - 1));
      expect(new Set(events.map(({ cursor }) => cursor)).size).toBe(100);
      const updates = events.filter(({ type }) => type === "TASK_UPDATED").map(({ seq }) => seq);
      expect(updates).toEqual([...written].sort((a, b) => a - b));
    }
  });

  it("shows an entity no older than the event", async () => {
    const { id, project } = await buildTask(test);
    const stream = await openLiveStream(test, project.owner.token, project.id);
    const answers = await Promise.all(
      Array.from({ length: 30 }, (_, i) => update(project.owner.token, id, `Title ${i}`)),
    );
    const versionAt = new Map(answers.map(({ updateTask: { seq, task } }) => [seq, task.version]));
    for (const { seq, task } of await takeItems(stream, 30)) {
      expect(task?.version).toBeGreaterThanOrEqual(versionAt.get(seq) ?? Infinity);
    }
  });

  it("shows every kind of entity that changed; a deleted one says so, and a member who left is gone", async () => {
    const query = `subscription ($id: ID!) { projectStream(projectId: $id) {
      __typename cursor ... on StreamEvent { type task { id } label { name deletedAt } member { role } project { name } }
    } }`;
    const { id: labelId, project } = await buildLabel(test);
    const stream = await openLiveStream(test, project.owner.token, project.id, query);
    const run = (mutation: string) => ask(test, project.owner.token, `mutation { ${mutation} { seq } }`);
    await run(`updateLabel(input: { id: "${labelId}", name: "Bug" })`);
    const [renamed] = await takeItems(stream, 1);
    await run(`deleteLabel(input: { id: "${labelId}" })`);
    const { memberId } = await buildMember(test, { project, role: "VIEWER" });
    const [deleted, added] = await takeItems(stream, 2);
    await run(`removeProjectMember(input: { id: "${memberId}" })`);
    await run(`updateProject(input: { id: "${project.id}", name: "Elsewhere" })`);
    const [removed, moved] = await takeItems(stream, 2);

    const nothing = {
      __typename: "StreamEvent",
      cursor: expect.any(String),
      task: null,
      label: null,
      member: null,
      project: null,
    };
    expect([renamed, deleted, added, removed, moved]).toEqual([
      { ...nothing, type: "LABEL_UPDATED", label: { name: "Bug", deletedAt: null } },
      { ...nothing, type: "LABEL_DELETED", label: { name: "Bug", deletedAt: expect.any(String) } },
      { ...nothing, type: "MEMBER_ADDED", member: { role: "VIEWER" } },
      { ...nothing, type: "MEMBER_REMOVED" },
      { ...nothing, type: "PROJECT_UPDATED", project: { name: "Elsewhere" } },
    ]);
  });

  it("goes on when the doorbell's ring is lost", async () => {
    const { id, project } = await buildTask(test);
    const stream = await openLiveStream(test, project.owner.token, project.id);
    // Another process on the same database: its ring is not heard here.
    await withTestApp(test.databaseEnv, async (other) => {
      await ask(other, project.owner.token, "mutation ($id: ID!) { deleteTask(input: { id: $id }) { seq } }", { id });
    });
    expect((await takeItems(stream, 1))[0]).toMatchObject({ type: "TASK_DELETED", subjectId: id });
  });
});
