import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { getIntrospectionQuery } from "graphql";
import { buildProject, buildUser } from "../../testing/factories";
import { connect } from "../../testing/socket";
import { startTestApp, type TestApp, withTestApp } from "../../testing/testApp";

const TRUSTED = JSON.parse(readFileSync(join(__dirname, "../../../../trusted-documents.json"), "utf8")) as Record<
  string,
  string
>;
const PREFLIGHT = { "apollo-require-preflight": "1" };

const hash = (text: string) => createHash("sha256").update(text).digest("hex");
const persisted = (sha256Hash: unknown, version: unknown = 1) => ({ persistedQuery: { version, sha256Hash } });
const trusted = (name: string) => Object.entries(TRUSTED).find(([, text]) => text.includes(` ${name}(`))!;

async function answerTo(response: Response) {
  const { data, errors } = (await response.json()) as { data?: unknown; errors?: { extensions: { code: string } }[] };
  return { status: response.status, data, code: errors?.[0]?.extensions.code };
}
const post = async ({ url }: TestApp, body: object) =>
  answerTo(
    await fetch(`${url}/graphql`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
    }),
  );
const get = async ({ url }: TestApp, extensions: object, query?: string) => {
  const search = new URLSearchParams({ extensions: JSON.stringify(extensions), ...(query && { query }) });
  return answerTo(await fetch(`${url}/graphql?${search.toString()}`, { headers: PREFLIGHT }));
};

const TYPENAME = { status: 200, data: { __typename: "Query" }, code: undefined };
const unknown = { status: 200, data: undefined, code: "PERSISTED_QUERY_NOT_FOUND" };
const badRequest = { status: 400, data: undefined, code: "BAD_REQUEST" };

describe("a query by the hash of its text", () => {
  let test: TestApp;
  beforeAll(async () => {
    test = await startTestApp();
  });
  afterAll(() => test.close());

  it("is unknown until it was sent with it, and then found by POST, by GET and over WebSocket", async () => {
    const query = "query Known { __typename }";
    const extensions = persisted(hash(query));
    expect(await post(test, { extensions })).toEqual(unknown);
    expect(await get(test, extensions)).toEqual(unknown);
    expect(await post(test, { query, extensions })).toEqual(TYPENAME);
    expect(await post(test, { extensions })).toEqual(TYPENAME);
    expect(await get(test, extensions)).toEqual(TYPENAME);
    const socket = await connect(test, null);
    socket.send({ type: "subscribe", id: "1", payload: { query: "", extensions } });
    expect(await socket.take(({ id }) => id === "1")).toMatchObject({ payload: { data: TYPENAME.data } });
    socket.send({ type: "subscribe", id: "2", payload: { query: "", extensions: persisted(hash("other")) } });
    expect(await socket.take(({ id }) => id === "2")).toMatchObject({
      type: "error",
      payload: [{ extensions: { code: "PERSISTED_QUERY_NOT_FOUND" } }],
    });
    await socket.close();
  });

  it("can be registered by GET", async () => {
    const query = "query ByGet { __typename }";
    expect(await get(test, persisted(hash(query)), query)).toEqual(TYPENAME);
    expect(await get(test, persisted(hash(query)))).toEqual(TYPENAME);
  });

  it.each([
    ["another text's hash", { query: "{ __typename }", extensions: persisted(hash("{ viewer { id } }")) }],
    ["a version that there is not", { query: "{ __typename }", extensions: persisted(hash("{ __typename }"), 2) }],
    ["a hash that is no text", { extensions: persisted({ toString: 1 }) }],
    ["a hash that is not there", { extensions: { persistedQuery: { version: 1 } } }],
    ["nothing that could be one", { extensions: { persistedQuery: 5 } }],
  ])("is refused with %s", async (_name, body) => {
    expect(await post(test, body)).toEqual(badRequest);
  });

  it.each([
    ["cannot be parsed", "{ viewer {"],
    ["does not fit the schema", "{ secrets }"],
    ["is too complex", `{ viewer { ${"id ".repeat(31)} } }`],
  ])("is not kept when it %s", async (_name, query) => {
    const extensions = persisted(hash(query));
    expect((await post(test, { query, extensions })).status).toBe(400);
    expect(await post(test, { extensions })).toEqual(unknown);
  });
});

it("keeps no more text than the setting allows, and forgets the least used", async () => {
  await withTestApp({ PERSISTED_QUERIES_BYTES: "1000" }, async (test) => {
    const texts = [1, 2, 3].map((i) => `query Q${i} { __typename } #${"x".repeat(400)}`);
    const isKnown = async (text: string | undefined) =>
      (await post(test, { extensions: persisted(hash(text ?? "")) })).code === undefined;
    await post(test, { query: texts[0], extensions: persisted(hash(texts[0]!)) });
    await post(test, { query: texts[1], extensions: persisted(hash(texts[1]!)) });
    expect([await isKnown(texts[1]), await isKnown(texts[0])]).toEqual([true, true]);
    await post(test, { query: texts[2], extensions: persisted(hash(texts[2]!)) });
    expect([await isKnown(texts[0]), await isKnown(texts[1]), await isKnown(texts[2])]).toEqual([true, false, true]);
  });
});

describe("the web app's documents", () => {
  it("are listed by the hash of their text", () => {
    expect(Object.keys(TRUSTED).length).toBeGreaterThan(10);
    for (const [sha256, text] of Object.entries(TRUSTED)) expect(sha256).toBe(hash(text));
  });

  it("can be sent by their hash without having been registered, over both transports", async () => {
    await withTestApp({}, async (test) => {
      const [workspace] = trusted("Workspace");
      expect(await post(test, { extensions: persisted(workspace) })).toMatchObject({ data: { viewer: null } });
      const person = await buildUser(test);
      const project = await buildProject(test, { owner: person });
      const socket = await connect(test, person.token);
      const [stream] = trusted("ProjectStream");
      const payload = { query: "", extensions: persisted(stream), variables: { projectId: project.id } };
      socket.send({ type: "subscribe", id: "1", payload });
      expect(await socket.take(({ id }) => id === "1")).toMatchObject({
        payload: { data: { projectStream: { __typename: "StreamLive" } } },
      });
      await socket.close();
    });
  });

  it("are all that is taken when the setting says so", async () => {
    await withTestApp({ TRUSTED_DOCUMENTS: "only" }, async (test) => {
      const [sha256, query] = trusted("Workspace");
      expect(await post(test, { query })).toMatchObject({ data: { viewer: null } });
      expect(await post(test, { extensions: persisted(sha256) })).toMatchObject({ data: { viewer: null } });
      for (const other of ["{ __typename }", `${query} `, getIntrospectionQuery(), "{ secrets }"]) {
        expect(await post(test, { query: other })).toEqual(badRequest);
        expect(await post(test, { query: other, extensions: persisted(hash(other)) })).toEqual(badRequest);
        expect(await post(test, { extensions: persisted(hash(other)) })).toEqual(unknown);
      }
      const socket = await connect(test, null);
      socket.send({ type: "subscribe", id: "1", payload: { query: "{ __typename }" } });
      expect(await socket.take(({ id }) => id === "1")).toMatchObject({
        payload: [{ extensions: { code: "BAD_REQUEST" } }],
      });
      await socket.close();
    });
  });
});
