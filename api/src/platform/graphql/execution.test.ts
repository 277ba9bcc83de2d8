import { buildSchema, type ExecutionResult, parse } from "graphql";
import { compiler, type Execute, interpreter } from "./execution";

const schema = buildSchema(`
  input Filter { and: [Filter!] n: Int = 3 }
  type Item { id: ID! n: Int! fails: Int }
  type Query { count(filter: Filter): String items(first: Int!): [Item!] item: Item }
`);
const fails = () => {
  throw new Error("it failed");
};
const rootValue = {
  item: { id: "i", n: null, fails: null },
  items: [1, 2].map((n) => ({ id: `i${n}`, n, fails })),
};
/** A compiled operation reads properties: what takes arguments, or fails, has a resolver. */
const fields = schema.getQueryType()?.getFields() ?? {};
if (fields["count"]) fields["count"].resolve = (_root, { filter }: { filter: unknown }) => JSON.stringify(filter);
const ofItem = (schema.getType("Item") as unknown as { getFields(): typeof fields }).getFields();
if (ofItem["fails"]) ofItem["fails"].resolve = (item: { fails: (() => number) | null }) => item.fails?.() ?? null;

const compiled = () => compiler(schema, { compileAfter: 0, cacheBytes: 100_000 });
const run = async (execute: Execute, text: string, variableValues = {}): Promise<ExecutionResult> =>
  execute({ document: parse(text), rootValue, contextValue: {}, variableValues });

describe("a compiled operation", () => {
  it.each<[name: string, text: string, variables: object]>([
    ["answers", "{ items(first: 2) { id n } }", {}],
    [
      "takes input types that contain themselves",
      "query ($f: Filter) { count(filter: $f) }",
      { f: { and: [{ n: 1 }] } },
    ],
    ["fills in defaults", "query ($f: Filter = { n: 7 }) { count(filter: $f) }", {}],
    ["tells null from what is absent", "query ($f: Filter) { count(filter: $f) }", { f: null }],
    ["names each error's place", "{ items(first: 2) {\n id\r\n  fails } }", {}],
    ["nulls what must not be null with its parent", "{ item { id n } }", {}],
    ["refuses variables as graphql-js does", "query ($f: Filter) { count(filter: $f) }", { f: { n: "one" } }],
    ["refuses a variable that is missing", "query ($n: Int!) { items(first: $n) { id } }", {}],
    ["includes and skips", "query ($y: Boolean!) { item { id @include(if: $y) n @skip(if: true) } }", { y: false }],
    ["takes any alias", "{ __proto__: item { id } constructor: item { id } }", {}],
    ["knows only its document's operations", "query A { item { id } } query B { item { id } }", {}],
  ])("%s", async (_name, text, variables) => {
    const plain = (result: ExecutionResult) => JSON.parse(JSON.stringify(result)) as unknown;
    const expected = await run(interpreter(schema), text, variables);
    expect(plain(await run(compiled(), text, variables))).toEqual(plain(expected));
  });

  it("keeps the error that was thrown", async () => {
    const { errors } = await run(compiled(), "{ items(first: 2) { fails } }");
    expect(errors?.[0]?.originalError).toEqual(new Error("it failed"));
  });

  it("is made only for documents that come again", async () => {
    const execute = compiler(schema, { compileAfter: 1, cacheBytes: 100_000 });
    const document = parse("{ item { id } }");
    const prototypes = [1, 2].map(() => {
      const { data } = execute({ document, rootValue, contextValue: {}, variableValues: {} }) as ExecutionResult;
      return Object.getPrototypeOf(data) as unknown;
    });
    // graphql-js makes objects without a prototype.
    expect(prototypes).toEqual([null, Object.prototype]);
  });
});
