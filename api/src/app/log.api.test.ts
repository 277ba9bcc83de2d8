import { eventsOf } from "../testing/database";
import {
  buildComment,
  buildLabel,
  buildMember,
  buildProject,
  buildTask,
  type BuiltProject,
} from "../testing/factories";
import { change, type MutationName } from "../testing/mutations";
import { startTestApp, type TestApp } from "../testing/testApp";

interface LogCase {
  field: MutationName;
  /** An entity to change, in the project; nothing for what makes one. */
  subject?: (test: TestApp, project: BuiltProject) => Promise<string>;
  input: object;
  /** The event's type and the fields that it tells of. */
  type: string;
  fields: string[];
  /** The same again: makes no event. Null where that is another change. */
  repeat: object | null;
  /** Only the owner may. */
  isOwners?: boolean;
}

const taskId = async (test: TestApp, project: BuiltProject) =>
  (await buildTask(test, { project, title: "As it was", priority: "LOW" })).id;
const labelId = async (test: TestApp, project: BuiltProject) =>
  (await buildLabel(test, { project, name: "As it was" })).id;
const CASES: LogCase[] = [
  {
    field: "updateProject",
    subject: async (_test, { id }) => id,
    input: { name: "New", description: "Text" },
    type: "PROJECT_UPDATED",
    fields: ["name", "description"],
    repeat: { name: "New" },
  },
  {
    field: "createTask",
    input: { title: "New", dueOn: "2025-03-01" },
    type: "TASK_CREATED",
    fields: ["title", "status", "priority", "dueOn", "position"],
    repeat: null,
  },
  {
    field: "updateTask",
    subject: taskId,
    input: { title: "New", priority: "LOW", description: null },
    type: "TASK_UPDATED",
    fields: ["title"],
    repeat: { title: "New", parentId: null, assigneeId: null },
  },
  {
    field: "moveTask",
    subject: taskId,
    input: { status: "DONE" },
    type: "TASK_MOVED",
    fields: ["status", "position", "completedAt"],
    repeat: { status: "DONE" },
  },
  { field: "deleteTask", subject: taskId, input: {}, type: "TASK_DELETED", fields: ["deletedAt"], repeat: {} },
  {
    field: "restoreTask",
    type: "TASK_RESTORED",
    fields: ["deletedAt"],
    input: {},
    repeat: {},
    subject: async (test, project) => {
      const id = await taskId(test, project);
      await change(test, project.owner, "deleteTask", { id });
      return id;
    },
  },
  { field: "createLabel", input: { name: "New" }, type: "LABEL_CREATED", fields: ["name", "color"], repeat: null },
  {
    field: "updateLabel",
    subject: labelId,
    input: { color: "#000000", name: "As it was" },
    type: "LABEL_UPDATED",
    fields: ["color"],
    repeat: { color: "#000000" },
  },
  { field: "deleteLabel", subject: labelId, input: {}, type: "LABEL_DELETED", fields: ["deletedAt"], repeat: {} },
  {
    field: "deleteComment",
    subject: async (test, project) =>
      (await buildComment(test, { task: await buildTask(test, { project }), body: "As it was" })).id,
    input: {},
    type: "COMMENT_DELETED",
    fields: ["body", "deletedAt"],
    repeat: {},
  },
  {
    field: "updateProjectMember",
    type: "MEMBER_UPDATED",
    fields: ["role"],
    input: { role: "ADMIN" },
    repeat: { role: "ADMIN" },
    subject: async (test, project) => (await buildMember(test, { project })).memberId,
  },
  {
    field: "removeProjectMember",
    type: "MEMBER_REMOVED",
    fields: ["user", "role"],
    input: {},
    repeat: {},
    subject: async (test, project) => (await buildMember(test, { project })).memberId,
  },
  {
    field: "archiveProject",
    type: "PROJECT_ARCHIVED",
    fields: ["archivedAt"],
    input: {},
    repeat: null,
    subject: async (_test, { id }) => id,
  },
  {
    field: "unarchiveProject",
    type: "PROJECT_UNARCHIVED",
    fields: ["archivedAt"],
    input: {},
    repeat: {},
    subject: async (test, { id, owner }) => {
      await change(test, owner, "archiveProject", { id });
      return id;
    },
  },
  {
    field: "deleteProject",
    type: "PROJECT_DELETED",
    fields: ["deletedAt"],
    input: {},
    repeat: null,
    isOwners: true,
    subject: async (_test, { id }) => id,
  },
  {
    field: "restoreProject",
    type: "PROJECT_RESTORED",
    fields: ["deletedAt"],
    input: {},
    repeat: {},
    isOwners: true,
    subject: async (test, { id, owner }) => {
      await change(test, owner, "deleteProject", { id });
      return id;
    },
  },
];

describe("the log", () => {
  let test: TestApp;
  let project: BuiltProject;
  beforeAll(async () => {
    test = await startTestApp();
  });
  beforeEach(async () => {
    project = await buildProject(test);
  });
  afterAll(() => test.close());

  it.each(CASES)(
    "gets one $type for one $field, by who did it, with what changed",
    async ({ field, subject, input, type, fields, isOwners }) => {
      const actor = isOwners ? project.owner : await buildMember(test, { project, role: "ADMIN" });
      const id = await subject?.(test, project);
      const head = (await eventsOf(test, project.id)).length;
      const payload = await change(test, actor, field, id ? { id, ...input } : { projectId: project.id, ...input });
      const [event, ...more] = await eventsOf(test, project.id, head);
      expect(more).toEqual([]);
      expect(event).toMatchObject({ seq: head + 1, type, actorId: actor.id });
      expect(event?.changes.map((one) => one.field)).toEqual(fields);
      const { seq, ...entities } = payload;
      const [entity] = Object.values(entities) as unknown as { id: string; version: number }[];
      expect({ seq, id: entity?.id, version: entity?.version }).toEqual({
        seq: head + 1,
        id: event?.subjectId,
        version: event?.subjectVersion,
      });
    },
  );

  it.each(CASES.filter(({ repeat }) => repeat !== null))(
    "gets none for $field that changes nothing, and answers the latest seq",
    async ({ field, subject, input, repeat }) => {
      const id = await subject?.(test, project);
      const first = await change(test, project.owner, field, { id, ...input });
      const { seq: latest } = await change(test, project.owner, "createLabel", {
        projectId: project.id,
        name: "Something else",
      });
      const again = await change(test, project.owner, field, { id, ...repeat });
      expect(await eventsOf(test, project.id, latest)).toEqual([]);
      expect(again.seq).toBe(latest);
      const versions = [first, again].map(({ seq: _, ...entities }) =>
        Object.values(entities).map((entity: unknown) => (entity as { version?: number } | null)?.version),
      );
      expect(versions[1]).toEqual(versions[0]);
    },
  );

  it("begins with the project itself, told also to its owner", async () => {
    const { project: made, seq } = await change(test, project.owner, "createProject", {
      name: "Brand new",
      key: "BRAND",
      color: "#abcdef",
    });
    const [event] = await eventsOf(test, made.id);
    expect(seq).toBe(1);
    expect(event).toMatchObject({
      seq: 1,
      type: "PROJECT_CREATED",
      subjectId: made.id,
      subjectVersion: 1,
      actorId: project.owner.id,
    });
    expect(event?.changes).toEqual(
      [
        ["name", "Brand new"],
        ["key", "BRAND"],
        ["color", "#abcdef"],
      ].map(([field, after]) => ({ field, before: null, after })),
    );
    expect((await eventsOf(test, project.owner.id)).at(-1)).toMatchObject({
      type: "MEMBERSHIP_ADDED",
      subjectId: made.id,
    });
  });

  it("has every number once, for every kind of change", async () => {
    for (const { subject, field, input } of CASES) {
      const id = await subject?.(test, project);
      await change(test, project.owner, field, id ? { id, ...input } : { projectId: project.id, ...input });
      if (field.endsWith("Label")) await change(test, project.owner, "updateProject", { id: project.id, name: field });
      if (field === "updateLabel" && id) await change(test, project.owner, "deleteLabel", { id });
    }
    const seqs = (await eventsOf(test, project.id)).map(({ seq }) => seq);
    expect(seqs).toEqual(seqs.map((_, i) => i + 1));
    expect(seqs.length).toBeGreaterThan(CASES.length);
  });

  it("keeps the value before, ids for entities and instants in UTC", async () => {
    const [id, parent] = [await taskId(test, project), await taskId(test, project)];
    const { seq } = await change(test, project.owner, "updateTask", {
      id,
      assigneeId: project.owner.id,
      parentId: parent,
      dueAt: "2025-03-01T13:00:00+01:00",
    });
    await change(test, project.owner, "updateTask", { id, assigneeId: null, dueAt: null });
    const [set, cleared] = await eventsOf(test, project.id, seq - 1);
    const dueAt = "2025-03-01T12:00:00.000Z";
    expect(set?.changes).toEqual([
      { field: "assignee", before: null, after: project.owner.id },
      { field: "parent", before: null, after: parent },
      { field: "dueOn", before: null, after: "2025-03-01" },
      { field: "dueAt", before: null, after: dueAt },
    ]);
    expect(cleared?.changes).toEqual([
      { field: "assignee", before: project.owner.id, after: null },
      { field: "dueAt", before: dueAt, after: null },
    ]);
  });

  it("of a user has what they change of their profile, and no project's has", async () => {
    const head = (await eventsOf(test, project.owner.id)).length;
    const before = await eventsOf(test, project.id);
    await change(test, project.owner, "updateProfile", { name: "Renamed" });
    await change(test, project.owner, "updateProfile", { name: "Renamed", timezone: "UTC" });
    const events = await eventsOf(test, project.owner.id, head);
    expect(events.map(({ type, changes }) => [type, changes])).toEqual([
      ["USER_UPDATED", [{ field: "name", before: project.owner.name, after: "Renamed" }]],
    ]);
    expect(await eventsOf(test, project.id)).toEqual(before);
  });
});
