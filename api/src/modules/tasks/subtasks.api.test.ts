import { ask } from "../../testing/client";
import { cloneTask } from "../../testing/cloneTask";
import { eventsOf } from "../../testing/database";
import { buildProject, buildTask, type BuiltProject, type BuiltTask } from "../../testing/factories";
import { badField, change, refusal, type TaskView } from "../../testing/mutations";
import { startTestApp, type TestApp } from "../../testing/testApp";

const TASK = `query ($id: ID!) { task(id: $id) { id deletedAt parent { id } subtasks { totalCount nodes { id } } } }`;
interface Family {
  id: string;
  deletedAt: string | null;
  parent: { id: string } | null;
  subtasks: { totalCount: number; nodes: { id: string }[] };
}

describe("subtasks", () => {
  let test: TestApp;
  let project: BuiltProject;
  beforeAll(async () => {
    test = await startTestApp();
    project = await buildProject(test);
  });
  afterAll(() => test.close());

  const read = async (id: string) => (await ask<{ task: Family }>(test, project.owner.token, TASK, { id })).task;
  const child = (parent?: { id: string }) => buildTask(test, { project, ...(parent && { parentId: parent.id }) });
  const put = async (id: string, parentId: string | null): Promise<TaskView> =>
    (await change(test, project.owner, "updateTask", { id, parentId })).task;
  const trash = (id: string) => change(test, project.owner, "deleteTask", { id });
  const restore = (id: string) => change(test, project.owner, "restoreTask", { id });
  /** The first is the top; each stands under the one before. */
  async function chain(levels: number): Promise<BuiltTask[]> {
    const tasks = [await child()];
    while (tasks.length < levels) tasks.push(await child(tasks.at(-1)));
    return tasks;
  }
  const idsIn = ({ subtasks }: Family) => subtasks.nodes.map(({ id }) => id);

  it("stand under their parent, in the order of the project, without those in the trash", async () => {
    const parent = await child();
    const [first, second, third] = [await child(parent), await child(parent), await child(parent)];
    await change(test, project.owner, "moveTask", { id: third.id, beforeId: first.id });
    await trash(second.id);
    expect(idsIn(await read(parent.id))).toEqual([third.id, first.id]);
    expect((await read(parent.id)).subtasks.totalCount).toBe(2);
    expect((await read(first.id)).parent).toEqual({ id: parent.id });
  });

  it("can be put elsewhere, and made top-level", async () => {
    const [one, other, task] = [await child(), await child(), await child()];
    expect((await put(task.id, one.id)).parent).toEqual({ id: one.id });
    expect((await put(task.id, other.id)).parent).toEqual({ id: other.id });
    expect((await put(task.id, null)).parent).toBeNull();
    expect([idsIn(await read(one.id)), idsIn(await read(other.id))]).toEqual([[], []]);
  });

  it("never stand under themselves", async () => {
    const [top, middle, bottom] = (await chain(3)) as [BuiltTask, BuiltTask, BuiltTask];
    for (const parent of [top, middle, bottom]) {
      expect(await refusal(test, project.owner, "updateTask", { id: top.id, parentId: parent.id })).toMatchObject(
        badField("parentId", "cycle"),
      );
    }
    expect((await put(bottom.id, top.id)).parent).toEqual({ id: top.id });
  });

  it("go 20 levels deep", async () => {
    const tasks = await chain(20);
    const bottom = tasks.at(-1)!;
    expect(
      await refusal(test, project.owner, "createTask", {
        projectId: project.id,
        title: "Too deep",
        parentId: bottom.id,
      }),
    ).toMatchObject(badField("parentId", "depth"));
    const [top] = (await chain(2)) as [BuiltTask, BuiltTask];
    // Two levels under the 18th are 20, under the 19th 21.
    expect(await refusal(test, project.owner, "updateTask", { id: top.id, parentId: tasks[18]!.id })).toMatchObject(
      badField("parentId", "depth"),
    );
    expect((await put(top.id, tasks[17]!.id)).parent).toEqual({ id: tasks[17]!.id });
  });

  it("are with all above and below them 1,000 at most, and can still be rearranged then", async () => {
    const [top, middle, leaf] = (await chain(3)) as [BuiltTask, BuiltTask, BuiltTask];
    await cloneTask(test, middle.id, 996);
    const last = await child(top);
    const create = { projectId: project.id, title: "One too many", parentId: leaf.id };
    expect(await refusal(test, project.owner, "createTask", create)).toMatchObject(badField("parentId", "limit"));
    const other = await child();
    expect(await refusal(test, project.owner, "updateTask", { id: other.id, parentId: middle.id })).toMatchObject(
      badField("parentId", "limit"),
    );
    expect(await refusal(test, project.owner, "updateTask", { id: top.id, parentId: other.id })).toMatchObject(
      badField("parentId", "limit"),
    );
    expect((await put(last.id, middle.id)).parent).toEqual({ id: middle.id });
    expect((await put(middle.id, null)).parent).toBeNull();
  });

  it("go no deeper by way of the trash", async () => {
    const [tasks, other] = [await chain(20), await chain(2)];
    await trash(tasks[1]!.id);
    expect(
      await refusal(test, project.owner, "updateTask", { id: tasks[0]!.id, parentId: other[0]!.id }),
    ).toMatchObject(badField("parentId", "depth"));
  });

  it("have a living parent of their project", async () => {
    const [task, elsewhere, trashed] = [await child(), await buildTask(test), await child()];
    const own = await buildTask(test, { project: await buildProject(test, { owner: project.owner }) });
    await trash(trashed.id);
    for (const parent of [elsewhere, own, trashed]) {
      expect(await refusal(test, project.owner, "updateTask", { id: task.id, parentId: parent.id })).toMatchObject(
        badField("parentId", "task"),
      );
      expect(
        await refusal(test, project.owner, "createTask", { projectId: project.id, title: "New", parentId: parent.id }),
      ).toMatchObject(badField("parentId", "task"));
    }
  });

  it("go to the trash with their parent and come back with it, but not those that were there before", async () => {
    const [top, middle, bottom] = (await chain(3)) as [BuiltTask, BuiltTask, BuiltTask];
    const before = await child(top);
    await trash(before.id);
    const { seq } = await trash(top.id);
    const deleted = [await read(top.id), await read(middle.id), await read(bottom.id)];
    expect(new Set(deleted.map(({ deletedAt }) => deletedAt)).size).toBe(1);
    expect(deleted[0]!.deletedAt).not.toBeNull();
    const events = await eventsOf(test, project.id, seq - 3);
    expect(events.map(({ type, subjectId }) => `${type} ${subjectId}`).toSorted()).toEqual(
      [top, middle, bottom].map(({ id }) => `TASK_DELETED ${id}`).toSorted(),
    );

    await restore(top.id);
    expect((await read(middle.id)).parent).toEqual({ id: top.id });
    expect(
      (await Promise.all([top, middle, bottom].map(({ id }) => read(id)))).map(({ deletedAt }) => deletedAt),
    ).toEqual([null, null, null]);
    expect((await read(before.id)).deletedAt).not.toBeNull();
    expect(idsIn(await read(top.id))).toEqual([middle.id]);
  });

  it("come back alone as top-level tasks while their parent stays in the trash", async () => {
    const [top, middle, bottom] = (await chain(3)) as [BuiltTask, BuiltTask, BuiltTask];
    await trash(top.id);
    const { task } = await restore(middle.id);
    expect(task).toMatchObject({ deletedAt: null, parent: null });
    expect((await read(bottom.id)).deletedAt).not.toBeNull();
    await restore(top.id);
    expect(await read(bottom.id)).toMatchObject({ deletedAt: null, parent: { id: middle.id } });
    expect(idsIn(await read(top.id))).toEqual([]);
  });

  it("never come back under a parent that stays in the trash", async () => {
    const [top, middle, bottom] = (await chain(3)) as [BuiltTask, BuiltTask, BuiltTask];
    await trash(top.id);
    await restore(middle.id);
    await trash(middle.id);
    await restore(top.id);
    const family = await Promise.all([top, middle, bottom].map(({ id }) => read(id)));
    expect(family.map(({ deletedAt }) => deletedAt === null)).toEqual([true, false, true]);
    expect(family.map(({ parent }) => parent)).toEqual([null, null, null]);
  });

  it("are deleted and restored again without a second event", async () => {
    const [top] = (await chain(2)) as [BuiltTask, BuiltTask];
    const first = await trash(top.id);
    expect(await trash(top.id)).toEqual({ task: { ...first.task, updatedAt: expect.any(String) }, seq: first.seq });
    const back = await restore(top.id);
    expect(back.seq).toBeGreaterThan(first.seq);
    const again = await restore(top.id);
    // Its subtask came back behind it.
    expect(again).toMatchObject({ task: { version: back.task.version, deletedAt: null }, seq: back.seq + 1 });
  });

  it.each(["updateTask", "moveTask"] as const)(
    "and other tasks are not changed by %s while in the trash",
    async (field) => {
      const task = await child();
      await trash(task.id);
      expect(await refusal(test, project.owner, field, { id: task.id, status: "DONE" })).toMatchObject(
        badField("id", "trashed"),
      );
    },
  );
});
