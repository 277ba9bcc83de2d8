import { idBytes } from "../../platform/ids";
import { ask } from "../../testing/client";
import { eventsOf } from "../../testing/database";
import {
  buildComment,
  buildLabel,
  buildMember,
  buildProject,
  buildTask,
  type BuiltProject,
  type Person,
} from "../../testing/factories";
import { change } from "../../testing/mutations";
import { PAGE, type TestPage, type TestPageArgs, walkForwards } from "../../testing/pages";
import { startTestApp, type TestApp } from "../../testing/testApp";
import { Task } from "../tasks/task.entity";

interface Entry {
  id: string;
  seq: number;
  type: string;
  projectId: string;
  subjectId: string;
  changedFields: string[];
  task: { id: string; title: string } | null;
  comment: { id: string; body: string | null } | null;
}

const ENTRY = `id seq type projectId subjectId occurredAt changedFields fieldChanges { field before after }
  actor { __typename id } task { id title } comment { id body } label { id name } member { id } project { id }`;

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

const ofProject = async (person: Person, id = project.id) =>
  (
    await ask<{ project: { activity: { nodes: Entry[] } } | null }>(
      test,
      person.token,
      `query ($id: ID!) { project(id: $id) { activity { nodes { ${ENTRY} } } } }`,
      { id },
    )
  ).project?.activity.nodes;
const ofTask = async (person: Person, id: string) =>
  (
    await ask<{ task: { activity: { nodes: Entry[] } } }>(
      test,
      person.token,
      `query ($id: ID!) { task(id: $id) { activity { nodes { ${ENTRY} } } } }`,
      { id },
    )
  ).task.activity.nodes;
const node = async (person: Person, id: string) =>
  (
    await ask<{ node: Entry | null }>(
      test,
      person.token,
      `query ($id: ID!) { node(id: $id) { ... on ActivityEntry { ${ENTRY} } } }`,
      { id },
    )
  ).node;

describe("a project's activity", () => {
  it("is its log, newest first: who did what to what, each as it is now", async () => {
    const task = await buildTask(test, { project, title: "Before" });
    await change(test, owner, "updateTask", { id: task.id, title: "Now" });
    const label = await buildLabel(test, { project });
    const member = await buildMember(test, { project });
    const comment = await buildComment(test, { task, author: member, body: "Hello" });
    const common = { projectId: project.id, occurredAt: expect.any(String), id: expect.stringMatching(/^evt_/) };
    const nothing = { task: null, comment: null, label: null, member: null, project: null };
    const entries = await ofProject(owner);
    expect(entries).toMatchObject([
      {
        ...nothing,
        seq: 6,
        type: "COMMENT_ADDED",
        actor: { id: member.id },
        comment: { id: comment.id, body: "Hello" },
      },
      { ...nothing, seq: 5, type: "MEMBER_ADDED", subjectId: member.memberId, member: { id: member.memberId } },
      { ...nothing, seq: 4, type: "LABEL_CREATED", label: { id: label.id } },
      {
        ...nothing,
        ...common,
        seq: 3,
        type: "TASK_UPDATED",
        subjectId: task.id,
        actor: { __typename: "User", id: owner.id },
        changedFields: ["title"],
        fieldChanges: [{ field: "title", before: "Before", after: "Now" }],
        task: { id: task.id, title: "Now" },
      },
      { ...nothing, seq: 2, type: "TASK_CREATED", task: { id: task.id, title: "Now" } },
      { ...nothing, seq: 1, type: "PROJECT_CREATED", project: { id: project.id } },
    ]);
    expect(entries).toHaveLength(6);
  });

  it("is read in pages to its end", async () => {
    for (let i = 0; i < 7; i++) await buildTask(test, { project });
    const query = `query ($id: ID!, $first: Int, $after: String) { project(id: $id) {
      activity(first: $first, after: $after) { ${PAGE} }
    } }`;
    const fetch = async (args: TestPageArgs) =>
      (await ask<{ project: { activity: TestPage } }>(test, owner.token, query, { id: project.id, ...args })).project
        .activity;
    const ids = (await eventsOf(test, project.id)).map(({ id }) => id).toReversed();
    expect((await walkForwards(fetch, 3)).flat()).toEqual(ids);
  });

  it("no longer tells what a deleted comment said", async () => {
    const { id } = await buildComment(test, { task: await buildTask(test, { project }), body: "Secret" });
    await change(test, owner, "deleteComment", { id });
    const entries = await ofProject(owner);
    expect(JSON.stringify(entries)).not.toContain("Secret");
    expect(entries?.slice(0, 2)).toMatchObject([
      { type: "COMMENT_DELETED", changedFields: ["body", "deletedAt"], comment: { id, body: null } },
      { type: "COMMENT_ADDED", changedFields: ["body"], fieldChanges: [], comment: { id, body: null } },
    ]);
  });
});

describe("a task's activity", () => {
  it("is what happened to it and its comments, newest first, and nothing else", async () => {
    const task = await buildTask(test, { project });
    const other = await buildTask(test, { project, parentId: task.id });
    const { id } = await buildComment(test, { task });
    await buildComment(test, { task: other });
    await change(test, owner, "updateComment", { id, body: "Changed" });
    await change(test, owner, "moveTask", { id: task.id, status: "DONE" });
    await change(test, owner, "deleteComment", { id });
    await change(test, owner, "deleteTask", { id: task.id });
    const entries = await ofTask(owner, task.id);
    expect(entries.map(({ type, subjectId }) => [type, subjectId])).toEqual([
      ["TASK_DELETED", task.id],
      ["COMMENT_DELETED", id],
      ["TASK_MOVED", task.id],
      ["COMMENT_UPDATED", id],
      ["COMMENT_ADDED", id],
      ["TASK_CREATED", task.id],
    ]);
    expect(entries[0]?.task).toMatchObject({ id: task.id });
  });

  it("is read in pages to its end, though much of it happened in one millisecond", async () => {
    const task = await buildTask(test, { project });
    await test.app.db.transact(null, { projects: [project.id] }, async (tx) => {
      for (let version = 2; version < 40; version++) {
        const event = { type: "TASK_UPDATED", subjectId: task.id, subjectVersion: version, actorId: null, changes: [] };
        tx.emit({ streamId: project.id, ...event });
      }
    });
    const query = `query ($id: ID!, $first: Int, $after: String) { task(id: $id) {
      activity(first: $first, after: $after) { ${PAGE} }
    } }`;
    const fetch = async (args: TestPageArgs) =>
      (await ask<{ task: { activity: TestPage } }>(test, owner.token, query, { id: task.id, ...args })).task.activity;
    const ids = (await eventsOf(test, project.id, 1)).map(({ id }) => id).toReversed();
    expect((await walkForwards(fetch, 7)).flat()).toEqual(ids);
  });

  it("shows what happened in a project where it was before only to those who are in that one too", async () => {
    const task = await buildTask(test, { project, title: "Moves" });
    const { id: commentId } = await buildComment(test, { task });
    const next = await buildProject(test, { owner });
    const newcomer = await buildMember(test, { project: next });
    const leftBehind = await buildMember(test, { project });
    await test.app.db.transact(null, { projects: [project.id, next.id] }, async (tx) => {
      await tx.update(Task, task.id, { projectId: next.id, number: 1 });
      const event = { type: "TASK_MOVED", subjectId: task.id, subjectVersion: 2, actorId: null, changes: [] };
      for (const streamId of [project.id, next.id]) tx.emit({ streamId, ...event });
    });
    const projects = async (person: Person) => (await ofTask(person, task.id)).map(({ projectId }) => projectId);
    expect(await projects(owner)).toEqual([next.id, project.id, project.id, project.id]);
    expect(await projects(newcomer)).toEqual([next.id]);

    const about = [task.id, commentId];
    const seen = async (person: Person) =>
      (await ofProject(person))
        ?.filter(({ subjectId }) => about.includes(subjectId))
        .map((entry) => entry.task?.title ?? entry.comment?.id ?? null);
    // The log stays, but it is the other project's to show the task.
    for (const person of [owner, leftBehind]) expect(await seen(person)).toEqual([null, null, null]);
    expect((await ofTask(newcomer, task.id)).map((entry) => entry.task?.title)).toEqual(["Moves"]);
  });
});

describe("an entry of the activity by its id", () => {
  it("is there for members, and for nobody else", async () => {
    const member = await buildMember(test, { project });
    const stranger = (await buildProject(test)).owner;
    const [event] = await eventsOf(test, project.id);
    expect(await node(member, event!.id)).toMatchObject({ id: event?.id, seq: 1, type: "PROJECT_CREATED" });
    expect(await node(stranger, event!.id)).toBeNull();
    await change(test, owner, "removeProjectMember", { id: member.memberId });
    expect(await node(member, event!.id)).toBeNull();
  });

  it("is none for an event of a user's own log", async () => {
    const [event] = await eventsOf(test, owner.id);
    expect(event?.streamId.equals(idBytes(owner.id))).toBe(true);
    expect(await node(owner, event!.id)).toBeNull();
  });
});
