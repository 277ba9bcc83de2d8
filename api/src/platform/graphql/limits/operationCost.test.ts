import { buildSchema, type OperationDefinitionNode, parse } from "graphql";
import type { Bounds } from "./bounds";
import { admitOperation } from "./operationCost";

const schema = buildSchema(`
  type Query { tasks(first: Int, by: String): TaskConnection nodes(ids: [ID!]!): [Task] }
  type TaskConnection { nodes: [Task!]! }
  type Task { id: ID parent: Task }
`);
const LIMIT = 60;
const bounds: Bounds = {
  tokens: 1_000,
  depth: 9,
  fields: 99,
  aliases: 9,
  rootFields: 9,
  directives: 9,
  fragments: 9,
  repeats: 9,
  variableValues: 99,
  variableDepth: 9,
  cost: LIMIT,
  introspectionCost: 1,
};

/** What each of these variables costs with one document; "refused" when that is too much. */
function costs(text: string, ...each: Record<string, unknown>[]) {
  const document = parse(text);
  const [operation] = document.definitions as OperationDefinitionNode[];
  return each.map((variables) => {
    const admitted = admitOperation({ schema, bounds }, document, operation as OperationDefinitionNode, variables);
    return admitted.refusal ? "refused" : admitted.cost;
  });
}

it("counts a document anew for each size that is asked for", () => {
  const text = "query ($n: Int = 20, $by: String) { tasks(first: $n, by: $by) { nodes { id } } }";
  expect(
    costs(text, { n: 10 }, { n: 10, by: "x" }, { n: 11 }, {}, { n: null }, { n: 100 }, { n: 10 }, { n: "x" }),
  ).toEqual([11, 11, 12, 21, 51, "refused", 11, 0]);
});

it("counts anew what is included, in fragments too", () => {
  const text = `query ($yes: Boolean!) { tasks(first: 5) { ...F } }
    fragment F on TaskConnection { nodes { parent @include(if: $yes) { id } } }`;
  expect(costs(text, { yes: true }, { yes: false }, { yes: true })).toEqual([11, 6, 11]);
});

it("counts anew lists that are given", () => {
  const text = "query ($ids: [ID!]!) { nodes(ids: $ids) { id } }";
  expect(costs(text, { ids: ["a"] }, { ids: ["a", "b"] }, { ids: "a" })).toEqual([1, 2, 1]);
  expect(costs("query ($id: ID!) { nodes(ids: [$id, $id]) { id } }", { id: "a" })).toEqual([2]);
});

it("remembers no more than some sizes, and none wrongly", () => {
  const sizes = Array.from({ length: 50 }, (_, i) => ({ n: i + 1 }));
  const expected = sizes.map(({ n }) => n + 1);
  const text = "query ($n: Int) { tasks(first: $n) { nodes { id } } }";
  expect(costs(text, ...sizes, ...sizes)).toEqual([...expected, ...expected]);
});
