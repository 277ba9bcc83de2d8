import { idBytes, newId } from "../../platform/ids";
import { ask } from "../../testing/client";
import { dumpTables, eventsOf } from "../../testing/database";
import {
  buildMember,
  buildPendingMember,
  buildProject,
  buildTask,
  type BuiltProject,
  type Person,
} from "../../testing/factories";
import { badField, change, mutate, refusal } from "../../testing/mutations";
import { PAGE, type TestPage } from "../../testing/pages";
import { startTestApp, type TestApp } from "../../testing/testApp";

type Member = Person & { memberId: string };

describe("transferProject", () => {
  let test: TestApp;
  let project: BuiltProject;
  let owner: Person;
  let heir: Member;
  beforeAll(async () => {
    test = await startTestApp();
  });
  beforeEach(async () => {
    project = await buildProject(test);
    ({ owner } = project);
    heir = await buildMember(test, { project, role: "VIEWER" });
  });
  afterAll(() => test.close());

  const transfer = (more: object = {}) => ({ id: project.id, memberId: heir.memberId, ...more });

  /** Who owns a project by its row, its members and its tasks; all must say the same. */
  async function ownersOf({ id }: BuiltProject): Promise<string[]> {
    const rows = await test.app.db.readLatest().query<{ owner: Buffer }>(
      `SELECT owner_id AS owner FROM projects WHERE id = ?
       UNION ALL SELECT user_id FROM project_members WHERE project_id = ? AND role = 10 AND removed_at IS NULL
       UNION ALL SELECT DISTINCT owner_id FROM tasks WHERE project_id = ?`,
      [idBytes(id), idBytes(id), idBytes(id)],
    );
    return rows.map((row) => row.owner.toString("hex"));
  }
  const bytesOf = ({ id }: Person) => idBytes(id).toString("hex");

  it("makes another member the owner, and the owner an admin, with all the tasks", async () => {
    const task = await buildTask(test, { project });
    const trashed = await buildTask(test, { project });
    await change(test, owner, "deleteTask", { id: trashed.id });
    const { project: after, seq } = await change(test, owner, "transferProject", transfer());
    expect(after).toMatchObject({ owner: { id: heir.id }, viewerRole: "ADMIN", version: 2, lastSeq: seq });
    expect(await ownersOf(project)).toEqual([heir, heir, heir].map(bytesOf));
    const query =
      "query ($id: ID!) { project(id: $id) { viewerRole tasks { nodes { id } } members { nodes { role addedBy { id } user { id } } } } tasks { nodes { id } } }";
    const seen = await ask<{ project: object; tasks: { nodes: object[] } }>(test, heir.token, query, {
      id: project.id,
    });
    expect(seen).toEqual({
      project: {
        viewerRole: "OWNER",
        tasks: { nodes: [{ id: task.id }] },
        members: {
          nodes: expect.arrayContaining([
            { role: "ADMIN", addedBy: null, user: { id: owner.id } },
            { role: "OWNER", addedBy: null, user: { id: heir.id } },
          ]),
        },
      },
      tasks: { nodes: [{ id: task.id }] },
    });
    expect(await refusal(test, owner, "transferProject", transfer())).toMatchObject({ code: "FORBIDDEN" });
  });

  it("tells the project's log of both and of itself, and both people's of their rights", async () => {
    const heads = [(await eventsOf(test, owner.id)).length, (await eventsOf(test, heir.id)).length];
    const before = (await eventsOf(test, project.id)).length;
    const { seq } = await change(test, owner, "transferProject", transfer());
    const events = await eventsOf(test, project.id, before);
    expect(events.map(({ type, changes }) => [type, changes])).toEqual([
      ["MEMBER_UPDATED", [{ field: "role", before: "OWNER", after: "ADMIN" }]],
      ["MEMBER_UPDATED", [{ field: "role", before: "VIEWER", after: "OWNER" }]],
      ["PROJECT_UPDATED", [{ field: "owner", before: owner.id, after: heir.id }]],
    ]);
    expect(events.at(-1)?.seq).toBe(seq);
    const own = [await eventsOf(test, owner.id, heads[0]), await eventsOf(test, heir.id, heads[1])];
    expect(own.map((log) => log.map(({ type, subjectId }) => [type, subjectId]))).toEqual(
      own.map(() => [["MEMBERSHIP_UPDATED", project.id]]),
    );
  });

  it("goes to one who has joined this project alone", async () => {
    const pending = await buildPendingMember(test, { project });
    const elsewhere = await buildMember(test, { project: await buildProject(test, { owner }) });
    const gone = await buildMember(test, { project });
    await change(test, owner, "removeProjectMember", { id: gone.memberId });
    const before = await dumpTables(test);
    for (const memberId of [pending.id, elsewhere.memberId, gone.memberId, newId("mem")]) {
      const refused = await refusal(test, owner, "transferProject", transfer({ memberId }));
      expect(refused).toMatchObject(badField("memberId", "member"));
    }
    expect(await dumpTables(test)).toEqual(before);
  });

  it("to the owner themselves changes nothing", async () => {
    const rows = await ask<{ project: { members: { nodes: { id: string; role: string }[] } } }>(
      test,
      owner.token,
      "query ($id: ID!) { project(id: $id) { members { nodes { id role } } } }",
      { id: project.id },
    );
    const memberId = rows.project.members.nodes.find(({ role }) => role === "OWNER")!.id;
    const before = await dumpTables(test);
    expect((await change(test, owner, "transferProject", transfer({ memberId }))).project.version).toBe(1);
    expect(await dumpTables(test)).toEqual(before);
  });

  it("is CONFLICT where the new owner has such a key, be it in the trash", async () => {
    const theirs = await buildProject(test, { owner: heir, key: project.key });
    await change(test, heir, "deleteProject", { id: theirs.id });
    const before = await dumpTables(test);
    expect(await refusal(test, owner, "transferProject", transfer())).toMatchObject({ code: "CONFLICT" });
    expect(await dumpTables(test)).toEqual(before);
    await change(test, owner, "updateProject", { id: project.id, key: "FREED" });
    await change(test, owner, "transferProject", transfer());
  });

  it("leaves cursors of task lists good", async () => {
    for (let i = 0; i < 4; i++) await buildTask(test, { project });
    const query = `query ($id: ID!, $after: String) { project(id: $id) { tasks(first: 2, after: $after) { ${PAGE} } } }`;
    const page = async (after?: string) =>
      (await ask<{ project: { tasks: TestPage } }>(test, owner.token, query, { id: project.id, after })).project.tasks;
    const [first, rest] = [await page(), await page((await page()).pageInfo.endCursor as string)];
    await change(test, owner, "transferProject", transfer());
    expect(await page(first.pageInfo.endCursor as string)).toEqual(rest);
    expect(rest.nodes).toHaveLength(2);
  });

  it("leaves a project's client-made id to who made it", async () => {
    const input = { id: newId("prj"), name: "Own id" };
    const { project: made } = await change(test, owner, "createProject", input);
    const { memberId } = await buildMember(test, { project: { ...project, ...made, owner }, person: heir });
    await change(test, owner, "transferProject", { id: made.id, memberId });
    expect((await change(test, owner, "createProject", input)).project).toMatchObject({ id: made.id, version: 2 });
    expect(await refusal(test, heir, "createProject", input)).toMatchObject({ code: "CONFLICT" });
  });

  it("is done once when two go to two people at once", async () => {
    for (let round = 0; round < 10; round++) {
      const one = await buildProject(test, { owner });
      await buildTask(test, { project: one });
      const heirs = [await buildMember(test, { project: one }), await buildMember(test, { project: one })];
      const answers = await Promise.all(
        heirs.map(({ memberId }) => mutate(test, owner, "transferProject", { id: one.id, memberId })),
      );
      const codes = answers.map(({ errors }) => errors?.[0]?.extensions?.["code"] ?? "done");
      expect(new Set(codes)).toEqual(new Set(["FORBIDDEN", "done"]));
      const winner = heirs[codes.indexOf("done")]!;
      expect(await ownersOf(one)).toEqual([winner, winner, winner].map(bytesOf));
    }
  });

  it("goes to nobody who is removed at the same moment", async () => {
    for (let round = 0; round < 20; round++) {
      const one = await buildProject(test, { owner });
      await buildTask(test, { project: one });
      const target = await buildMember(test, { project: one });
      const removal = () => mutate(test, owner, "removeProjectMember", { id: target.memberId });
      const transferral = () => mutate(test, owner, "transferProject", { id: one.id, memberId: target.memberId });
      const [first, second] = round % 2 === 0 ? [removal, transferral] : [transferral, removal];
      const answers = await Promise.all([first(), second()]);
      const [removed, transferred] = round % 2 === 0 ? answers : answers.toReversed();
      const codes = [removed, transferred].map((answer) => answer?.errors?.[0]?.extensions?.["code"] ?? null);
      const isTransferred = codes[1] === null;
      // Whichever came first holds: an owner is not removed, and who was removed does not own.
      expect(codes).toEqual(isTransferred ? ["FORBIDDEN", null] : [null, "BAD_USER_INPUT"]);
      const holder = isTransferred ? target : owner;
      expect(await ownersOf(one)).toEqual([holder, holder, holder].map(bytesOf));
    }
  });
});
