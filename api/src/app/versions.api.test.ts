import { dumpTables } from "../testing/database";
import {
  buildComment,
  buildLabel,
  buildMember,
  buildProject,
  buildTask,
  type BuiltProject,
} from "../testing/factories";
import { change, inputTypeOf, type MutationName, refusal } from "../testing/mutations";
import { startTestApp, type TestApp } from "../testing/testApp";

interface VersionCase {
  field: MutationName;
  /** Something new, at version 1. */
  subject: (test: TestApp, project: BuiltProject) => Promise<string>;
  /** Makes version 2, then version 3. */
  earlier: [MutationName, object][];
  /** What the second of them changed. */
  changed: string[];
  /** What is wanted by somebody who knows version 2. */
  wanted: object;
  entity: "task" | "label" | "member" | "project" | "comment";
}

const newTask: VersionCase["subject"] = async (test, project) => (await buildTask(test, { project })).id;
const CASES: VersionCase[] = [
  {
    field: "updateTask",
    entity: "task",
    subject: newTask,
    wanted: { title: "Mine" },
    earlier: [
      ["updateTask", { title: "First" }],
      ["updateTask", { priority: "HIGH", description: "Long" }],
    ],
    changed: ["description", "priority"],
  },
  {
    field: "moveTask",
    entity: "task",
    subject: newTask,
    wanted: { status: "DONE" },
    earlier: [
      ["updateTask", { title: "First" }],
      ["moveTask", { status: "IN_REVIEW" }],
    ],
    changed: ["position", "status"],
  },
  {
    field: "deleteTask",
    entity: "task",
    subject: newTask,
    wanted: {},
    earlier: [
      ["updateTask", { title: "First" }],
      ["updateTask", { dueAt: "2025-03-01T12:00:00Z" }],
    ],
    changed: ["dueAt", "dueOn"],
  },
  {
    field: "updateLabel",
    entity: "label",
    subject: async (test, project) => (await buildLabel(test, { project })).id,
    wanted: { name: "Mine" },
    earlier: [
      ["updateLabel", { name: "First" }],
      ["updateLabel", { color: "#abcdef" }],
    ],
    changed: ["color"],
  },
  {
    field: "updateComment",
    entity: "comment",
    subject: async (test, project) => (await buildComment(test, { task: await buildTask(test, { project }) })).id,
    wanted: { body: "Mine" },
    earlier: [
      ["updateComment", { body: "First" }],
      ["updateComment", { body: "Second" }],
    ],
    changed: ["body"],
  },
  {
    field: "updateProjectMember",
    entity: "member",
    subject: async (test, project) => (await buildMember(test, { project })).memberId,
    wanted: { role: "ADMIN" },
    earlier: [
      ["updateProjectMember", { role: "ADMIN" }],
      ["updateProjectMember", { role: "VIEWER" }],
    ],
    changed: ["role"],
  },
  {
    field: "updateProject",
    entity: "project",
    subject: async (test, { owner }) => (await buildProject(test, { owner })).id,
    wanted: { name: "Mine" },
    earlier: [
      ["updateProject", { name: "First" }],
      ["updateProject", { description: "Second" }],
    ],
    changed: ["description"],
  },
  ...(
    [
      ["archiveProject", ["updateProject", { name: "Second" }], "name"],
      ["unarchiveProject", ["archiveProject", {}], "archivedAt"],
      ["deleteProject", ["updateProject", { name: "Second" }], "name"],
      ["restoreProject", ["deleteProject", {}], "deletedAt"],
    ] as const
  ).map(([field, second, changed]): VersionCase => ({
    field,
    entity: "project",
    subject: async (test, { owner }) => (await buildProject(test, { owner })).id,
    wanted: {},
    earlier: [["updateProject", { description: "First" }], [...second]],
    changed: [changed],
  })),
];

describe("expectedVersion", () => {
  let test: TestApp;
  let project: BuiltProject;
  beforeAll(async () => {
    test = await startTestApp();
    project = await buildProject(test);
  });
  afterAll(() => test.close());

  it("is tried here for every input that has it", () => {
    const types = Object.values(test.app.schema.getTypeMap()).filter(
      (type) => "getFields" in type && "expectedVersion" in type.getFields(),
    );
    expect(types.map(({ name }) => name).toSorted()).toEqual(
      [...new Set(CASES.map(({ field }) => inputTypeOf(field)))].toSorted(),
    );
  });

  async function changedTwice({ subject, earlier }: VersionCase): Promise<string> {
    const id = await subject(test, await buildProject(test, { owner: project.owner }));
    for (const [field, patch] of earlier) await change(test, project.owner, field, { id, ...patch });
    return id;
  }

  it.each(CASES)("of $field refuses what is based on an older version, and says what changed since", async (one) => {
    const id = await changedTwice(one);
    const before = await dumpTables(test);
    const refused = await refusal(test, project.owner, one.field, { id, ...one.wanted, expectedVersion: 2 });
    expect(refused).toEqual({
      code: "CONFLICT",
      currentVersion: 3,
      changedFields: one.changed,
      requestId: expect.any(String),
    });
    expect(await dumpTables(test)).toEqual(before);
  });

  it.each(CASES)("of $field takes what is based on the current version", async (one) => {
    const id = await changedTwice(one);
    const payload = await change(test, project.owner, one.field, { id, ...one.wanted, expectedVersion: 3 });
    expect(payload[one.entity]).toMatchObject({ id, version: 4, ...one.wanted });
  });

  it.each(CASES)("of $field may be left out: the last writer wins", async (one) => {
    const id = await changedTwice(one);
    const payload = await change(test, project.owner, one.field, { id, ...one.wanted });
    expect(payload[one.entity]).toMatchObject({ version: 4, ...one.wanted });
  });

  it("refuses a version that is not there yet", async () => {
    const { id } = await buildTask(test, { project });
    expect(await refusal(test, project.owner, "updateTask", { id, title: "Mine", expectedVersion: 2 })).toMatchObject({
      code: "CONFLICT",
      currentVersion: 1,
      changedFields: [],
    });
  });

  it("names changed labels, people and parents as the API does", async () => {
    const label = await buildLabel(test, { project });
    const [task, parent] = [await buildTask(test, { project }), await buildTask(test, { project })];
    await change(test, project.owner, "updateTask", { id: task.id, addLabelIds: [label.id] });
    await change(test, project.owner, "updateTask", { id: task.id, assigneeId: project.owner.id, parentId: parent.id });
    const refused = await refusal(test, project.owner, "updateTask", {
      id: task.id,
      title: "Mine",
      expectedVersion: 1,
    });
    expect(refused.changedFields).toEqual(["assignee", "labels", "parent"]);
  });
});
