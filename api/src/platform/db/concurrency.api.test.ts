import { ask, send } from "../../testing/client";
import {
  type BuiltProject,
  buildMember,
  buildProject,
  buildTask,
  type BuiltTask,
  type Person,
} from "../../testing/factories";
import { openLiveStream, takeItems } from "../../testing/projectStream";
import { startTestApp, type TestApp } from "../../testing/testApp";
import { idBytes, newId } from "../ids";

let test: TestApp;
beforeAll(async () => {
  test = await startTestApp();
});
afterAll(() => test.close());

const atOnce = <T>(count: number, work: (i: number) => Promise<T>) =>
  Promise.all(Array.from({ length: count }, (_, i) => work(i)));
const CREATE =
  "mutation ($input: CreateTaskInput!) { createTask(input: $input) { task { id key number position version } seq } }";
const MOVE = "mutation ($input: MoveTaskInput!) { moveTask(input: $input) { task { id position } seq } }";
const UPDATE = "mutation ($input: UpdateTaskInput!) { updateTask(input: $input) { task { title version } seq } }";

interface Created {
  createTask: { task: Omit<BuiltTask, "project">; seq: number };
}

async function tasksOf(
  project: BuiltProject,
  person: Person,
): Promise<{ id: string; key: string; position: string }[]> {
  const query = "query ($id: ID!) { project(id: $id) { tasks(first: 100) { nodes { id key position } } } }";
  return (await ask<{ project: { tasks: { nodes: [] } } }>(test, person.token, query, { id: project.id })).project.tasks
    .nodes;
}

async function eventsOf(project: BuiltProject): Promise<{ seq: number; type: string }[]> {
  return test.app.db
    .readLatest()
    .query("SELECT seq, type FROM events WHERE stream_id = ? ORDER BY seq", [idBytes(project.id)]);
}

const consecutive = (first: number, count: number) => Array.from({ length: count }, (_, i) => first + i);
const byPlace = (a: { position: string; id: string }, b: { position: string; id: string }) =>
  a.position !== b.position ? (a.position < b.position ? -1 : 1) : a.id < b.id ? -1 : 1;

describe("50 people who create and move tasks of one project at once", () => {
  it("get no key twice, agree on an order, and leave no gap in the log", async () => {
    const project = await buildProject(test);
    const member = await buildMember(test, { project });
    const settled = await atOnce(10, () => buildTask(test, { project }));
    const head = (await eventsOf(project)).length;
    const stream = await openLiveStream(test, member.token, project.id);

    const answers = await atOnce(50, async (i) => {
      const { token } = i % 2 === 0 ? project.owner : member;
      const { createTask } = await ask<Created>(test, token, CREATE, {
        input: { projectId: project.id, title: `Task ${i}` },
      });
      // All of them between the same few tasks: there they get in each other's way.
      const input = { id: createTask.task.id, [i % 3 === 0 ? "beforeId" : "afterId"]: settled[i % 4]?.id };
      const { moveTask } = await ask<{ moveTask: { seq: number } }>(test, token, MOVE, { input });
      return { created: createTask, moved: moveTask };
    });

    expect(answers.map(({ created }) => created.task.number).sort((a, b) => a - b)).toEqual(consecutive(11, 50));
    expect(new Set(answers.map(({ created }) => created.task.key)).size).toBe(50);

    const list = await tasksOf(project, project.owner);
    expect(await tasksOf(project, member)).toEqual(list);
    expect(list).toHaveLength(60);
    expect(new Set(list.map(({ position }) => position)).size).toBe(60);
    expect([...list].sort(byPlace)).toEqual(list);

    const events = await eventsOf(project);
    expect(events.map(({ seq }) => seq)).toEqual(consecutive(1, events.length));
    const answered = answers.flatMap(({ created, moved }) => [created.seq, moved.seq]);
    expect(new Set(answered).size).toBe(100);

    // Who followed the stream has arrived at the same order.
    const places = new Map(settled.map((task) => [task.id, task.position]));
    for (const { task } of await takeItems(stream, events.length - head)) if (task) places.set(task.id, task.position);
    const followed = [...places].map(([id, position]) => ({ id, position })).sort(byPlace);
    expect(followed.map(({ id }) => id)).toEqual(list.map(({ id }) => id));
  });

  it("never get a position twice though all want the same place", async () => {
    const project = await buildProject(test);
    const [anchor, ...tasks] = await atOnce(51, () => buildTask(test, { project }));
    await atOnce(50, (i) => ask(test, project.owner.token, MOVE, { input: { id: tasks[i]?.id, afterId: anchor?.id } }));
    const list = await tasksOf(project, project.owner);
    expect(new Set(list.map(({ position }) => position)).size).toBe(51);
    expect(list[0]?.id).toBe(anchor?.id);
    const events = await eventsOf(project);
    expect(events.map(({ seq }) => seq)).toEqual(consecutive(1, events.length));
  });
});

describe("50 updates of one task at once", () => {
  it("with the version that they are based on: one wins each version", async () => {
    const { id, project } = await buildTask(test);
    for (const version of [1, 2, 3]) {
      const answers = await atOnce(50, (i) =>
        send<{ updateTask: { task: { title: string; version: number } } | null }>(test, project.owner.token, UPDATE, {
          input: { id, expectedVersion: version, title: `Version ${version} by ${i}` },
        }),
      );
      const won = answers.flatMap(({ data }) => data.updateTask ?? []);
      expect(won).toEqual([{ task: expect.objectContaining({ version: version + 1 }), seq: version + 2 }]);
      const lost = answers.flatMap(({ errors }) => errors?.[0]?.extensions ?? []);
      expect(lost).toHaveLength(49);
      expect(lost).toEqual(
        lost.map(() =>
          expect.objectContaining({ code: "CONFLICT", currentVersion: version + 1, changedFields: ["title"] }),
        ),
      );
      expect(
        await ask(test, project.owner.token, "query ($id: ID!) { task(id: $id) { title version } }", { id }),
      ).toEqual({ task: won[0]?.task });
    }
    expect((await eventsOf(project)).filter(({ type }) => type === "TASK_UPDATED")).toHaveLength(3);
  });

  it("without it: all of them happen, one after another", async () => {
    const { id, project } = await buildTask(test);
    const answers = await atOnce(50, (i) =>
      ask<{ updateTask: { task: { version: number }; seq: number } }>(test, project.owner.token, UPDATE, {
        input: { id, title: `Title ${i}` },
      }),
    );
    expect(answers.map(({ updateTask }) => updateTask.task.version).sort((a, b) => a - b)).toEqual(consecutive(2, 50));
    expect(answers.every(({ updateTask: { seq, task } }) => seq === task.version + 1)).toBe(true);
  });
});

describe("the same createTask 20 times at once", () => {
  it.each([
    ["under one idempotencyKey", { idempotencyKey: "once" }],
    ["under one id that the client made", { id: newId("tsk") }],
    ["under both", { idempotencyKey: "both", id: newId("tsk") }],
  ])("%s makes one task", async (_name, repeated) => {
    const project = await buildProject(test);
    const answers = await atOnce(20, () =>
      ask<Created>(test, project.owner.token, CREATE, { input: { projectId: project.id, title: "Once", ...repeated } }),
    );
    expect(answers).toEqual(answers.map(() => answers[0]));
    expect(answers[0]?.createTask).toMatchObject({ task: { number: 1, version: 1 }, seq: 2 });
    expect(await tasksOf(project, project.owner)).toHaveLength(1);
    expect((await eventsOf(project)).map(({ type }) => type)).toEqual(["PROJECT_CREATED", "TASK_CREATED"]);
  });

  it("by different people under one id makes one task, and tells the others only that it is taken", async () => {
    const project = await buildProject(test);
    const people = await atOnce(5, () => buildMember(test, { project }));
    const id = newId("tsk");
    const answers = await Promise.all(
      people.map(({ token }) =>
        send<{ createTask: object | null }>(test, token, CREATE, {
          input: { projectId: project.id, title: "Mine", id },
        }),
      ),
    );
    expect(answers.filter(({ data }) => data.createTask)).toHaveLength(1);
    const refusals = answers.flatMap(({ errors }) => errors ?? []);
    expect(refusals).toEqual(
      Array.from({ length: 4 }, () =>
        expect.objectContaining({
          message: "This id is in use.",
          extensions: expect.objectContaining({ code: "CONFLICT" }),
        }),
      ),
    );
    expect(await tasksOf(project, project.owner)).toHaveLength(1);
  });
});

describe("all of the above", () => {
  // Whoever changes a project has locked it before anything else: they wait for each other, and none is rolled back.
  it("met no deadlock, and no lock that could not be had", () => {
    expect(test.logged.filter((entry) => /^a transaction is tried again .*ER_LOCK_/s.test(entry))).toEqual([]);
  });
});
