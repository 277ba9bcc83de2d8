import { readFileSync } from "node:fs";
import { join } from "node:path";
import {
  buildClientSchema,
  buildSchema,
  getIntrospectionQuery,
  type IntrospectionQuery,
  lexicographicSortSchema,
  printSchema,
} from "graphql";
import { ask, send } from "../support/graphql";
import { openTarget, type Target } from "./support/target";

const SCHEMA = join(__dirname, "../../schema.graphql");

let target: Target;
let url: string;

beforeAll(async () => {
  target = await openTarget();
  ({ url } = target);
});
afterAll(() => target?.close());

test("serves the schema that schema.graphql holds, descriptions and all", async () => {
  const introspection = await ask<IntrospectionQuery>(
    url,
    null,
    getIntrospectionQuery({ specifiedByUrl: true, inputValueDeprecation: true }),
  );
  const served = printSchema(lexicographicSortSchema(buildClientSchema(introspection)));
  const written = printSchema(lexicographicSortSchema(buildSchema(readFileSync(SCHEMA, "utf8"))));
  expect(served).toBe(written);
});

test.each([
  ["what cannot be parsed", "{ viewer", "GRAPHQL_PARSE_FAILED"],
  ["a field that does not exist", "{ viewer { shoeSize } }", "GRAPHQL_VALIDATION_FAILED"],
  [
    "two sign-ins in one document",
    'mutation { a: login(input: {email: "a@example.com", password: "x"}) { expiresAt } b: login(input: {email: "b@example.com", password: "x"}) { expiresAt } }',
    "GRAPHQL_VALIDATION_FAILED",
  ],
  ["an empty document", "", "BAD_REQUEST"],
])("refuses %s as the client's fault", async (_title, query, code) => {
  const { status, data, errors } = await send(url, null, query);
  expect(status).toBe(400);
  expect(data).toBeNull();
  expect(errors?.[0]).toMatchObject({
    message: expect.any(String) as string,
    extensions: { code, requestId: expect.any(String) as string },
  });
});

test("queries may be sent with GET, mutations may not", async () => {
  const get = async (query: string) =>
    fetch(`${url}/graphql?query=${encodeURIComponent(query)}`, {
      headers: { "apollo-require-preflight": "1", accept: "application/graphql-response+json" },
    });
  const query = await get("{ viewer { id } }");
  expect(await query.json()).toEqual({ data: { viewer: null } });
  expect(query.headers.get("content-type")).toMatch(/^application\/graphql-response\+json/);
  expect((await get('mutation { createTask(input: {title: "By GET"}) { seq } }')).status).toBe(405);
});

test.each(["healthz", "readyz"])("answers /%s", async (path) => {
  expect((await fetch(`${url}/${path}`)).status).toBe(200);
});
