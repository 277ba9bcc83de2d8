import {
  answered,
  badInput,
  badRequest,
  badVariables,
  type HostileRow,
  post,
  postBody,
  refused,
  row,
  tooComplex,
} from "./hostileRow";

const TASKS =
  "query ($filter: TaskFilter, $orderBy: [TaskOrder!], $first: Int, $after: String) { tasks(filter: $filter, orderBy: $orderBy, first: $first, after: $after) { nodes { id } } }";
const NODES = "query ($ids: [ID!]!) { nodes(ids: $ids) { id } }";
const CREATE_TASK =
  "mutation ($input: CreateTaskInput!) { createTask(input: $input) { task { id title description } } }";

/** A request of their own for each value that stands where only one of another kind belongs. */
const list = (name: string, variables: object, outcome = badVariables) => row(name, post(TASKS, variables), outcome);
/** JSON that JavaScript would not write: numbers too large, keys that are special. */
const listRaw = (name: string, variables: string, outcome = badVariables) =>
  row(name, postBody(`{"query":${JSON.stringify(TASKS)},"variables":${variables}}`), outcome);
const create = (name: string, input: object, outcome = badInput) =>
  row(name, post(CREATE_TASK, { input: { title: "Hostile", ...input } }), outcome);

function deepFilter(levels: number): object {
  let filter: object = {};
  for (let i = 0; i < levels; i++) filter = { and: [filter] };
  return filter;
}

const BY_TITLE = { field: "TITLE", direction: "ASC" };
const many = <T>(count: number, item: T): T[] => Array.from({ length: count }, () => item);

const SQL = [`'; DROP TABLE tasks; --`, `" OR "1"="1`, `Robert'); DELETE FROM users WHERE ('1'='1`, `\\'; SELECT 1; #`];
const HTML = [
  `<script>alert(document.cookie)</script>`,
  `<img src=x onerror="alert(1)">`,
  `&lt;b&gt; &amp;amp; %3Cb%3E`,
];
const ODD = [
  "\u202Egnirts a si siht\u202C \u200B\u200D\uFEFF",
  "Z\u0351\u036B\u0343a\u0322l\u0351go".repeat(10),
  "👩‍👩‍👧‍👦🏳️‍🌈\u{1F1E9}\u{1F1EA}",
  "${process.env.JWT_SECRET} {{7*7}} %s %n $(id)",
  "../../../../etc/passwd\r\nSet-Cookie: a=b",
  "\u0001\u0007\u001b[31m\u007f",
];

/** Each text as a task's title and description, a label's name and a project's. */
function storedRows(text: string): HostileRow[] {
  const shown = JSON.stringify(text).slice(0, 40);
  return [
    row(`${shown} for a title`, post(CREATE_TASK, { input: { title: text } }), {
      stored: text,
      at: "createTask.task.title",
      read: "title",
    }),
    row(`${shown} for a description`, post(CREATE_TASK, { input: { title: "Plain", description: text } }), {
      stored: text,
      at: "createTask.task.description",
      read: "description",
    }),
  ];
}

/** Values that are made to break out of their place, or to be costly. */
export const valueRows: HostileRow[] = [
  ...[...SQL, ...HTML, ...ODD].flatMap(storedRows),
  ...SQL.map((text) => list(`${text} in a filter`, { filter: { title: { contains: text } } }, answered)),
  ...SQL.map((text) => row(`${text} for an id`, post(NODES, { ids: [text] }), badInput)),
  list("SQL for a cursor", { after: `' UNION SELECT password FROM users --` }, badInput),
  list("a cursor of 500 KB", { after: "A".repeat(500_000) }, badInput),
  list("a cursor that is made up", { after: Buffer.from(`{"v":1,"id":1}`).toString("base64url") }, badInput),
  list("percent signs to search for", { filter: { title: { contains: "%_%_%_%_%_%_%_%\\" } } }, answered),
  list("2^31 items", { first: 2 ** 31 }),
  list("a huge number of items", { first: 1e308 }),
  listRaw("an infinite number of items", `{"first":1e999}`),
  listRaw("a number of 1,000 digits", `{"first":${"9".repeat(1_000)}}`),
  list("half an item", { first: 1.5 }),
  list("fewer items than none", { first: -1 }, badInput),
  list("more items than allowed", { first: 101 }, badInput),
  list("a text for a number", { first: "10" }),
  list("a list for a number", { first: [10] }),
  list("an object for a number", { first: { valueOf: 10 } }),
  listRaw("__proto__ in variables", `{"__proto__":{"first":1}}`, badRequest),
  listRaw("__proto__ in a filter", `{"filter":{"__proto__":{"title":{"eq":"x"}}}}`, badRequest),
  listRaw("a constructor's prototype in variables", `{"constructor":{"prototype":{"isAdmin":true}}}`, badRequest),
  list("keys of Object's prototype in a filter", { filter: { toString: { eq: 1 }, hasOwnProperty: 1 } }),
  list("keys of Object's prototype as variables", { constructor: 1, toString: 2, valueOf: 3 }, answered),
  list("a filter of 20 levels", { filter: deepFilter(14) }, badInput),
  listRaw("a filter of 10,000 levels", `{"filter":${`{"not":`.repeat(10_000)}{}${"}".repeat(10_001)}`, tooComplex),
  listRaw("variables of 100,000 levels", `{"filter":${"[".repeat(100_000)}${"]".repeat(100_000)}}`, tooComplex),
  list("41 comparators", { filter: { and: many(41, { title: { eq: "x" } }) } }, badInput),
  list("a filter with 5,000 values", { filter: { title: { in: Array(4_900).fill("x") } } }, badInput),
  list("1,000 orders", { orderBy: many(1_000, BY_TITLE) }, badInput),
  list("one order three times", { orderBy: many(3, BY_TITLE) }, badInput),
  row("10,000 ids", post(NODES, { ids: Array(10_000).fill("tsk_00000000000000000000000000") }), tooComplex),
  row("4,000 ids", post(NODES, { ids: Array(4_000).fill("tsk_00000000000000000000000000") }), badInput),
  row("an id of 900 KB", post(NODES, { ids: ["x".repeat(900_000)] }), badInput),
  row(
    "10,000 variables that nothing uses",
    post("{ __typename }", Object.fromEntries(Array.from({ length: 10_000 }, (_, i) => [`v${i}`, i]))),
    tooComplex,
  ),
  create("a title of 900,000 characters", { title: "x".repeat(900_000) }),
  create("a description of 100,001 characters", { description: "x".repeat(100_001) }),
  create("half a surrogate for a title", { title: "a\ud800b" }),
  create("a NUL in a title", { title: "a\0b" }),
  create("a title of nothing but spaces", { title: " \u00a0\u2003\t\n" }),
  create("a day that there is not", { dueOn: "2025-02-30" }, badVariables),
  create("a day of the year 999999", { dueOn: "999999-01-01" }, badVariables),
  create("a time that is SQL", { dueAt: "now(); DROP TABLE tasks" }, badVariables),
  create("5,000 labels", { labelIds: Array(4_900).fill("lbl_00000000000000000000000000") }),
  create("a field that there is not", { isAdmin: true }, badVariables),
  create("null for a title", { title: null }, badVariables),
  create("a list for a title", { title: ["a", "b"] }, badVariables),
  create("an object for a title", { title: { $ne: "" } }, badVariables),
  create("an empty idempotency key", { idempotencyKey: "" }),
  create("an idempotency key of 10 KB", { idempotencyKey: "k".repeat(10_000) }),
  row(
    "somebody else's project",
    post(CREATE_TASK, { input: { title: "Mine", projectId: "prj_01h00000000000000000000000" } }),
    refused(200, "NOT_FOUND"),
  ),
];
