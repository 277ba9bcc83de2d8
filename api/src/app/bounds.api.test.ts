import { readFileSync } from "node:fs";
import { join } from "node:path";
import { getIntrospectionQuery } from "graphql";
import { send } from "../testing/client";
import { buildUser, type Person } from "../testing/factories";
import { connect, type TestSocket } from "../testing/socket";
import { DEFAULT_LIMITS, startTestApp, type TestApp } from "../testing/testApp";

let test: TestApp;
let person: Person;
let socket: TestSocket;
beforeAll(async () => {
  test = await startTestApp(DEFAULT_LIMITS);
  person = await buildUser(test);
  socket = await connect(test, person.token);
});
afterAll(async () => {
  await socket.close();
  await test.close();
});

/** The errors of an operation over WebSocket, whether it ran or not. */
async function socketErrors(query: string, variables: object = {}) {
  const { payload } = await socket.subscribe(query, { ...variables }).nextMessage();
  const errors = (Array.isArray(payload) ? payload : (payload as { errors?: unknown }).errors) as
    { extensions: Record<string, unknown> }[] | undefined;
  return errors ?? [];
}

const times = (count: number, text: (i: number) => string): string =>
  Array.from({ length: count }, (_, i) => text(i)).join(" ");
const nest = (levels: number) => `{ task(id: "x") ${"{ parent ".repeat(levels - 2)}{ id }${"}".repeat(levels - 1)}`;
const nestedList = (levels: number) => ({
  filter: JSON.parse(`{"x":${"[".repeat(levels - 1)}${"]".repeat(levels - 1)}}`) as unknown,
});

/** Six times 151 fields, 91, and the rest. */
function manyFields(count: number): string {
  const full = times(6, (i) => `a${i}: viewer { ${"...F ".repeat(30)} }`);
  const rest = ["isDeleted", "isEmailVerified", "email", "avatarUrl"].slice(0, count - 6 * 151 - 91).join(" ");
  return `{ ${full} viewer { ${"...F ".repeat(18)} ${rest} } } fragment F on User { id name timezone version createdAt }`;
}

/** For each bound, a request that asks for this much. */
const REQUESTS: [bound: string, limit: number, request: (count: number) => { query: string; variables?: object }][] = [
  ["depth", 20, (count) => ({ query: nest(count) })],
  ["fields", 1_000, (count) => ({ query: manyFields(count) })],
  ["aliases", 50, (count) => ({ query: `{ viewer { ${times(count, (i) => `a${i}: id`)} } }` })],
  ["rootFields", 30, (count) => ({ query: `{ __typename ${times(count - 1, (i) => `a${i}: __typename`)} }` })],
  [
    "directives",
    50,
    (count) => ({
      query: `{ viewer { ${times(25, (i) => `a${i}: id @skip(if: false) @include(if: true)`)} name${" @skip(if: false)".repeat(count - 50)} } }`,
    }),
  ],
  [
    "fragments",
    50,
    (count) => ({
      query: `{ viewer { ${times(count, (i) => `...F${i}`)} } } ${times(count, (i) => `fragment F${i} on User { ${i % 2 ? "id" : "name"} }`)}`,
    }),
  ],
  ["repeats", 30, (count) => ({ query: `{ viewer { ${"id ".repeat(count)} } }` })],
  ["variableValues", 5_000, (count) => ({ query: "{ __typename }", variables: { list: Array(count - 1).fill(0) } })],
  ["variableDepth", 30, (count) => ({ query: "{ __typename }", variables: nestedList(count) })],
  [
    "cost",
    20_000,
    (count) => ({
      query: `query ($ids: [ID!]!) { nodes(ids: $ids) { id } ${[98, 97].map((first) => `a${first}: tasks(first: 100) { nodes { subtasks(first: ${first}) { nodes { id } } } }`).join(" ")} }`,
      variables: { ids: Array(count - 2 * (1 + 100 + 100) - 9_800 - 9_700).fill("x") },
    }),
  ],
];

describe.each(REQUESTS)("a request's %s", (bound, limit, request) => {
  const isWithin = (codes: unknown[]) =>
    !codes.includes("QUERY_TOO_COMPLEX") && !codes.includes("GRAPHQL_VALIDATION_FAILED");
  const refusal = { code: "QUERY_TOO_COMPLEX", bound, cost: limit + 1, limit, requestId: expect.any(String) };

  it(`can be ${limit} by default, over both transports`, async () => {
    const { query, variables } = request(limit);
    const overHttp = await send(test, person.token, query, { ...variables });
    expect(isWithin(overHttp.errors?.map(({ extensions }) => extensions?.["code"]) ?? [])).toBe(true);
    expect(isWithin((await socketErrors(query, variables)).map(({ extensions }) => extensions["code"]))).toBe(true);
  });

  it("is refused beyond that, over both transports, before anything runs", async () => {
    const { query, variables } = request(limit + 1);
    const statements = await test.statementsOf(async () => {
      const { status, data, errors } = await send(test, person.token, query, { ...variables });
      expect({ status, data, errors: errors?.map(({ extensions }) => extensions) }).toEqual({
        status: 400,
        errors: [refusal],
      });
      expect((await socketErrors(query, variables)).map(({ extensions }) => extensions)).toEqual([refusal]);
    });
    expect(statements.filter((sql) => /\b(?:tasks|users|projects)\b/.test(sql))).toEqual([]);
  });

  it("is refused again when it is asked for again", async () => {
    const { query, variables } = request(limit + 1);
    for (let i = 0; i < 2; i++) expect((await send(test, person.token, query, { ...variables })).status).toBe(400);
  });
});

describe("a document's tokens", () => {
  const words = (count: number) => `{ ${times(count - 2, () => "id")} }`;

  it.each([
    [5_000, "QUERY_TOO_COMPLEX"],
    [5_001, "GRAPHQL_PARSE_FAILED"],
  ])("of %d are read, or not: %s", async (count, code) => {
    const { status, errors } = await send(test, person.token, words(count));
    expect({ status, code: errors?.[0]?.extensions?.["code"] }).toEqual({ status: 400, code });
    expect((await socketErrors(words(count)))[0]?.extensions["code"]).toBe(code);
  });
});

describe("within the bounds", () => {
  const documents = Object.values(
    JSON.parse(readFileSync(join(__dirname, "../../../trusted-documents.json"), "utf8")) as Record<string, string>,
  );

  it.each(documents.map((text) => [text.split("(")[0], text]))("is the web app's %s", async (_name, text) => {
    const { errors } = await send(test, null, text);
    // Without variables; but the document itself is good.
    expect(errors?.map(({ extensions }) => extensions?.["code"]) ?? []).not.toContain("QUERY_TOO_COMPLEX");
    expect(errors?.map(({ extensions }) => extensions?.["code"]) ?? []).not.toContain("GRAPHQL_VALIDATION_FAILED");
  });

  it("is an introspection of everything, at no cost", async () => {
    const everything = getIntrospectionQuery({
      specifiedByUrl: true,
      directiveIsRepeatable: true,
      schemaDescription: true,
      inputValueDeprecation: true,
    });
    const { status, errors, extensions } = await ask(everything);
    expect({ status, errors, extensions }).toEqual({
      status: 200,
      errors: undefined,
      extensions: { cost: { requested: 0, limit: 20_000 } },
    });
  });
});

it("refuses introspection that asks for many times everything", async () => {
  const { status, errors } = await ask(`{ a: __schema { types { fields { type { fields { args { name } } } } } } }`);
  expect({ status, extensions: errors?.[0]?.extensions }).toMatchObject({
    status: 400,
    extensions: { code: "QUERY_TOO_COMPLEX", bound: "introspectionCost", limit: 10_000 },
  });
});

async function ask(query: string, headers: Record<string, string> = { "graphql-cost": "1" }) {
  const response = await fetch(`${test.url}/graphql`, {
    method: "POST",
    headers: { "content-type": "application/json", authorization: `Bearer ${person.token}`, ...headers },
    body: JSON.stringify({ query }),
  });
  const body = (await response.json()) as { errors?: { extensions: object }[]; extensions?: unknown };
  return { status: response.status, ...body };
}

describe("the cost", () => {
  it("is told to who asks for it", async () => {
    const query = "{ tasks(first: 10) { nodes { labels { id } } } }";
    expect((await ask(query)).extensions).toEqual({ cost: { requested: 1 + 10 * 51, limit: 20_000 } });
    expect((await ask(query, {})).extensions).toBeUndefined();
  });

  it("leaves bad variables to their own error", async () => {
    const { status, errors } = await send(
      test,
      person.token,
      "query ($n: Int!) { tasks(first: $n) { totalCount } }",
      {},
    );
    expect({ status, code: errors?.[0]?.extensions?.["code"] }).toEqual({ status: 400, code: "BAD_USER_INPUT" });
  });
});
