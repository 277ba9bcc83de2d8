import { ask, send } from "../../testing/client";
import { cloneTask } from "../../testing/cloneTask";
import { dumpTables, eventsOf } from "../../testing/database";
import {
  buildLabel,
  buildMember,
  buildProject,
  buildTask,
  type BuiltProject,
  type Person,
} from "../../testing/factories";
import { badField, change, mutate, type Refusal, refusal, type TaskView } from "../../testing/mutations";
import { openLiveStream, takeItems } from "../../testing/projectStream";
import { startTestApp, type TestApp } from "../../testing/testApp";
import { Project } from "../projects/project.entity";

const TASK = `id key previousKeys title status version number position deletedAt
  project { id } parent { id } assignee { id } labels { id }`;

describe("moving a task to another project", () => {
  let test: TestApp;
  let owner: Person;
  let from: BuiltProject;
  let to: BuiltProject;
  let keys = 0;
  beforeAll(async () => {
    test = await startTestApp();
  });
  beforeEach(async () => {
    keys += 1;
    from = await buildProject(test, { key: `FROM${keys}` });
    ({ owner } = from);
    to = await buildProject(test, { owner, key: `TO${keys}` });
  });
  afterAll(() => test.close());

  const read = async (id: string, person: Person = owner) =>
    (await ask<{ task: TaskView }>(test, person.token, `query ($id: ID) { task(id: $id) { ${TASK} } }`, { id })).task;
  const byKey = async (key: string, person: Person = owner) =>
    send<{ task: { id: string } | null }>(test, person.token, "query ($key: String) { task(key: $key) { id } }", {
      key,
    });
  const idByKey = async (key: string, person?: Person) => (await byKey(key, person)).data.task?.id;
  const move = (id: string, more: object = {}, person: Person = owner) =>
    change(test, person, "moveTask", { id, projectId: to.id, ...more });
  const titles = async (project: BuiltProject, scope = "LIVE") => {
    const query =
      "query ($id: ID!, $scope: TaskScope) { project(id: $id) { tasks(scope: $scope) { nodes { title } } } }";
    const data = await ask<{ project: { tasks: { nodes: { title: string }[] } } }>(test, owner.token, query, {
      id: project.id,
      scope,
    });
    return data.project.tasks.nodes.map(({ title }) => title).join("");
  };
  /** No task has a parent, or something it went to the trash with, in another project; each is its project's owner's. */
  const breaches = async () =>
    test.app.db.readLatest().query(
      `SELECT t.number FROM tasks t JOIN projects p ON p.id = t.project_id LEFT JOIN tasks up ON up.id = t.parent_id
       LEFT JOIN tasks w ON w.id = t.deleted_with_id
       WHERE t.owner_id <> p.owner_id OR up.project_id <> t.project_id OR w.project_id <> t.project_id
       OR (t.parent_id IS NOT NULL AND up.id IS NULL)`,
    );

  it("gives it a new number and key, and finds it by the old one", async () => {
    await buildTask(test, { project: to });
    const { id } = await buildTask(test, { project: from });
    const { task } = await move(id);
    expect(task).toMatchObject({
      id,
      version: 2,
      number: 2,
      key: `${to.key}-2`,
      previousKeys: [`${from.key}-1`],
      project: { id: to.id },
    });
    expect([await idByKey(`${from.key}-1`), await idByKey(`${to.key}-2`)]).toEqual([id, id]);
    // The number is not given again.
    expect((await buildTask(test, { project: from })).number).toBe(2);
  });

  it("tells both logs, each task of the tree, and answers with both numbers", async () => {
    await buildTask(test, { project: to });
    const root = await buildTask(test, { project: from });
    const child = await buildTask(test, { project: from, parentId: root.id });
    const { seq, sourceSeq, task } = await move(root.id);
    const [left, came] = [await eventsOf(test, from.id, sourceSeq! - 1), await eventsOf(test, to.id, seq - 1)];
    const project = { field: "project", before: from.id, after: to.id };
    expect(left).toMatchObject(
      [root, child].map(({ id }) => ({ type: "TASK_MOVED_OUT", subjectId: id, subjectVersion: 2, changes: [project] })),
    );
    expect(came).toMatchObject(
      [root, child].map(({ id }) => ({ type: "TASK_MOVED", subjectId: id, subjectVersion: 2 })),
    );
    expect(came[0]?.changes).toEqual([
      project,
      { field: "number", before: 1, after: 2 },
      { field: "position", before: root.position, after: task.position },
    ]);
  });

  it("takes the whole tree along, in its order, also what is in the trash below it", async () => {
    const task = async (title: string, parentId?: string) =>
      (await buildTask(test, { project: from, title, ...(parentId && { parentId }) })).id;
    const above = await task("x");
    const root = await task("a", above);
    const child = await task("b", root);
    const grandchild = await task("c", child);
    const trashed = await task("d", root);
    await change(test, owner, "deleteTask", { id: trashed });
    await buildTask(test, { project: to, title: "y" });
    await change(test, owner, "moveTask", { id: grandchild, beforeId: child });

    const { task: moved } = await move(root);
    expect([moved.parent, (await read(child)).parent, (await read(grandchild)).parent]).toEqual([
      null,
      { id: root },
      { id: child },
    ]);
    expect([await titles(from, "ALL"), await titles(to), await titles(to, "TRASH")]).toEqual(["x", "yacb", "d"]);
    expect((await change(test, owner, "restoreTask", { id: trashed })).task.parent).toEqual({ id: root });
    expect(await titles(to)).toBe("yacbd");
    expect(await breaches()).toEqual([]);
  });

  it("leaves what went to the trash together there, each in the project that it is in", async () => {
    const task = async (parentId?: string) =>
      (await buildTask(test, { project: from, ...(parentId && { parentId }) })).id;
    const top = await task();
    const middle = await task(top);
    const bottom = await task(middle);
    await change(test, owner, "deleteTask", { id: top });
    await change(test, owner, "restoreTask", { id: middle });
    // The bottom one is in the trash with the top one, but below the one that moves.
    await move(middle);
    expect(await breaches()).toEqual([]);
    await change(test, owner, "restoreTask", { id: top });
    expect((await read(bottom)).deletedAt).not.toBeNull();
    expect((await change(test, owner, "restoreTask", { id: bottom })).task).toMatchObject({
      project: { id: to.id },
      parent: { id: middle },
    });

    // And the other way round: what stays is in the trash with what moves.
    const root = await task();
    const gone = await task(root);
    const freed = await task(gone);
    const left = await task(freed);
    await change(test, owner, "deleteTask", { id: gone });
    await change(test, owner, "restoreTask", { id: freed });
    await move(root);
    expect(await breaches()).toEqual([]);
    await change(test, owner, "restoreTask", { id: gone });
    expect((await change(test, owner, "restoreTask", { id: left })).task.project).toEqual({ id: from.id });
  });

  it("puts it where it is told to, with the status that it is told", async () => {
    const { id } = await buildTask(test, { project: from, title: "m" });
    const ids: string[] = [];
    for (const title of "abc") ids.push((await buildTask(test, { project: to, title })).id);
    const { task } = await move(id, { afterId: ids[0], status: "DONE" });
    expect([await titles(to), task.status, task.completedAt === null]).toEqual(["ambc", "DONE", false]);
    const other = await buildTask(test, { project: from, title: "n" });
    await move(other.id, { beforeId: ids[0] });
    expect(await titles(to)).toBe("nambc");
    const neighbour = await buildTask(test, { project: from });
    const last = await buildTask(test, { project: from });
    for (const field of ["afterId", "beforeId"]) {
      const input = { id: last.id, projectId: to.id, [field]: neighbour.id };
      expect(await refusal(test, owner, "moveTask", input)).toMatchObject(badField(field, "task"));
    }
  });

  it("matches labels by name and drops the others; clears who is no member there", async () => {
    const mate = await buildMember(test, { project: from });
    await buildMember(test, { project: to, person: mate });
    const stays = await buildMember(test, { project: from });
    const labels = [];
    for (const name of ["Épic", "only here"]) labels.push((await buildLabel(test, { project: from, name })).id);
    const epic = await buildLabel(test, { project: to, name: "EPIC" });
    const root = await buildTask(test, { project: from, labelIds: labels, assigneeId: mate.id });
    const child = await buildTask(test, {
      project: from,
      parentId: root.id,
      assigneeId: stays.id,
      labelIds: [labels[1]],
    });
    const { seq } = await move(root.id);
    expect(await read(root.id)).toMatchObject({ labels: [{ id: epic.id }], assignee: { id: mate.id } });
    expect(await read(child.id)).toMatchObject({ labels: [], assignee: null });
    const [, changes] = (await eventsOf(test, to.id, seq - 1)).map((event) => event.changes);
    expect(changes).toContainEqual({ field: "labels", before: [labels[1]], after: [] });
    expect(changes).toContainEqual({ field: "assignee", before: stays.id, after: null });
  });

  it("keeps every key that it ever had, wherever it goes and whatever projects are called later", async () => {
    const { id } = await buildTask(test, { project: from });
    await change(test, owner, "updateProject", { id: from.id, key: `REN${keys}` });
    await move(id);
    await change(test, owner, "updateProject", { id: from.id, key: `AGAIN${keys}` });
    await change(test, owner, "updateProject", { id: to.id, key: `THERE${keys}` });
    await move(id, { projectId: from.id });
    const task = await read(id);
    expect([task.key, task.previousKeys.toSorted()]).toEqual([
      `AGAIN${keys}-2`,
      [`FROM${keys}-1`, `REN${keys}-1`, `THERE${keys}-1`, `TO${keys}-1`],
    ]);
    for (const key of [task.key, ...task.previousKeys]) expect(await idByKey(key)).toBe(id);
    // Back once more: what is kept already is not kept twice.
    await move(id);
    expect((await read(id)).previousKeys).toHaveLength(5);
  });

  it("has candidates where another task has the key by now", async () => {
    const { id } = await buildTask(test, { project: from });
    await move(id);
    await change(test, owner, "updateProject", { id: from.id, key: `NEW${keys}` });
    const heir = await buildProject(test, { owner, key: from.key });
    expect(await idByKey(`${from.key}-1`)).toBe(id);
    const other = await buildTask(test, { project: heir });
    const { errors } = await byKey(`${from.key}-1`);
    expect(errors?.[0]?.extensions).toMatchObject({ code: "BAD_USER_INPUT", fields: [{ rule: "ambiguous" }] });
    const candidates = errors?.[0]?.extensions?.["candidates"] as Refusal["candidates"];
    expect(candidates?.toSorted()).toEqual([id, other.id].toSorted());
  });

  it("is not ambiguous where its key is the same there", async () => {
    const twin = await buildProject(test, { key: from.key });
    await buildMember(test, { project: twin, person: owner });
    const { id } = await buildTask(test, { project: from });
    const { task } = await move(id, { projectId: twin.id });
    expect([task.key, task.previousKeys, await idByKey(task.key)]).toEqual([`${from.key}-1`, [], id]);
    // And kept once when it goes on.
    expect((await move(id)).task.previousKeys).toEqual([`${from.key}-1`]);
  });

  it("is found by no key by who is not in its present project", async () => {
    const mate = await buildMember(test, { project: from });
    const { id } = await buildTask(test, { project: from });
    expect(await idByKey(`${from.key}-1`, mate)).toBe(id);
    await move(id);
    for (const key of [`${from.key}-1`, `${to.key}-1`]) {
      expect((await byKey(key, mate)).errors?.[0]?.extensions).toMatchObject({ code: "NOT_FOUND" });
    }
  });

  it("is told of by the old project's stream, which shows it to nobody any more, in the new project or not", async () => {
    const [mate, both] = [await buildMember(test, { project: from }), await buildMember(test, { project: from })];
    await buildMember(test, { project: to, person: both });
    const { id } = await buildTask(test, { project: from });
    const streams = [];
    for (const { token } of [mate, both]) streams.push(await openLiveStream(test, token, from.id));
    const { sourceSeq: seq } = await move(id);
    const [toMate] = await takeItems(streams[0]!, 1);
    const [toBoth] = await takeItems(streams[1]!, 1);
    expect(toMate).toMatchObject({ type: "TASK_MOVED_OUT", seq, subjectId: id, task: null });
    expect(toBoth).toMatchObject({ type: "TASK_MOVED_OUT", seq, subjectId: id, task: null });
  });

  it("needs to be allowed in both projects, which must be open", async () => {
    const { id } = await buildTask(test, { project: from });
    const person = await buildMember(test, { project: from });
    const attempt = () => refusal(test, person, "moveTask", { id, projectId: to.id });
    expect(await attempt()).toMatchObject(badField("projectId", "project"));
    const { memberId } = await buildMember(test, { project: to, person, role: "VIEWER" });
    expect(await attempt()).toMatchObject({ code: "FORBIDDEN" });
    await change(test, owner, "updateProjectMember", { id: memberId, role: "MEMBER" });
    await change(test, owner, "updateProjectMember", { id: person.memberId, role: "VIEWER" });
    expect(await attempt()).toMatchObject({ code: "FORBIDDEN" });
    await change(test, owner, "updateProjectMember", { id: person.memberId, role: "MEMBER" });
    for (const project of [from, to]) {
      for (const field of ["archivedAt", "deletedAt"] as const) {
        const set = (value: Date | null) =>
          test.app.db.transact(null, {}, (tx) => tx.update(Project, project.id, { [field]: value }));
        await set(test.clock());
        expect(await attempt()).toMatchObject({ code: "FORBIDDEN" });
        await set(null);
      }
    }
    await change(test, owner, "removeProjectMember", { id: person.memberId });
    expect(await attempt()).toMatchObject({ code: "NOT_FOUND" });
  });

  it("goes by the version, and refuses what is in the trash", async () => {
    const { id } = await buildTask(test, { project: from });
    const before = await dumpTables(test);
    expect(await refusal(test, owner, "moveTask", { id, projectId: to.id, expectedVersion: 7 })).toMatchObject({
      code: "CONFLICT",
      currentVersion: 1,
    });
    expect(await dumpTables(test)).toEqual(before);
    await move(id, { expectedVersion: 1 });
    expect(await refusal(test, owner, "updateTask", { id, title: "Stale", expectedVersion: 1 })).toMatchObject({
      code: "CONFLICT",
      changedFields: expect.arrayContaining(["project"]),
    });
    await change(test, owner, "deleteTask", { id });
    expect(await refusal(test, owner, "moveTask", { id, projectId: from.id })).toMatchObject(badField("id", "trashed"));
  });

  it("answers a repeat with both numbers again, wherever the task is by then", async () => {
    const { id } = await buildTask(test, { project: from });
    const third = await buildProject(test, { owner });
    const idempotencyKey = `move-${keys}`;
    const { seq, sourceSeq } = await move(id, { idempotencyKey });
    expect(sourceSeq).not.toBeNull();
    await move(id, { projectId: third.id });
    const before = await dumpTables(test);
    const again = await move(id, { idempotencyKey });
    expect(again).toMatchObject({ seq, sourceSeq, task: { project: { id: third.id } } });
    // Without a key: it is there already.
    expect(await move(id, { projectId: third.id })).toMatchObject({ sourceSeq: null, task: { version: 3 } });
    expect(await dumpTables(test)).toEqual(before);
  });

  it("takes a tree of a thousand", async () => {
    const root = await buildTask(test, { project: from });
    const child = await buildTask(test, { project: from, parentId: root.id });
    await cloneTask(test, child.id, 998);
    const { seq } = await move(root.id);
    expect(await eventsOf(test, to.id, seq - 1)).toHaveLength(1_000);
    expect([await titles(from, "ALL"), await breaches()]).toEqual(["", []]);
    const query = "query ($id: ID) { task(id: $id) { subtasks { totalCount } } }";
    expect(await ask(test, owner.token, query, { id: root.id })).toEqual({ task: { subtasks: { totalCount: 999 } } });
  });

  it("leaves every task whole when a tree is moved to two projects, added to and changed at once", async () => {
    const third = await buildProject(test, { owner });
    const homes = [from, to, third];
    const root = await buildTask(test, { project: from });
    const children: string[] = [];
    for (let i = 0; i < 5; i++) children.push((await buildTask(test, { project: from, parentId: root.id })).id);
    const answers = await Promise.all(
      Array.from({ length: 60 }, (_, i) => {
        const home = homes[i % 3]!;
        const child = children[i % 5]!;
        if (i % 4 === 0) return mutate(test, owner, "moveTask", { id: root.id, projectId: home.id });
        if (i % 4 === 1) return mutate(test, owner, "moveTask", { id: child, projectId: home.id });
        if (i % 4 === 2)
          return mutate(test, owner, "createTask", { projectId: home.id, title: "new", parentId: root.id });
        return mutate(test, owner, "updateTask", { id: child, parentId: root.id, title: `Title ${i}` });
      }),
    );
    const codes = answers.flatMap(({ errors }) => errors?.map(({ extensions }) => extensions?.["code"]) ?? []);
    // Refused is only what would stand under a task of another project.
    expect(codes.filter((code) => code !== "BAD_USER_INPUT")).toEqual([]);
    expect(answers.length - codes.length).toBeGreaterThan(20);
    expect(await breaches()).toEqual([]);
    for (const id of [root.id, ...children]) {
      const { project, version } = await read(id);
      const events = (await Promise.all(homes.map((home) => eventsOf(test, home.id)))).flat();
      const own = events.filter(({ subjectId, type }) => subjectId === id && type !== "TASK_MOVED_OUT");
      expect(own.map(({ subjectVersion }) => subjectVersion).toSorted((a, b) => a - b)).toEqual(
        Array.from({ length: version }, (_, i) => i + 1),
      );
      expect(homes.map((home) => home.id)).toContain(project.id);
    }
  });
});
