import { cloneTask } from "../../testing/cloneTask";
import { dumpTables, eventsOf } from "../../testing/database";
import {
  buildComment,
  buildLabel,
  buildMember,
  buildProject,
  buildTask,
  type BuiltProject,
} from "../../testing/factories";
import { change, refusal } from "../../testing/mutations";
import { openLiveStream, takeItems } from "../../testing/projectStream";
import { startTestApp, type TestApp, withTestApp } from "../../testing/testApp";
import { idBytes } from "../../platform/ids";
import { ProjectPurgeService } from "./projectPurge.service";
import { findProject } from "./projects.repository";

const DAY_MS = 86_400_000;
const trash = ({ app, clock }: TestApp, { id }: BuiltProject) =>
  app.db.transact(null, {}, (tx) =>
    tx.execute("UPDATE projects SET deleted_at = ? WHERE id = ?", [clock().getTime(), idBytes(id)]),
  );

describe("the trash of projects", () => {
  let test: TestApp;
  let project: BuiltProject;
  beforeAll(async () => {
    test = await startTestApp({ TRASH_RETENTION: "1m" });
  });
  afterAll(() => test.close());
  beforeEach(async () => {
    project = await buildProject(test);
  });
  async function pass(ms: number): Promise<void> {
    test.advance(ms);
    await test.idle();
  }
  const rowsOf = async (table: string) =>
    (
      await test.app.db
        .readLatest()
        .query<{ n: number }>(`SELECT COUNT(*) AS n FROM ${table} WHERE project_id = ?`, [idBytes(project.id)])
    )[0]!.n;

  it("keeps a project for 30 days unless it is set otherwise, then it is gone", async () => {
    await withTestApp({}, async (usual) => {
      const made = await buildProject(usual);
      await trash(usual, made);
      const isThere = async () => (await findProject(usual.app.db.readLatest(), made.id)) !== null;
      usual.advance(30 * DAY_MS - 60_000);
      await usual.idle();
      expect(await isThere()).toBe(true);
      for (let run = 0; run < 2; run++) {
        usual.advance(3_660_000);
        await usual.idle();
      }
      expect(await isThere()).toBe(false);
    });
  });

  it("first removes everybody: their logs say so, and their streams end", async () => {
    const [admin, left] = [await buildMember(test, { project, role: "ADMIN" }), await buildMember(test, { project })];
    await change(test, project.owner, "removeProjectMember", { id: left.memberId });
    const task = await buildTask(test, { project });
    const people = [project.owner, admin];
    const heads = await Promise.all(people.map(async ({ id }) => (await eventsOf(test, id)).length));
    const leftHead = (await eventsOf(test, left.id)).length;
    const head = (await eventsOf(test, project.id)).length;
    await trash(test, project);
    const stream = await openLiveStream(test, admin.token, project.id);
    await pass(61_000);

    const [end] = await takeItems(stream, 1);
    expect(end).toMatchObject({ __typename: "StreamEnd", endReason: "ACCESS_REVOKED" });
    await stream.socket.close();
    const removed = { actorId: null, type: "MEMBERSHIP_REMOVED", subjectId: project.id };
    for (const [i, { id }] of people.entries()) {
      expect(await eventsOf(test, id, heads[i])).toMatchObject([removed]);
    }
    expect(await eventsOf(test, left.id, leftHead)).toEqual([]);
    expect((await eventsOf(test, project.id, head)).map(({ type }) => type)).toEqual([
      "MEMBER_REMOVED",
      "MEMBER_REMOVED",
    ]);
    expect(await refusal(test, project.owner, "updateTask", { id: task.id, title: "x" })).toMatchObject({
      code: "NOT_FOUND",
    });
  });

  it("then deletes all that there is of it, and nothing else", async () => {
    const label = await buildLabel(test, { project });
    const [task, trashed] = [
      await buildTask(test, { project, labelIds: [label.id] }),
      await buildTask(test, { project }),
    ];
    const member = await buildMember(test, { project });
    await change(test, project.owner, "removeProjectMember", { id: member.memberId });
    await change(test, project.owner, "updateProject", { id: project.id, key: "OTHER" });
    await change(test, project.owner, "deleteTask", { id: trashed.id });
    const comment = await buildComment(test, { task });
    const moved = await buildTask(test, { project: await buildProject(test, { owner: project.owner, key: "ELSE" }) });
    await change(test, project.owner, "moveTask", { id: moved.id, projectId: project.id });
    const other = await buildTask(test, { title: "Of another project" });
    const ids = [project.id, label.id, task.id, trashed.id, moved.id, comment.id, member.memberId];
    const traces = async () => {
      const tables = Object.entries(await dumpTables(test)).filter(([name]) => name !== "idempotency_keys");
      const found = tables.flatMap(([name, rows]) =>
        rows
          .filter((row) => ids.some((id) => row.includes(id) || row.includes(idBytes(id).toString("hex"))))
          .map(() => name),
      );
      return [...new Set(found)].toSorted();
    };
    expect(await traces()).toEqual([
      "comments",
      "events",
      "labels",
      "project_former_keys",
      "project_members",
      "projects",
      "streams",
      "task_former_keys",
      "task_labels",
      "task_words",
      "tasks",
    ]);
    await trash(test, project);
    await pass(61_000);
    await pass(10_000);
    // In the logs of those who were members, and of the project that a task came from.
    expect(await traces()).toEqual(["events"]);
    expect(await eventsOf(test, project.id)).toEqual([]);
    expect((await change(test, other.project.owner, "updateTask", { id: other.id, title: "Still there" })).seq).toBe(3);
    expect(await change(test, project.owner, "createProject", { name: "New", key: project.key })).toBeDefined();
    expect(test.errors).toEqual([]);
  });

  it("lets go of what was restored, and has not yet touched it", async () => {
    const task = await buildTask(test, { project });
    await trash(test, project);
    await pass(50_000);
    await test.app.db.transact(null, {}, (tx) => tx.execute("UPDATE projects SET deleted_at = NULL"));
    await pass(61_000);
    await pass(61_000);
    expect((await change(test, project.owner, "updateTask", { id: task.id, title: "Still there" })).task.version).toBe(
      2,
    );
  });

  it("lets go of what is restored at the last moment", async () => {
    await trash(test, project);
    let release = () => {};
    const released = new Promise<void>((resolve) => (release = resolve));
    const restored = test.app.db.transact(null, {}, async (tx) => {
      await released;
      await tx.execute("UPDATE projects SET deleted_at = NULL");
    });
    const later = () => new Date(test.clock().getTime() + 61_000);
    const seen = test.statementWith("FROM project_members m WHERE m.project_id");
    const purged = new ProjectPurgeService(test.app.db, later, 60_000, []).purgeTrash();
    await seen;
    release();
    await Promise.all([restored, purged]);
    expect(await rowsOf("project_members")).toBe(1);
  });

  it("deletes a big project bit by bit", async () => {
    const task = await buildTask(test, { project });
    await cloneTask(test, task.id, 449);
    await trash(test, project);
    await pass(61_000);
    expect(await rowsOf("tasks")).toBe(450);
    const statements = await test.statementsOf(() => pass(10_000));
    const sizes = statements
      .filter((sql) => sql.startsWith("DELETE FROM tasks"))
      .map((sql) => sql.split("?").length - 1);
    expect(sizes).toEqual([200, 200, 50]);
    expect(statements.filter((sql) => sql === "COMMIT").length).toBeGreaterThan(4);
    expect(await findProject(test.app.db.readLatest(), project.id)).toBeNull();
  });
});
