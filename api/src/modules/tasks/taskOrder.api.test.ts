import { idBytes } from "../../platform/ids";
import { fold } from "../../platform/text";
import { ask, send } from "../../testing/client";
import { buildProject, buildTask, type BuiltProject } from "../../testing/factories";
import { change, type TaskView } from "../../testing/mutations";
import { PAGE, type TestPage, type TestPageArgs, walkBackwards, walkForwards } from "../../testing/pages";
import { startTestApp, type TestApp } from "../../testing/testApp";

type Key = [field: string, direction: "ASC" | "DESC"];

const COUNT = 23;
const STATUSES = ["BACKLOG", "TODO", "IN_PROGRESS", "IN_REVIEW", "DONE", "CANCELED"];
const PRIORITIES = ["NONE", "LOW", "MEDIUM", "HIGH", "URGENT"];
const TITLES = ["zebra", "Äpfel", "apfel", "Zebra", "äpfel 2", "100", "Über"];
const DUES = [
  {},
  { dueOn: "2025-03-01" },
  { dueAt: "2025-03-01T23:59:59.999Z" },
  { dueAt: "2025-03-01T08:00:00Z" },
  { dueOn: "2025-02-28" },
];
const LIST = `query ($id: ID!, $orderBy: [TaskOrder!], $first: Int, $after: String, $last: Int, $before: String) {
  project(id: $id) { tasks(orderBy: $orderBy, first: $first, after: $after, last: $last, before: $before) { ${PAGE} } }
}`;

describe("the order of tasks", () => {
  let test: TestApp;
  let project: BuiltProject;
  let tasks: TaskView[];
  beforeAll(async () => {
    test = await startTestApp();
    project = await buildProject(test);
    tasks = await buildTasksWithTies();
  });
  afterAll(() => test.close());

  /** In every key some tasks are the same, and in some there is no value. */
  async function buildTasksWithTies(): Promise<TaskView[]> {
    const made: TaskView[] = [];
    for (let i = 0; i < COUNT; i++) {
      const fields = {
        status: STATUSES[i % 6],
        priority: PRIORITIES[(i * 3) % 5],
        title: TITLES[(i * 5) % 7],
        ...DUES[(i * 2) % 5],
      };
      const { task } = await change(test, project.owner, "createTask", { projectId: project.id, ...fields });
      const [createdAt, updatedAt] = [new Date(2025, 0, 1 + (i % 4)), new Date(2025, 1, 1 + ((i * 7) % 5))];
      await test.app.db.transact(null, {}, (tx) =>
        tx.execute("UPDATE tasks SET created_at = ?, updated_at = ? WHERE id = ?", [
          createdAt.getTime(),
          updatedAt.getTime(),
          idBytes(task.id),
        ]),
      );
      made.push({ ...task, createdAt: createdAt.toISOString(), updatedAt: updatedAt.toISOString() });
    }
    return made;
  }

  const fetchPage =
    (keys: readonly Key[]) =>
    async (args: TestPageArgs): Promise<TestPage> => {
      const orderBy = keys.map(([field, direction]) => ({ field, direction }));
      const data = await ask<{ project: { tasks: TestPage } }>(test, project.owner.token, LIST, {
        id: project.id,
        orderBy,
        ...args,
      });
      return data.project.tasks;
    };

  /** What is compared for each key; a missing due date is later than any. */
  const VALUES: Record<string, (task: TaskView) => string | number> = {
    CREATED_AT: (task) => task.createdAt,
    UPDATED_AT: (task) => task.updatedAt,
    DUE_AT: (task) => task.dueAt ?? (task.dueOn ? `${task.dueOn}T23:59:59.999Z` : "none"),
    PRIORITY: (task) => PRIORITIES.indexOf(task.priority),
    STATUS: (task) => STATUSES.indexOf(task.status),
    TITLE: (task) => fold(task.title),
    POSITION: (task) => task.position,
  };

  function expectedOrder(keys: readonly Key[]): string[] {
    const all = [
      ...keys.map(([field, direction]) => ({ value: VALUES[field]!, direction })),
      { value: ({ id }: TaskView) => id, direction: keys.at(-1)![1] },
    ];
    const compare = (a: TaskView, b: TaskView) => {
      const key = all.find(({ value }) => value(a) !== value(b));
      if (!key) return 0;
      return key.value(a) < key.value(b) === (key.direction === "ASC") ? -1 : 1;
    };
    return tasks.toSorted(compare).map(({ id }) => id);
  }

  const single = Object.keys(VALUES).flatMap((field): Key[][] => [[[field, "ASC"]], [[field, "DESC"]]]);
  const orders: Key[][] = [
    ...single,
    [
      ["PRIORITY", "DESC"],
      ["DUE_AT", "ASC"],
    ],
    [
      ["DUE_AT", "DESC"],
      ["TITLE", "ASC"],
    ],
    [
      ["STATUS", "ASC"],
      ["PRIORITY", "DESC"],
      ["CREATED_AT", "ASC"],
    ],
    [
      ["TITLE", "DESC"],
      ["UPDATED_AT", "ASC"],
      ["STATUS", "DESC"],
    ],
  ];

  it.each(orders.map((keys) => [keys.map(([field, direction]) => `${field} ${direction}`).join(", "), keys] as const))(
    "by %s is the same in pages from either end",
    async (_name, keys) => {
      const expected = expectedOrder(keys);
      expect((await walkForwards(fetchPage(keys), 5)).flat()).toEqual(expected);
      expect((await walkBackwards(fetchPage(keys), 4)).flat()).toEqual(expected);
    },
  );

  it("has what is due on no day last with ASC and first with DESC", async () => {
    const undated = tasks.filter(({ dueOn }) => dueOn === null).map(({ id }) => id);
    const ascending = (await walkForwards(fetchPage([["DUE_AT", "ASC"]]), 100)).flat();
    const descending = (await walkForwards(fetchPage([["DUE_AT", "DESC"]]), 100)).flat();
    expect(ascending.slice(-undated.length).toSorted()).toEqual(undated.toSorted());
    expect(descending).toEqual(ascending.toReversed());
  });

  it.each([
    ["no order", undefined],
    ["an empty order", []],
  ])("is by position in a project with %s", async (_name, orderBy) => {
    const data = await ask<{ project: { tasks: TestPage } }>(test, project.owner.token, LIST, {
      id: project.id,
      orderBy,
    });
    expect(data.project.tasks.nodes.map(({ id }) => id)).toEqual(expectedOrder([["POSITION", "ASC"]]));
  });

  it("is the newest first over all projects", async () => {
    const data = await ask<{ tasks: TestPage }>(test, project.owner.token, `{ tasks { ${PAGE} } }`);
    expect(data.tasks.nodes.map(({ id }) => id)).toEqual(expectedOrder([["CREATED_AT", "DESC"]]));
  });

  it.each(["ﷺ", "漢", "😀"])("goes on from page to page however long the titles are: 500 × %s", async (character) => {
    const long = await buildProject(test);
    const ids: string[] = [];
    for (const letter of "abc")
      ids.push((await buildTask(test, { project: long, title: character.repeat(499) + letter })).id);
    const orderBy = [{ field: "TITLE", direction: "DESC" }];
    const pages = await walkForwards(async (args) => {
      const data = await ask<{ project: { tasks: TestPage } }>(test, long.owner.token, LIST, {
        id: long.id,
        orderBy,
        ...args,
      });
      return data.project.tasks;
    }, 1);
    expect(pages.flat().toSorted()).toEqual(ids.toSorted());
  });

  it.each<[string, object[], string]>([
    ["four keys", ["STATUS", "PRIORITY", "TITLE", "DUE_AT"].map((field) => ({ field, direction: "ASC" })), "size"],
    [
      "a field twice",
      [
        { field: "TITLE", direction: "ASC" },
        { field: "TITLE", direction: "DESC" },
      ],
      "unique",
    ],
    ["a field that there is not", [{ field: "COLOR", direction: "ASC" }], "type"],
    ["no direction", [{ field: "TITLE" }], "type"],
  ])("is refused with %s", async (_name, orderBy, rule) => {
    const { errors } = await send(test, project.owner.token, LIST, { id: project.id, orderBy });
    expect(errors?.[0]?.extensions).toMatchObject({
      code: "BAD_USER_INPUT",
      fields: [{ path: expect.arrayContaining(["orderBy"]), rule }],
    });
  });
});
