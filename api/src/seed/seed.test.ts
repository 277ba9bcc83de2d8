import { readConfig } from "../config";
import { EventRecord, type FieldChangeRecord } from "../platform/db/log/event.entity";
import { lastSeqs } from "../platform/db/log/log";
import type { EntityClass, Reader } from "../platform/db/database";
import { tableOf } from "../platform/db/table";
import { Passwords } from "../platform/auth/passwords";
import { encodeId } from "../platform/ids";
import { Project } from "../modules/projects/project.entity";
import { positionBetween } from "../modules/tasks/positions";
import { Task } from "../modules/tasks/task.entity";
import { TASK_FIELDS } from "../modules/tasks/tasks.events";
import { startTestApp, type TestApp } from "../testing/testApp";
import { createTestDatabase, type TestDatabase } from "../testing/testDatabase";
import { ask } from "../testing/client";
import { SeededBefore, seedDatabase } from "./seedDatabase";
import { shareOut } from "./shareOut";

const PASSWORD = "correct horse battery";
const TASKS = 500;
const databases: TestDatabase[] = [];

async function seed({ database, ...options }: { tasks: number; seed?: number; database?: TestDatabase }) {
  if (!database) databases.push((database = await createTestDatabase()));
  let written = 0;
  await seedDatabase({
    seed: 1,
    ...options,
    config: readConfig(database.env),
    logger: { info: () => {}, warn: () => {}, error: () => {} },
    password: PASSWORD,
    passwords: new Passwords({ memoryKiB: 1_024, passes: 1 }, { concurrency: 2, maxWaiting: 100 }),
    now: new Date("2030-05-15T12:00:00Z"),
    onWritten: (count) => (written += count),
  });
  return { database, written };
}

async function all<E extends object>(reader: Reader, entity: EntityClass<E>, order: string): Promise<E[]> {
  const table = tableOf(entity);
  return (await reader.query(`SELECT ${table.select("t")} FROM ${table.name} t ORDER BY ${order}`)).map((row) =>
    table.read(row),
  );
}

/** Opens what was seeded, as the API would. */
async function open(database: TestDatabase) {
  const test = await startTestApp(database.env);
  const reader = test.app.db.readLatest();
  return { test, reader, tasks: await all(reader, Task, "t.project_id, t.number") };
}

afterAll(async () => {
  for (const database of databases) await database.remove();
});

describe("a seeded database", () => {
  let test: TestApp;
  let tasks: Task[];
  let projects: Project[];
  let events: EventRecord[];
  let database: TestDatabase;
  let written: number;
  const of = (project: Project) => tasks.filter((task) => task.projectId === project.id);

  beforeAll(async () => {
    ({ database, written } = await seed({ tasks: TASKS }));
    const opened = await open(database);
    ({ test, tasks } = opened);
    projects = await all(opened.reader, Project, "t.id");
    events = await all(opened.reader, EventRecord, "t.stream_id, t.seq");
  });
  afterAll(() => test.close());

  it("has as many tasks as were asked for, numbered without a gap", () => {
    expect(tasks).toHaveLength(TASKS);
    expect(written).toBe(TASKS);
    for (const project of projects) {
      expect(of(project).map(({ number }) => number)).toEqual(
        Array.from({ length: project.lastTaskNumber }, (_, i) => i + 1),
      );
    }
  });

  it("numbers every log from 1 without a gap, in the order of time, up to its head", async () => {
    const logs = grouped(events, ({ streamId }) => streamId.toString("hex"));
    for (const log of logs.values()) {
      expect(log.map(({ seq }) => Number(seq))).toEqual(log.map((_, i) => i + 1));
      const times = log.map(({ occurredAt }) => occurredAt.getTime());
      expect(times).toEqual(times.toSorted((a, b) => a - b));
    }
    const heads = await lastSeqs(
      test.app.db.readLatest(),
      projects.map(({ id }) => id),
    );
    for (const [id, head] of heads) {
      expect(events.filter(({ streamId }) => encodeId("prj", streamId) === id)).toHaveLength(head);
    }
    const [streams] = await test.app.db.readLatest().query("SELECT COUNT(*) AS n, SUM(last_seq) AS total FROM streams");
    expect(streams).toEqual({ n: logs.size, total: events.length });
  });

  it("tells of each task from its creation to what it is now", () => {
    const histories = grouped(
      events.filter(({ subjectId }) => subjectId.startsWith("tsk_")),
      ({ subjectId }) => subjectId,
    );
    expect(histories.size).toBe(TASKS);
    for (const task of tasks) {
      const history = histories.get(task.id) ?? [];
      expect(history.map(({ type }) => type === "TASK_CREATED")).toEqual(history.map((_, i) => i === 0));
      expect(history.map(({ subjectVersion }) => subjectVersion)).toEqual(history.map((_, i) => i + 1));
      expect(history.at(-1)).toMatchObject({ subjectVersion: task.version, occurredAt: task.updatedAt });
      expect(history.slice(0, -1).every(({ type }) => type !== "TASK_DELETED")).toBe(true);
      expect(replayed(history)).toMatchObject(logged(task));
    }
  });

  it("has an order in every project, and subtasks under tasks of the same project", () => {
    for (const project of projects) {
      const positions = of(project).map(({ position }) => position);
      expect(new Set(positions).size).toBe(positions.length);
      for (const position of positions) expect(positionBetween(position, null)?.length).toBeLessThan(10);
    }
    const byId = new Map(tasks.map((task) => [task.id, task]));
    const subtasks = tasks.filter(({ parentId }) => parentId !== null);
    expect(subtasks.length).toBeGreaterThan(10);
    for (const { parentId, projectId } of subtasks)
      expect(byId.get(parentId as string)).toMatchObject({ projectId, deletedAt: null });
  });

  it("is served: sign-in, roles, every page of a project, and its stream's head", async () => {
    const { login } = await ask<{ login: { accessToken: string } }>(
      test,
      null,
      "mutation ($input: LoginInput!) { login(input: $input) { accessToken } }",
      { input: { email: "demo@example.com", password: PASSWORD } },
    );
    const { viewer, projects: seen } = await ask<{
      viewer: { name: string };
      projects: { nodes: { id: string; viewerRole: string; lastSeq: number; tasks: { totalCount: number } }[] };
    }>(
      test,
      login.accessToken,
      "{ viewer { name } projects { nodes { id viewerRole lastSeq tasks { totalCount } } } }",
    );
    expect(viewer.name).toBe("Dana Demo");
    expect(seen.nodes.map(({ viewerRole }) => viewerRole).toSorted()).toEqual([
      "ADMIN",
      "MEMBER",
      "MEMBER",
      "OWNER",
      "OWNER",
      "VIEWER",
    ]);

    const largest = seen.nodes.toSorted((a, b) => b.tasks.totalCount - a.tasks.totalCount)[0]!;
    const found = await idsByPage(test, login.accessToken, largest.id);
    const expected = tasks
      .filter(({ projectId, deletedAt }) => projectId === largest.id && deletedAt === null)
      .toSorted((a, b) => (a.position < b.position ? -1 : 1));
    expect(found).toEqual(expected.map(({ id }) => id));
    expect(largest.tasks.totalCount).toBe(expected.length);
    expect(largest.lastSeq).toBe(events.filter(({ streamId }) => encodeId("prj", streamId) === largest.id).length);
  });

  it("is not seeded again", async () => {
    await expect(seed({ tasks: 1, database })).rejects.toThrow(SeededBefore);
  });
});

it("is the same for the same seed only", async () => {
  const titles = async (number: number) => {
    const { database } = await seed({ tasks: 60, seed: number });
    const { test, tasks } = await open(database);
    await test.close();
    return tasks.map(({ id, title, status, position, dueOn, version }) => ({
      id,
      title,
      status,
      position,
      dueOn,
      version,
    }));
  };
  const [first, again, other] = [await titles(7), await titles(7), await titles(8)];
  expect(again).toEqual(first);
  expect(other).not.toEqual(first);
});

it.each([1, 49, 500, 100_000, 1_000_000])("shares out all of %d tasks, to projects of bounded size", (tasks) => {
  const { personal, shared } = shareOut(tasks);
  expect(personal + shared.reduce((sum, size) => sum + size, 0)).toBe(tasks);
  expect(Math.max(...shared)).toBeLessThanOrEqual(12_000);
});

/** The tasks of a project as a client comes by them, page after page. */
async function idsByPage(test: TestApp, token: string, id: string, after: string | null = null): Promise<string[]> {
  const { project } = await ask<{
    project: { tasks: { nodes: { id: string }[]; pageInfo: { hasNextPage: boolean; endCursor: string } } };
  }>(
    test,
    token,
    `query ($id: ID!, $after: String) { project(id: $id) {
       tasks(first: 30, after: $after) { nodes { id key assignee { name } labels { name } } pageInfo { hasNextPage endCursor } }
     } }`,
    { id, after },
  );
  const { nodes, pageInfo } = project.tasks;
  const ids = nodes.map((node) => node.id);
  return pageInfo.hasNextPage ? [...ids, ...(await idsByPage(test, token, id, pageInfo.endCursor))] : ids;
}

function grouped(events: readonly EventRecord[], keyOf: (event: EventRecord) => string): Map<string, EventRecord[]> {
  const groups = new Map<string, EventRecord[]>();
  for (const event of events) groups.set(keyOf(event), [...(groups.get(keyOf(event)) ?? []), event]);
  return groups;
}

/** What a task is according to its events. */
function replayed(history: readonly EventRecord[]): Record<string, unknown> {
  const changes: FieldChangeRecord[] = history.flatMap((event) => event.changes);
  return Object.fromEntries(changes.map(({ field, after }) => [field, after]));
}

/** What the log should tell of a task: its fields that ever had a value. */
function logged(task: Task): Record<string, unknown> {
  const entries = Object.entries(TASK_FIELDS).map(([property, field]) => [
    field,
    JSON.parse(JSON.stringify(task[property as keyof Task])),
  ]);
  return Object.fromEntries(entries.filter(([, value]) => value !== null));
}
