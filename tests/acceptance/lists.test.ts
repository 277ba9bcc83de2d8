import { ask, send } from "../support/graphql";
import { buildProject, type Person, signUp } from "./support/people";
import { openTarget, type Target } from "./support/target";
import { doTask, type Task } from "./support/tasks";

const TASKS = [
  { title: "Écrire une lettre", priority: "LOW", dueOn: "2031-01-03" },
  { title: "eat breakfast", priority: "URGENT", status: "DONE" },
  { title: "Write the letter", priority: "HIGH", dueOn: "2031-01-01" },
  { title: "Post the letter", priority: "HIGH", dueOn: "2031-01-02", status: "IN_PROGRESS" },
  { title: "Read a book", status: "BACKLOG" },
];
const LIST = `query ($id: ID!, $filter: TaskFilter, $orderBy: [TaskOrder!], $first: Int, $after: String, $last: Int, $before: String) {
  project(id: $id) {
    tasks(filter: $filter, orderBy: $orderBy, first: $first, after: $after, last: $last, before: $before) {
      nodes { title }
      edges { cursor }
      pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
      totalCount
    }
  }
}`;

interface List {
  nodes: Task[];
  edges: { cursor: string }[];
  pageInfo: { hasNextPage: boolean; hasPreviousPage: boolean; startCursor: string; endCursor: string };
  totalCount: number;
}

let target: Target;
let url: string;
let owner: Person;
let projectId: string;

beforeAll(async () => {
  target = await openTarget();
  ({ url } = target);
  owner = await signUp(url, "Olga");
  projectId = (await buildProject(url, owner)).id;
  for (const task of TASKS) await doTask(url, owner, "create", { projectId, ...task });
});
afterAll(() => target?.close());

const list = async (args: object) =>
  (await ask<{ project: { tasks: List } }>(url, owner.token, LIST, { id: projectId, ...args })).project.tasks;
const initials = ({ nodes }: List) => nodes.map(({ title }) => title.slice(0, 2)).join(" ");

test.each([
  ["open ones", { status: { nin: ["DONE", "CANCELED"] } }, "Éc Wr Po Re"],
  ["a word, without regard to case and accents", { title: { contains: "ECRIRE" } }, "Éc"],
  ["due until a day", { dueOn: { lte: "2031-01-02" } }, "Wr Po"],
  ["without a due date", { dueOn: { isNull: true } }, "ea Re"],
  ["urgent at least to some degree", { priority: { gte: "HIGH" } }, "ea Wr Po"],
  ["one or the other", { or: [{ status: { eq: "BACKLOG" } }, { priority: { eq: "LOW" } }] }, "Éc Re"],
  ["all but some", { not: { title: { contains: "letter" } } }, "Éc ea Re"],
])("filters: %s", async (_title, filter, expected) => {
  const found = await list({ filter });
  expect(initials(found)).toBe(expected);
  expect(found.totalCount).toBe(expected.split(" ").length);
});

test.each([
  ["title", [{ field: "TITLE", direction: "ASC" }], "ea Éc Po Re Wr"],
  [
    "due date, what has none last",
    [
      { field: "DUE_AT", direction: "ASC" },
      { field: "TITLE", direction: "DESC" },
    ],
    "Wr Po Éc Re ea",
  ],
  [
    "priority, then title",
    [
      { field: "PRIORITY", direction: "DESC" },
      { field: "TITLE", direction: "ASC" },
    ],
    "ea Po Wr Éc Re",
  ],
])("orders by %s", async (_title, orderBy, expected) => {
  expect(initials(await list({ orderBy }))).toBe(expected);
});

test("pages forwards, and back from the end", async () => {
  const first = await list({ first: 2 });
  expect([initials(first), first.pageInfo]).toMatchObject(["Éc ea", { hasNextPage: true, hasPreviousPage: false }]);
  const second = await list({ first: 2, after: first.pageInfo.endCursor });
  expect([initials(second), second.pageInfo]).toMatchObject(["Wr Po", { hasNextPage: true, hasPreviousPage: true }]);
  const third = await list({ first: 2, after: second.edges.at(-1)?.cursor });
  expect([initials(third), third.pageInfo]).toMatchObject(["Re", { hasNextPage: false, hasPreviousPage: true }]);
  const back = await list({ last: 2, before: third.pageInfo.startCursor });
  expect(initials(back)).toBe("Wr Po");
  expect([first, second, third, back].map(({ totalCount }) => totalCount)).toEqual([5, 5, 5, 5]);
});

test("a task that is created meanwhile is on no page twice", async () => {
  const args = { first: 3, orderBy: [{ field: "TITLE", direction: "ASC" }] };
  const first = await list(args);
  const { task } = await doTask(url, owner, "create", { projectId, title: "A new one, before all others" });
  const rest = await list({ ...args, after: first.pageInfo.endCursor });
  expect(`${initials(first)} ${initials(rest)}`).toBe("ea Éc Po Re Wr");
  await doTask(url, owner, "delete", { id: task.id });
});

test.each<[string, (cursor: string) => object, unknown[]]>([
  ["first and last", () => ({ first: 1, last: 1 }), ["last"]],
  ["more than a page holds", () => ({ first: 101 }), ["first"]],
  ["a made-up cursor", () => ({ after: "bm90IGEgY3Vyc29y" }), ["after"]],
  ["a cursor of another order", (after) => ({ after, orderBy: [{ field: "TITLE", direction: "ASC" }] }), ["after"]],
  ["null as a value", () => ({ filter: { title: { eq: null } } }), ["filter", "title", "eq"]],
])("refuses %s", async (_title, args, path) => {
  const { pageInfo } = await list({ first: 1 });
  const { errors } = await send(url, owner.token, LIST, { id: projectId, ...args(pageInfo.endCursor) });
  expect(errors).toMatchObject([{ extensions: { code: "BAD_USER_INPUT", fields: [{ path }] } }]);
});
