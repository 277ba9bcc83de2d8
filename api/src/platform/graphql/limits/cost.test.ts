import { buildSchema, type OperationDefinitionNode, parse, validate } from "graphql";
import { costOf } from "./cost";
import { fragmentsOf } from "./documentShape";

const schema = buildSchema(`
  type Query { task(id: ID): Task tasks(first: Int, last: Int): TaskConnection nodes(ids: [ID!]!): [Node] }
  type Mutation { login: Task updateTask: Task }
  interface Node { id: ID }
  type Task implements Node { id: ID labels: [Label!]! parent: Task subtasks(first: Int): TaskConnection texts: [String!] }
  type Label implements Node { id: ID task: Task }
  type TaskConnection { nodes: [Task!]! edges: [TaskEdge!]! totalCount: Int }
  type TaskEdge { node: Task cursor: String }
`);

function cost(text: string, variables: Record<string, unknown> = {}) {
  const document = parse(text);
  expect(validate(schema, document)).toEqual([]);
  const operation = document.definitions[0] as OperationDefinitionNode;
  return costOf({ schema, operation, fragments: fragmentsOf(document), variables });
}

it.each<[string, string, number]>([
  ["an object", "{ task { id } }", 1],
  ["nothing but a name", "{ __typename }", 0],
  ["a page of 50 when none is asked for", "{ tasks { nodes { id } } }", 51],
  ["a page of the size that is asked for", "{ tasks(first: 10) { nodes { id } } }", 11],
  ["a page from the end", "{ tasks(last: 7) { nodes { id } } }", 8],
  ["edges and their nodes", "{ tasks(first: 10) { edges { cursor node { id } } } }", 21],
  ["a page that is too large as the largest", "{ tasks(first: 100000) { nodes { id } } }", 101],
  ["a page of fewer than none as one", "{ tasks(first: -5) { nodes { id } } }", 2],
  ["no items when none are selected", "{ tasks(first: 100) { totalCount } }", 1],
  ["pages of pages", "{ tasks(first: 10) { nodes { subtasks(first: 5) { nodes { id } } } } }", 1 + 10 * (1 + 1 + 5)],
  ["a list by what is declared", "{ tasks(first: 2) { nodes { labels { id } } } }", 1 + 2 * (1 + 50)],
  [
    "what is beyond a page by its own size",
    "{ tasks(first: 2) { nodes { parent { labels { id } } } } }",
    1 + 2 * (1 + 1 + 50),
  ],
  ["a list by its argument", `{ nodes(ids: ["a", "b", "c"]) { id } }`, 3],
  [
    "what a fragment has",
    "{ tasks(first: 3) { ...F } } fragment F on TaskConnection { nodes { ...G } } fragment G on Task { parent { id } }",
    7,
  ],
  [
    "what is selected twice once",
    "{ task { parent { id } ...F } } fragment F on Task { parent { id parent { id } } }",
    3,
  ],
  ["what has two names twice", "{ a: task { id } b: task { id } }", 2],
  [
    "members of an interface together",
    `{ nodes(ids: ["a"]) { ... on Task { parent { id } } ... on Label { task { id } } } }`,
    3,
  ],
  ["a mutation", "mutation { updateTask { parent { id } } }", 11],
  ["a password's hash", "mutation { login { id } }", 200],
  ["nothing that is skipped", "{ task @skip(if: true) { id } tasks @include(if: false) { nodes { id } } }", 0],
])("counts %s", (_name, text, expected) => {
  expect(cost(text).cost).toBe(expected);
});

it("counts by the variables' values", () => {
  const text = "query ($n: Int, $yes: Boolean!) { tasks(first: $n) { nodes { parent @include(if: $yes) { id } } } }";
  expect(cost(text, { n: 20, yes: true }).cost).toBe(41);
  expect(cost(text, { n: 20, yes: false }).cost).toBe(21);
  expect(cost(text, { yes: false }).cost).toBe(51);
});

it("keeps introspection apart", () => {
  const { cost: own, introspectionCost } = cost("{ task { id } __schema { types { fields { name } } } }");
  expect(own).toBe(1);
  expect(introspectionCost).toBeGreaterThan(100);
});
