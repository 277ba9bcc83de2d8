import { ask } from "../../testing/client";
import { dumpTables, eventsOf } from "../../testing/database";
import {
  buildComment,
  buildMember,
  buildProject,
  buildTask,
  type BuiltTask,
  type Person,
} from "../../testing/factories";
import { badField, change, mutate, refusal } from "../../testing/mutations";
import { openLiveStream, takeItems } from "../../testing/projectStream";
import { startTestApp, type TestApp } from "../../testing/testApp";
import { Project } from "../projects/project.entity";
import { ProjectAccess } from "../projects/projectAccess";
import { TaskAccess } from "../tasks/taskAccess";
import { CommentsService } from "./comments.service";
import { PAGE, type TestPage, type TestPageArgs, walkBackwards, walkForwards } from "../../testing/pages";

describe("comments", () => {
  let test: TestApp;
  let task: BuiltTask;
  let owner: Person;
  let member: Person & { memberId: string };
  beforeAll(async () => {
    test = await startTestApp();
  });
  beforeEach(async () => {
    task = await buildTask(test);
    ({ owner } = task.project);
    member = await buildMember(test, { project: task.project });
  });
  afterAll(() => test.close());

  const add = async (body = "Well done", author = member) =>
    (await change(test, author, "addComment", { taskId: task.id, body })).comment;
  const trash = () => change(test, owner, "deleteTask", { id: task.id });
  const read = async (person: Person, id: string) =>
    (
      await ask<{ node: { body: string | null; viewerCanEdit: boolean } | null }>(
        test,
        person.token,
        "query ($id: ID!) { node(id: $id) { ... on Comment { body viewerCanEdit } } }",
        { id },
      )
    ).node;

  it("say who wrote what, when and on which task, to the last character that fits", async () => {
    const [start, end] = ["  <b>'; DROP TABLE comments; --\r\n", "👩‍👩‍👧‍👦 \u0301"];
    const body = start + "𝕏".repeat(10_000 - [...start, ...end].length) + end;
    const comment = await add(body);
    expect(comment).toEqual({
      id: expect.stringMatching(/^cmt_/),
      body,
      editedAt: null,
      deletedAt: null,
      createdAt: expect.any(String),
      version: 1,
      viewerCanEdit: true,
      task: { id: task.id },
      author: { id: member.id, name: member.name },
    });
    expect((await read(owner, comment.id))?.body).toBe(body);
  });

  it("leave their task as it was", async () => {
    const before = (await dumpTables(test))["tasks"];
    const { id } = await add();
    await change(test, member, "updateComment", { id, body: "Changed" });
    await change(test, member, "deleteComment", { id });
    expect((await dumpTables(test))["tasks"]).toEqual(before);
  });

  it("are listed oldest first, deleted ones in their places, read from either end", async () => {
    const ids: string[] = [];
    for (let i = 0; i < 7; i++) ids.push((await add(`Number ${i}`)).id);
    await change(test, member, "deleteComment", { id: ids[2] });
    const viewer = await buildMember(test, { project: task.project, role: "VIEWER" });
    const fetch = async (args: TestPageArgs) =>
      (
        await ask<{ task: { comments: TestPage } }>(
          test,
          viewer.token,
          `query ($id: ID!, $first: Int, $after: String, $last: Int, $before: String) { task(id: $id) {
            comments(first: $first, after: $after, last: $last, before: $before) { ${PAGE} totalCount }
          } }`,
          { id: task.id, ...args },
        )
      ).task.comments;
    expect((await walkForwards(fetch, 3)).flat()).toEqual(ids);
    expect((await walkBackwards(fetch, 3)).flat()).toEqual(ids);
    expect(await fetch({})).toMatchObject({ totalCount: 7 });
  });

  it("are edited by their author: a new version, and when", async () => {
    const { id, createdAt } = await add();
    const { comment, seq } = await change(test, member, "updateComment", { id, body: "Better" });
    expect(comment).toMatchObject({ body: "Better", version: 2, createdAt, editedAt: expect.any(String) });
    const again = await change(test, member, "updateComment", { id, body: "Better" });
    expect(again).toEqual({ comment, seq });
  });

  it("are edited once by ten who all know the same version", async () => {
    const { id } = await add();
    const answers = await Promise.all(
      Array.from({ length: 10 }, (_, i) =>
        mutate(test, member, "updateComment", { id, body: `Edit ${i}`, expectedVersion: 1 }),
      ),
    );
    const codes = answers.flatMap(({ errors }) => errors?.map(({ extensions }) => extensions?.["code"]) ?? []);
    expect(codes).toEqual(Array.from({ length: 9 }, () => "CONFLICT"));
    const won = answers.findIndex(({ errors }) => !errors);
    expect((await read(member, id))?.body).toBe(`Edit ${won}`);
  });

  it("keep their place without their text when deleted, and are not edited any more", async () => {
    const { id, author } = await add("A secret");
    const first = await change(test, member, "deleteComment", { id });
    expect(first.comment).toMatchObject({
      id,
      author,
      body: null,
      deletedAt: expect.any(String),
      version: 2,
      viewerCanEdit: false,
    });
    const before = await dumpTables(test);
    expect(await change(test, owner, "deleteComment", { id })).toMatchObject({ comment: { version: 2 } });
    expect(await refusal(test, member, "updateComment", { id, body: "Back" })).toMatchObject(badField("id", "deleted"));
    expect(await dumpTables(test)).toEqual(before);
  });

  it("leave no word of a deleted text in the database, be it of an earlier version; what happened stays", async () => {
    const { id } = await add("First wombat");
    await change(test, member, "updateComment", { id, body: "Second wombat", idempotencyKey: "once" });
    const other = await add("Another's");
    expect(JSON.stringify(await dumpTables(test))).toMatch(/wombat/);
    await change(test, owner, "deleteComment", { id });
    expect(JSON.stringify(await dumpTables(test))).not.toMatch(/wombat/);
    const events = await eventsOf(test, task.project.id, 3);
    expect(
      events.map(({ type, subjectId, actorId, changedFields }) => [type, subjectId, actorId, changedFields]),
    ).toEqual([
      ["COMMENT_ADDED", id, member.id, "body"],
      ["COMMENT_UPDATED", id, member.id, "body"],
      ["COMMENT_ADDED", other.id, member.id, "body"],
      ["COMMENT_DELETED", id, owner.id, "body,deletedAt"],
    ]);
    expect(events[2]?.changes).toEqual([{ field: "body", before: null, after: "Another's" }]);
  });

  it("may be edited by nobody but the author, by them only while they may comment and it is there", async () => {
    const { id } = await add();
    const canEdit = async (person: Person) => (await read(person, id))?.viewerCanEdit;
    expect([await canEdit(member), await canEdit(owner)]).toEqual([true, false]);
    await change(test, owner, "updateProjectMember", { id: member.memberId, role: "VIEWER" });
    expect(await canEdit(member)).toBe(false);
    expect(await refusal(test, member, "updateComment", { id, body: "New" })).toMatchObject({ code: "FORBIDDEN" });
    expect(await refusal(test, member, "deleteComment", { id })).toMatchObject({ code: "FORBIDDEN" });
    await change(test, owner, "updateProjectMember", { id: member.memberId, role: "MEMBER" });
    await trash();
    expect(await canEdit(member)).toBe(false);
  });

  it("on a task in the trash are read and deleted, not added or changed", async () => {
    const { id } = await add();
    await trash();
    expect((await read(owner, id))?.body).toBe("Well done");
    expect(await refusal(test, member, "addComment", { taskId: task.id, body: "New" })).toMatchObject(
      badField("taskId", "trashed"),
    );
    expect(await refusal(test, member, "updateComment", { id, body: "New" })).toMatchObject(badField("id", "trashed"));
    expect((await change(test, member, "deleteComment", { id })).comment.body).toBeNull();
  });

  it.each(["archivedAt", "deletedAt"] as const)("of a project with %s are only read", async (closed) => {
    const { id } = await add();
    const { project } = task;
    await test.app.db.transact(null, {}, (tx) => tx.update(Project, project.id, { [closed]: test.clock() }));
    const before = await dumpTables(test);
    expect(await read(member, id)).toEqual({ body: "Well done", viewerCanEdit: false });
    for (const [field, input] of [
      ["addComment", { taskId: task.id, body: "New" }],
      ["updateComment", { id, body: "New" }],
      ["deleteComment", { id }],
    ] as const) {
      expect(await refusal(test, member, field, input)).toMatchObject({ code: "FORBIDDEN" });
    }
    expect(await dumpTables(test)).toEqual(before);
  });

  it("stay, with their author, when the author leaves the project", async () => {
    const { id } = await add();
    await change(test, owner, "removeProjectMember", { id: member.memberId });
    const query = "query ($id: ID!) { node(id: $id) { ... on Comment { body author { id __typename name } } } }";
    expect(await ask(test, owner.token, query, { id })).toEqual({
      node: { body: "Well done", author: { id: member.id, __typename: "User", name: member.name } },
    });
    expect(await read(member, id)).toBeNull();
  });

  it("go with their task when it is purged, and their texts from the log", async () => {
    const { id } = await add("A wombat");
    const kept = await buildComment(test, { task: await buildTask(test, { project: task.project }), body: "Kept" });
    const access = new ProjectAccess();
    const comments = new CommentsService(test.app.db, test.clock, access, new TaskAccess(test.app.db, access));
    await test.app.db.transact(null, {}, (tx) => comments.purgeOfTasks(tx, [task.id]));
    expect(JSON.stringify(await dumpTables(test))).not.toMatch(/wombat/);
    expect(await read(owner, id)).toBeNull();
    expect((await read(owner, kept.id))?.body).toBe("Kept");
  });

  it("tell the log whom they mention anew: members of the project only", async () => {
    const elsewhere = await buildProject(test);
    const mention = ({ id, name }: Person) => `[@${name}](${id})`;
    const { id } = await add(`${mention(owner)} and ${mention(elsewhere.owner)}`);
    await change(test, member, "updateComment", { id, body: `${mention(owner)} and ${mention(member)}` });
    const { id: plain } = await add("Nobody");
    const events = await eventsOf(test, task.project.id, 3);
    expect(events.map(({ subjectId, mentionedIds }) => [subjectId, mentionedIds])).toEqual([
      [id, [owner.id]],
      [id, [member.id]],
      [plain, null],
    ]);
    await change(test, member, "deleteComment", { id });
    const after = await eventsOf(test, task.project.id, 3);
    expect(after.map(({ mentionedIds }) => mentionedIds)).toEqual([null, null, null, null]);
  });

  it("come with the project's stream", async () => {
    const query = `subscription ($id: ID!) { projectStream(projectId: $id) { __typename cursor
      ... on StreamEvent { type subjectId changedFields fieldChanges { field before after } task { id } comment { id body task { id } author { id } } }
    } }`;
    const stream = await openLiveStream(test, owner.token, task.project.id, query);
    const { id } = await add("One");
    const [added] = await takeItems(stream, 1);
    await change(test, member, "updateComment", { id, body: "Two" });
    const [updated] = await takeItems(stream, 1);
    await change(test, member, "deleteComment", { id });
    const [deleted] = await takeItems(stream, 1);
    const comment = { id, task: { id: task.id }, author: { id: member.id } };
    expect([added, updated, deleted]).toMatchObject([
      {
        type: "COMMENT_ADDED",
        subjectId: id,
        task: null,
        comment: { ...comment, body: "One" },
        changedFields: ["body"],
      },
      {
        type: "COMMENT_UPDATED",
        comment: { ...comment, body: "Two" },
        fieldChanges: [{ field: "body", before: "One", after: "Two" }],
      },
      { type: "COMMENT_DELETED", comment: { ...comment, body: null }, changedFields: ["body", "deletedAt"] },
    ]);
  });
});
