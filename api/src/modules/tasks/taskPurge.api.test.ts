import { send } from "../../testing/client";
import { cloneTask } from "../../testing/cloneTask";
import { eventsOf } from "../../testing/database";
import { buildLabel, buildProject, buildTask, type BuiltProject, type BuiltTask } from "../../testing/factories";
import { change, refusal } from "../../testing/mutations";
import { openLiveStream, takeItems } from "../../testing/projectStream";
import { startTestApp, type TestApp, withTestApp } from "../../testing/testApp";
import { idBytes, newId } from "../../platform/ids";
import { TaskPurgeService } from "./taskPurge.service";
import { findTask } from "./tasks.repository";

const DAY_MS = 86_400_000;

describe("the trash of tasks", () => {
  let test: TestApp;
  let project: BuiltProject;
  beforeAll(async () => {
    test = await startTestApp({ TRASH_RETENTION: "1m" });
  });
  afterAll(() => test.close());
  beforeEach(async () => {
    project = await buildProject(test);
  });

  const reader = () => test.app.db.readLatest();
  const stored = (id: string) => findTask(reader(), id);
  const build = (fields: object = {}) => buildTask(test, { project, ...fields });
  const trash = (id: string) => change(test, project.owner, "deleteTask", { id });
  const restore = (id: string) => change(test, project.owner, "restoreTask", { id });
  /** Changes a row as no request could. */
  const force = (id: string, assignment: string, value: Buffer | number | null) =>
    test.app.db.transact(null, {}, (tx) =>
      tx.execute(`UPDATE tasks SET ${assignment} WHERE id = ?`, [value, idBytes(id)]),
    );
  async function expire(): Promise<void> {
    test.advance(61_000);
    await test.idle();
  }
  const typesSince = async (seq: number) =>
    (await eventsOf(test, project.id, seq)).map(({ type, subjectId }) => `${type} ${subjectId}`);

  it("keeps a task for 30 days unless it is set otherwise, then it is gone", async () => {
    await withTestApp({}, async (usual) => {
      const [task, kept] = [await buildTask(usual), await buildTask(usual)];
      await change(usual, task.project.owner, "deleteTask", { id: task.id });
      const isThere = async ({ id }: BuiltTask) => (await findTask(usual.app.db.readLatest(), id)) !== null;
      usual.advance(30 * DAY_MS - 60_000);
      await usual.idle();
      expect([await isThere(task), await isThere(kept)]).toEqual([true, true]);
      usual.advance(3_660_000);
      await usual.idle();
      expect([await isThere(task), await isThere(kept)]).toEqual([false, true]);
    });
  });

  it("is emptied with what hangs on the tasks, and the log tells of each", async () => {
    const label = await buildLabel(test, { project });
    const parent = await build({ labelIds: [label.id] });
    const child = await build({ parentId: parent.id, labelIds: [label.id] });
    const kept = await build({ labelIds: [label.id] });
    const { seq } = await trash(parent.id);
    await expire();
    expect([await stored(parent.id), await stored(child.id)]).toEqual([null, null]);
    expect(await reader().query("SELECT task_id FROM task_labels WHERE label_id = ?", [idBytes(label.id)])).toEqual([
      { task_id: idBytes(kept.id) },
    ]);
    const events = await eventsOf(test, project.id, seq);
    expect(events.map(({ subjectId }) => subjectId).toSorted()).toEqual([parent.id, child.id].toSorted());
    for (const event of events) {
      expect(event).toMatchObject({ type: "TASK_PURGED", actorId: null, subjectVersion: 3, changes: [] });
    }
    const { data } = await send(test, project.owner.token, "query ($id: ID!) { task(id: $id) { id } }", {
      id: parent.id,
    });
    expect(data).toEqual({ task: null });
    expect(await refusal(test, project.owner, "restoreTask", { id: parent.id })).toMatchObject({ code: "NOT_FOUND" });
    expect(await refusal(test, project.owner, "updateTask", { id: kept.id, parentId: parent.id })).toMatchObject({
      code: "BAD_USER_INPUT",
    });
  });

  it("tells whoever watches, without the task", async () => {
    const task = await build();
    await trash(task.id);
    const stream = await openLiveStream(test, project.owner.token, project.id);
    await expire();
    const [event] = await takeItems(stream, 1);
    expect(event).toMatchObject({ type: "TASK_PURGED", subjectId: task.id, actor: null, task: null });
    await stream.socket.close();
  });

  it("lets go of what was restored in time", async () => {
    const task = await build();
    await trash(task.id);
    test.advance(59_000);
    await restore(task.id);
    await expire();
    expect(await stored(task.id)).not.toBeNull();
  });

  it("takes nothing along that was restored alone, or put there later", async () => {
    const [parent, other] = [await build(), await build()];
    const child = await build({ parentId: parent.id });
    await trash(parent.id);
    await restore(child.id);
    test.advance(30_000);
    await trash(other.id);
    test.advance(31_000);
    await test.idle();
    expect(await stored(parent.id)).toBeNull();
    expect(await stored(child.id)).toMatchObject({ parentId: null, deletedAt: null });
    expect(await stored(other.id)).not.toBeNull();
  });

  it("gives up a subtask in its own time, and its parent in its own", async () => {
    const parent = await build();
    const child = await build({ parentId: parent.id });
    await trash(child.id);
    test.advance(30_000);
    const { seq } = await trash(parent.id);
    test.advance(31_000);
    await test.idle();
    expect(await stored(child.id)).toBeNull();
    expect(await stored(parent.id)).not.toBeNull();
    await expire();
    expect(await typesSince(seq)).toEqual([`TASK_PURGED ${child.id}`, `TASK_PURGED ${parent.id}`]);
  });

  it("leaves no task under one that is gone, however it came there", async () => {
    const parent = await build();
    const living = await build({ parentId: parent.id });
    const later = await build({ parentId: parent.id });
    const { seq } = await trash(parent.id);
    await force(living.id, "deleted_with_id = NULL, deleted_at = ?", null);
    await force(later.id, "deleted_with_id = NULL, deleted_at = ?", test.clock().getTime() + 60_000);
    await expire();
    expect(await stored(living.id)).toMatchObject({ parentId: null });
    expect(await stored(later.id)).toMatchObject({ parentId: null });
    const freed = [living.id, later.id].map((id) => `TASK_UPDATED ${id}`).toSorted();
    expect((await typesSince(seq)).toSorted()).toEqual([`TASK_PURGED ${parent.id}`, ...freed].toSorted());
  });

  it("gives a task back without a parent that is gone", async () => {
    const task = await build();
    await trash(task.id);
    await force(task.id, "parent_id = ?", idBytes(newId("tsk")));
    await restore(task.id);
    expect(await stored(task.id)).toMatchObject({ parentId: null, deletedAt: null });
  });

  it("is emptied by 100 tasks at a time, but what went there together goes together", async () => {
    await expire();
    const root = await build();
    await build({ parentId: root.id });
    await trash(root.id);
    const { deletedAt } = (await stored(root.id))!;
    await cloneTask(test, root.id, 250, { parentId: root.id, deletedAt, deletedWithId: root.id });
    const single = await build();
    await trash(single.id);
    const singles = await cloneTask(test, single.id, 150, { deletedAt: test.clock() });
    for (const id of singles) await force(id, "deleted_with_id = ?", idBytes(id));
    const { seq } = await change(test, project.owner, "createLabel", { projectId: project.id, name: "Last" });
    const statements = await test.statementsOf(expire);
    const left = await reader().query("SELECT id FROM tasks WHERE project_id = ?", [idBytes(project.id)]);
    expect(left).toEqual([]);
    const types = await typesSince(seq);
    expect(types).toHaveLength(252 + 151);
    expect(types.every((type) => type.startsWith("TASK_PURGED"))).toBe(true);
    const sizes = statements
      .filter((sql) => sql.startsWith("DELETE FROM tasks"))
      .map((sql) => sql.split("?").length - 1);
    expect(sizes).toEqual([252, 100, 51]);
  });

  it("keeps a task when one of those whose rows hang on it fails", async () => {
    const task = await build();
    const { seq } = await trash(task.id);
    const later = () => new Date(test.clock().getTime() + 61_000);
    const failing = new TaskPurgeService(test.app.db, later, 60_000, [() => Promise.reject(new Error("stuck"))]);
    await expect(failing.purgeTrash()).rejects.toThrow("stuck");
    expect(await stored(task.id)).not.toBeNull();
    expect(await typesSince(seq)).toEqual([]);
  });
});
