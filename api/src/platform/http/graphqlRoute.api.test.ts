import { buildUser, type Person } from "../../testing/factories";
import { startTestApp, type TestApp } from "../../testing/testApp";

let test: TestApp;
let person: Person;
beforeAll(async () => {
  test = await startTestApp({ LOG_LEVEL: "silent" });
  person = await buildUser(test);
});
afterAll(() => test.close());

const JSON_TYPE = { "content-type": "application/json" };
const CREATE = `mutation { createTask(input: { title: "Must not be" }) { seq } }`;

interface Reply {
  status: number;
  headers: Headers;
  body: { data?: unknown; errors?: { message: string; extensions: Record<string, unknown> }[] };
}

async function request(path: string, init: RequestInit): Promise<Reply> {
  const response = await fetch(`${test.url}${path}`, init);
  return { status: response.status, headers: response.headers, body: (await response.json()) as Reply["body"] };
}
const post = (body: string, headers: Record<string, string> = JSON_TYPE) =>
  request("/graphql", { method: "POST", body, headers });
const get = (query: string, headers: Record<string, string> = JSON_TYPE) =>
  request(`/graphql?query=${encodeURIComponent(query)}`, { headers });
const signedIn = () => ({ authorization: `Bearer ${person.token}` });

const countTasks = async () =>
  (await test.app.db.readLatest().query<{ n: number }>("SELECT COUNT(*) AS n FROM tasks"))[0]?.n;

/** What a refusal of the whole request comes to; whether each error has the id of the request. */
const summary = ({ status, headers, body }: Reply) => ({
  status,
  data: body.data,
  codes: body.errors?.map(({ extensions }) => extensions["code"]),
  hasId: body.errors?.every(({ extensions }) => extensions["requestId"] === headers.get("x-request-id")),
});
const refused = (status: number, code = "BAD_REQUEST") => ({ status, data: undefined, codes: [code], hasId: true });

describe("GET /graphql", () => {
  it("answers queries", async () => {
    expect(await get("{ viewer { id } }", { ...JSON_TYPE, ...signedIn() })).toMatchObject({
      status: 200,
      body: { data: { viewer: { id: person.id } } },
    });
  });

  it("refuses mutations", async () => {
    const reply = await get(CREATE, { ...JSON_TYPE, ...signedIn() });
    expect(summary(reply)).toEqual(refused(405));
    expect(reply.headers.get("allow")).toBe("POST");
    expect(await countTasks()).toBe(0);
  });
});

describe("what a page of another site could send without asking", () => {
  it.each([
    ["text/plain", 400],
    ["text/plain; application/json", 400],
    ["application/x-www-form-urlencoded", 415],
    ["multipart/form-data; boundary=x", 415],
  ])("is refused: a POST of %s", async (type, status) => {
    const reply = await post(JSON.stringify({ query: CREATE }), { "content-type": type, ...signedIn() });
    expect(summary(reply)).toEqual(refused(status));
    expect(await countTasks()).toBe(0);
  });

  it("is refused: a GET", async () => {
    expect(summary(await get("{ __typename }", {}))).toEqual(refused(400));
    expect(await get("{ __typename }", { "apollo-require-preflight": "1" })).toMatchObject({ status: 200 });
  });
});

describe("a request that is wrong", () => {
  it.each<[string, string, number, string]>([
    ["broken JSON", `{"query": "{ __typename }`, 400, "BAD_REQUEST"],
    ["an empty body", "", 400, "BAD_REQUEST"],
    ["a body that is text", `"{ __typename }"`, 400, "BAD_REQUEST"],
    ["a body that is null", "null", 400, "BAD_REQUEST"],
    ["a batch", `[{"query":"{ __typename }"},{"query":"{ __typename }"}]`, 400, "BAD_REQUEST"],
    ["no query", "{}", 400, "BAD_REQUEST"],
    ["a query that is a number", `{"query":1}`, 400, "BAD_REQUEST"],
    ["variables that are text", `{"query":"{ __typename }","variables":"x"}`, 400, "BAD_REQUEST"],
    ["a prototype for a body", `{"__proto__":{"query":"{ __typename }"}}`, 400, "BAD_REQUEST"],
    ["a syntax error", `{"query":"{ viewer {"}`, 400, "GRAPHQL_PARSE_FAILED"],
    ["an unknown field", `{"query":"{ secrets }"}`, 400, "GRAPHQL_VALIDATION_FAILED"],
    [
      "an unknown operation",
      `{"query":"query A { __typename }","operationName":"B"}`,
      400,
      "OPERATION_RESOLUTION_FAILURE",
    ],
    ["a subscription", `{"query":"subscription { projectStream(projectId: \\"x\\") { cursor } }"}`, 400, "BAD_REQUEST"],
    [
      "a variable in a place of another type",
      `{"query":"query ($n: String) { tasks(first: $n) { totalCount } }"}`,
      400,
      "GRAPHQL_VALIDATION_FAILED",
    ],
    ["a missing variable", `{"query":"query ($n: Int!) { tasks(first: $n) { totalCount } }"}`, 400, "BAD_USER_INPUT"],
    ["a body of more than 1 MiB", `{"query":"{ __typename }#${"x".repeat(1_048_576)}"}`, 413, "BAD_REQUEST"],
  ])("is refused: %s", async (_name, body, status, code) => {
    expect(summary(await post(body))).toEqual(refused(status, code));
  });

  it.each([
    ["another charset", { "content-type": "application/json; charset=utf-16" }],
    ["a charset of one byte a letter", { "content-type": "application/json;charset=ISO-8859-1" }],
    ["a compressed body", { ...JSON_TYPE, "content-encoding": "gzip" }],
  ])("is refused: %s", async (_name, headers) => {
    expect(summary(await post(`{"query":"{ __typename }"}`, headers))).toEqual(refused(415));
  });

  it("is not refused for naming the charset that it is in", async () => {
    for (const charset of ["utf-8", "UTF-8", '"utf8"']) {
      const { status } = await post(`{"query":"{ __typename }"}`, {
        "content-type": `application/json; charset=${charset}`,
      });
      expect(status).toBe(200);
    }
  });

  it("is refused: of another method, another path", async () => {
    expect((await request("/graphql", { method: "PUT", headers: JSON_TYPE, body: "{}" })).status).toBe(404);
    expect((await request("/api/nothing", { method: "POST" })).status).toBe(404);
  });

  it("may be as large as 1 MiB", async () => {
    const empty = JSON.stringify({ query: "{ __typename }#" });
    expect(await post(empty.replace("#", `#${"x".repeat(1_048_576 - empty.length)}`))).toMatchObject({
      status: 200,
      body: { data: { __typename: "Query" } },
    });
  });
});

describe("the media type of an answer", () => {
  it.each(["application/graphql-response+json", "application/json"])("is the one asked for: %s", async (accept) => {
    const { status, headers } = await post(JSON.stringify({ query: "{ viewer { id } }" }), { ...JSON_TYPE, accept });
    expect({ status, type: headers.get("content-type") }).toEqual({ status: 200, type: `${accept}; charset=utf-8` });
  });
});

describe("the status of a document that is refused", () => {
  const statusFor = async (accept: string) => (await post(`{"query":"{ secrets }"}`, { ...JSON_TYPE, accept })).status;

  it("is 400, but for who asks for plain JSON alone 200, as GraphQL over HTTP has it", async () => {
    expect(await statusFor("application/graphql-response+json")).toBe(400);
    expect(await statusFor("application/graphql-response+json, application/json;q=0.9")).toBe(400);
    expect(await statusFor("*/*")).toBe(400);
    expect(await statusFor("application/json")).toBe(200);
  });

  it("stays what it is when the request is wrong, not the document", async () => {
    expect((await post("{}", { ...JSON_TYPE, accept: "application/json" })).status).toBe(400);
    const expensive = JSON.stringify({ query: `{ viewer { ${"id ".repeat(31)} } }` });
    expect((await post(expensive, { ...JSON_TYPE, accept: "application/json" })).status).toBe(400);
  });
});

describe("an unexpected failure", () => {
  const renameTable = (from: string, to: string) =>
    test.app.db.transact(null, {}, (tx) => tx.execute(`ALTER TABLE ${from} RENAME TO ${to}`));
  const masked = (headers: Headers) => ({
    message: "Something went wrong on our side.",
    extensions: { code: "INTERNAL_SERVER_ERROR", requestId: headers.get("x-request-id") },
  });
  const logged = (headers: Headers): unknown =>
    expect.objectContaining({ message: "a request failed unexpectedly", requestId: headers.get("x-request-id") });

  it("of one field nulls that field, and tells nothing of how the server is made", async () => {
    await renameTable("tasks", "hidden");
    const { status, headers, body } = await post(JSON.stringify({ query: "{ viewer { id } tasks { totalCount } }" }), {
      ...JSON_TYPE,
      ...signedIn(),
    });
    await renameTable("hidden", "tasks");
    expect(status).toBe(200);
    expect(body).toEqual({
      data: { viewer: { id: person.id }, tasks: null },
      errors: [{ ...masked(headers), path: ["tasks"], locations: [{ line: 1, column: 17 }] }],
    });
    expect(test.errors).toContainEqual(logged(headers));
  });

  it.each<[string, (headers: Record<string, string>) => Promise<Reply>]>([
    [
      "before the operation",
      (headers) => post(JSON.stringify({ query: "{ viewer { id } }" }), { ...JSON_TYPE, ...headers }),
    ],
    [
      "of another route",
      () =>
        request("/api/auth/refresh", {
          method: "POST",
          headers: { origin: "http://localhost:4000", "x-taskflow": "1", cookie: "taskflow_refresh=x" },
        }),
    ],
  ])("%s tells as little", async (_name, fail) => {
    await renameTable("sessions", "hidden_sessions");
    await renameTable("refresh_tokens", "hidden_tokens");
    const { status, headers, body } = await fail(signedIn());
    await renameTable("hidden_sessions", "sessions");
    await renameTable("hidden_tokens", "refresh_tokens");
    expect({ status, body }).toEqual({ status: 500, body: { errors: [masked(headers)] } });
    expect(test.errors).toContainEqual(logged(headers));
  });
});

it("runs once what succeeds in part", async () => {
  const before = Number(await countTasks());
  const query = `mutation { made: createTask(input: { title: "Once" }) { seq } refused: createTask(input: { title: "" }) { seq } }`;
  const { body } = await post(JSON.stringify({ query }), { ...JSON_TYPE, ...signedIn() });
  expect(body.data).toEqual({ made: { seq: expect.anything() }, refused: null });
  expect(body.errors?.map(({ extensions }) => extensions["code"])).toEqual(["BAD_USER_INPUT"]);
  expect(Number(await countTasks())).toBe(before + 1);
});
