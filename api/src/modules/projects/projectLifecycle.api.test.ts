import { ask, send } from "../../testing/client";
import { dumpTables, eventsOf } from "../../testing/database";
import {
  buildLabel,
  buildMember,
  buildProject,
  buildTask,
  type BuiltProject,
  buildUser,
  type Person,
} from "../../testing/factories";
import { badField, change, type MutationName, refusal } from "../../testing/mutations";
import { openLiveStream, takeItems } from "../../testing/projectStream";
import { startTestApp, type TestApp } from "../../testing/testApp";

const LISTS = `query ($archived: Boolean, $trashed: Boolean) {
  projects(includeArchived: $archived, includeTrashed: $trashed) { nodes { id isPersonal } }
}`;
const READ_ONLY = [
  ["archiveProject", "archivedAt"],
  ["deleteProject", "deletedAt"],
] as const;

describe("the archive and the trash", () => {
  let test: TestApp;
  let project: BuiltProject;
  let owner: Person;
  beforeAll(async () => {
    test = await startTestApp();
  });
  beforeEach(async () => {
    project = await buildProject(test);
    ({ owner } = project);
  });
  afterAll(() => test.close());

  const does = (field: MutationName, actor: Person = owner) => change(test, actor, field, { id: project.id });
  const listed = async ({ token }: Person, archived = false, trashed = false) => {
    const { projects } = await ask<{ projects: { nodes: { id: string; isPersonal: boolean }[] } }>(test, token, LISTS, {
      archived,
      trashed,
    });
    return projects.nodes.some(({ id }) => id === project.id);
  };

  it.each(READ_ONLY)("make a project read-only by %s, for everybody and everything", async (field, state) => {
    const member = await buildMember(test, { project });
    const task = await buildTask(test, { project });
    const label = await buildLabel(test, { project });
    expect((await does(field)).project[state]).toEqual(expect.any(String));
    const heir = member.memberId;
    const changes: [MutationName, object][] = [
      ["updateProject", { id: project.id, name: "New" }],
      ["transferProject", { id: project.id, memberId: heir }],
      ["addProjectMember", { projectId: project.id, email: "new@example.com", role: "MEMBER" }],
      ["updateProjectMember", { id: heir, role: "ADMIN" }],
      ["removeProjectMember", { id: heir }],
      ["createTask", { projectId: project.id, title: "New" }],
      ["updateTask", { id: task.id, title: "New" }],
      ["moveTask", { id: task.id, status: "DONE" }],
      ["deleteTask", { id: task.id }],
      ["createLabel", { projectId: project.id, name: "New" }],
      ["updateLabel", { id: label.id, name: "New" }],
      ["deleteLabel", { id: label.id }],
    ];
    const before = await dumpTables(test);
    for (const [one, input] of changes) {
      expect({ one, ...(await refusal(test, owner, one, input)) }).toMatchObject({ one, code: "FORBIDDEN" });
    }
    expect(await dumpTables(test)).toEqual(before);
    const query = "query ($id: ID!) { task(id: $id) { viewerCanEdit project { id } } }";
    expect(await ask(test, owner.token, query, { id: task.id })).toEqual({
      task: { viewerCanEdit: false, project: { id: project.id } },
    });
  });

  it.each(READ_ONLY)("let members leave after %s", async (field) => {
    const member = await buildMember(test, { project });
    await does(field);
    expect((await change(test, member, "removeProjectMember", { id: member.memberId })).member.version).toBe(2);
    expect(await listed(member, true, true)).toBe(false);
  });

  it.each([
    ["archiveProject", "unarchiveProject"],
    ["deleteProject", "restoreProject"],
  ] as const)("%s and %s are done once, and repeated without an event", async (there, back) => {
    for (const field of [there, back]) {
      const { seq, project: after } = await does(field);
      const before = await dumpTables(test);
      const again = await does(field);
      expect({ seq: again.seq, version: again.project.version }).toEqual({ seq, version: after.version });
      expect(await dumpTables(test)).toEqual(before);
    }
    await buildTask(test, { project });
  });

  it("leave archived projects out of lists unless told", async () => {
    const admin = await buildMember(test, { project, role: "ADMIN" });
    await does("archiveProject", admin);
    for (const person of [owner, admin]) {
      expect([await listed(person), await listed(person, true), await listed(person, false, true)]).toEqual([
        false,
        true,
        false,
      ]);
    }
    await does("unarchiveProject", admin);
    expect(await listed(owner)).toBe(true);
  });

  it("show trashed projects to their owner alone, archived or not", async () => {
    const admin = await buildMember(test, { project, role: "ADMIN" });
    await does("archiveProject");
    await does("deleteProject");
    const seen = async (person: Person) => [
      await listed(person),
      await listed(person, true),
      await listed(person, false, true),
      await listed(person, true, true),
    ];
    expect(await seen(owner)).toEqual([false, false, true, true]);
    expect(await seen(admin)).toEqual([false, false, false, false]);
    expect((await does("restoreProject")).project).toMatchObject({ deletedAt: null, archivedAt: expect.any(String) });
    expect(await listed(owner, true)).toBe(true);
  });

  it.each<[MutationName, boolean, boolean]>([
    ["archiveProject", false, true],
    ["deleteProject", false, false],
  ])("take tasks out of the viewer's by %s; they are found by key: %s to %s", async (field, inList, byKey) => {
    const task = await buildTask(test, { project });
    await does(field);
    const query = `query ($id: ID!, $key: String!, $project: ID!) { tasks { nodes { id } } byId: task(id: $id) { id }
      byKey: task(key: $key) { id } project(id: $project) { id deletedAt tasks { nodes { id } } } }`;
    const { data } = await send<{
      tasks: { nodes: { id: string }[] };
      byId: object | null;
      byKey: object | null;
      project: { tasks: { nodes: object[] } };
    }>(test, owner.token, query, { id: task.id, key: task.key, project: project.id });
    expect(data.tasks.nodes.some(({ id }) => id === task.id)).toBe(inList);
    expect([data.byId !== null, data.byKey !== null]).toEqual([true, byKey]);
    expect(data.project.tasks.nodes).toEqual([{ id: task.id }]);
  });

  it("keep the key: nobody else of the owner's takes it, and restoring never fails for it", async () => {
    await does("deleteProject");
    expect(await refusal(test, owner, "createProject", { name: "Other", key: project.key })).toMatchObject(
      badField("key", "taken"),
    );
    const other = await buildProject(test, { owner });
    expect(await refusal(test, owner, "updateProject", { id: other.id, key: project.key })).toMatchObject(
      badField("key", "taken"),
    );
    expect((await does("restoreProject")).project.key).toBe(project.key);
  });

  it("do not take in the personal project", async () => {
    const person = await buildUser(test);
    const { projects } = await ask<{ projects: { nodes: { id: string }[] } }>(test, person.token, LISTS);
    const id = projects.nodes[0]!.id;
    const { memberId } = await buildMember(test, { project: { id, key: "MY", version: 1, owner: person } });
    const before = await dumpTables(test);
    for (const field of ["archiveProject", "unarchiveProject", "deleteProject", "restoreProject"] as const) {
      expect(await refusal(test, person, field, { id })).toMatchObject(badField("id", "personal"));
    }
    expect(await refusal(test, person, "transferProject", { id, memberId })).toMatchObject(badField("id", "personal"));
    expect(await dumpTables(test)).toEqual(before);
  });

  it("are two: what is in the trash does not come or go to the archive", async () => {
    await does("deleteProject");
    for (const field of ["archiveProject", "unarchiveProject"] as const) {
      expect(await refusal(test, owner, field, { id: project.id })).toMatchObject({ code: "FORBIDDEN" });
    }
  });

  it("are told to the stream, which goes on", async () => {
    const member = await buildMember(test, { project });
    const stream = await openLiveStream(test, member.token, project.id);
    for (const field of ["archiveProject", "unarchiveProject", "deleteProject", "restoreProject"] as const) {
      await does(field);
    }
    expect((await takeItems(stream, 4)).map(({ type }) => type)).toEqual([
      "PROJECT_ARCHIVED",
      "PROJECT_UNARCHIVED",
      "PROJECT_DELETED",
      "PROJECT_RESTORED",
    ]);
    expect((await eventsOf(test, project.id)).at(-1)?.changes).toEqual([
      { field: "deletedAt", before: expect.any(String), after: null },
    ]);
  });
});
