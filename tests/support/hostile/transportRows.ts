import { gzipSync } from "node:zlib";
import { answered, badRequest, type HostileRow, JSON_TYPE, postBody, refused, row, unparsed } from "./hostileRow";

const QUERY = JSON.stringify({ query: "{ __typename }" });
const MUTATION = `mutation { createTask(input: { title: "By stealth" }) { seq } }`;
const PREFLIGHTED = { "apollo-require-preflight": "1" };

const get =
  (search: string, headers: Record<string, string> = PREFLIGHTED): HostileRow["request"] =>
  ({ token }) => ({
    method: "GET",
    path: `/graphql?${search}`,
    headers: { ...headers, authorization: `Bearer ${token}` },
  });
const at =
  (path: string, method = "POST"): HostileRow["request"] =>
  () => ({ method, path, headers: JSON_TYPE, body: QUERY });
const withType = (type: string, body: string | Buffer = QUERY) => postBody(body, { "content-type": type });
const withHeaders = (headers: Record<string, string>) => postBody(QUERY, { ...JSON_TYPE, ...headers });
const persisted = (persistedQuery: unknown, query?: string) =>
  postBody(JSON.stringify({ query, extensions: { persistedQuery } }));

/** Requests that try to get past what reads HTTP and JSON. */
export const transportRows: HostileRow[] = [
  row(
    "a body of 2 MB",
    postBody(JSON.stringify({ query: `{ __typename } #${"x".repeat(2_097_152)}` })),
    refused(413, "BAD_REQUEST"),
  ),
  row(
    "a gzip bomb",
    postBody(gzipSync(Buffer.alloc(10_485_760, "x")), { ...JSON_TYPE, "content-encoding": "gzip" }),
    refused(415, "BAD_REQUEST"),
  ),
  row(
    "gzip that is sound",
    postBody(gzipSync(QUERY), { ...JSON_TYPE, "content-encoding": "gzip" }),
    refused(415, "BAD_REQUEST"),
  ),
  row("an encoding that there is not", withHeaders({ "content-encoding": "zip" }), refused(415, "BAD_REQUEST")),
  row("truncated JSON", postBody(QUERY.slice(0, -3)), badRequest),
  row("JSON with something after it", postBody(`${QUERY}${QUERY}`), badRequest),
  row("nothing", postBody(""), badRequest),
  row("a batch of 2", postBody(`[${QUERY},${QUERY}]`), badRequest),
  row("a batch of 10,000", postBody(`[${Array(10_000).fill(QUERY).join()}]`), badRequest),
  row("one key twice", postBody(`{"query":"{ a }","query":"{ __typename }"}`), answered),
  row(
    "JSON of 100,000 levels",
    postBody(`{"query":"{ __typename }","x":${"[".repeat(100_000)}${"]".repeat(100_000)}}`),
    answered,
  ),
  row(
    "60,000 keys",
    postBody(`{"query":"{ __typename }",${Array.from({ length: 60_000 }, (_, i) => `"k${i}":0`).join()}}`),
    answered,
  ),
  row("a prototype for a body", postBody(`{"__proto__":{"query":"{ __typename }"}}`), badRequest),
  row("a constructor for a body", postBody(`{"constructor":{"prototype":{"query":"{ __typename }"}}}`), badRequest),
  row(
    "UTF-16",
    withType("application/json; charset=utf-16", Buffer.from(QUERY, "utf16le")),
    refused(415, "BAD_REQUEST"),
  ),
  row("UTF-16 in name alone", withType("application/json; charset=utf-16"), refused(415, "BAD_REQUEST")),
  row("Latin 1", withType("application/json; charset=iso-8859-1"), refused(415, "BAD_REQUEST")),
  row("a charset that there is not", withType('application/json; charset="no-such"'), refused(415, "BAD_REQUEST")),
  row("UTF-16 that nobody announced", postBody(Buffer.from(QUERY, "utf16le")), badRequest),
  row("text/plain", withType("text/plain"), badRequest),
  row(
    "a form",
    withType("application/x-www-form-urlencoded", `query=${encodeURIComponent(MUTATION)}`),
    refused(415, "BAD_REQUEST"),
  ),
  row(
    "a form with a file",
    withType("multipart/form-data; boundary=x", `--x\r\n\r\n${QUERY}\r\n--x--`),
    refused(415, "BAD_REQUEST"),
  ),
  row("no content type", postBody(QUERY, {}), refused(415, "BAD_REQUEST")),
  row("a content type that is none", withType("nonsense"), refused(415, "BAD_REQUEST")),
  row("an answer in a type that there is not", withHeaders({ accept: "image/png" }), refused(406, "BAD_REQUEST")),
  row("a mutation by GET", get(`query=${encodeURIComponent(MUTATION)}`), refused(405, "BAD_REQUEST")),
  row("a GET from another site's page", get("query={__typename}", {}), badRequest),
  row("a GET with two queries", get("query={__typename}&query={viewer{id}}"), badRequest),
  row("a GET with variables that are no JSON", get("query={__typename}&variables={"), badRequest),
  row("a GET with broken percent signs", get("query=%E0%A4%A"), unparsed),
  row(
    "another method named in a header",
    (attacker) => ({
      ...get(`query=${encodeURIComponent(MUTATION)}`)(attacker),
      headers: { ...PREFLIGHTED, "x-http-method-override": "POST", authorization: `Bearer ${attacker.token}` },
    }),
    refused(405, "BAD_REQUEST"),
  ),
  ...["PUT", "DELETE", "PATCH"].map((method) =>
    row(`the method ${method}`, at("/graphql", method), refused(404, null)),
  ),
  row("the method TRACE", at("/graphql", "TRACE"), refused(404, null)),
  ...[
    "/graphql/../graphql",
    "//graphql",
    "/graphql%00",
    "/graphql;a=b",
    "/GRAPHQL",
    "/graphql/",
    "/%67raphql%2f..%2f..%2fetc%2fpasswd",
  ].map((path) => row(`the path ${path}`, at(path), refused(404, null))),
  row("a header of 20 KB", withHeaders({ "x-long": "x".repeat(20_000) }), refused(431, null)),
  row(
    "1,500 headers",
    withHeaders(Object.fromEntries(Array.from({ length: 1_500 }, (_, i) => [`x-${i}`, "1"]))),
    refused(400, null),
  ),
  row(
    "a body in pieces of 1 byte",
    () => ({ headers: { ...JSON_TYPE, "transfer-encoding": "chunked" }, body: QUERY, chunkBytes: 1 }),
    answered,
  ),
  row(
    "a length and pieces at once",
    () => ({
      headers: { ...JSON_TYPE, "transfer-encoding": "chunked", "content-length": "4" },
      body: QUERY,
      chunkBytes: 9,
    }),
    refused(400, null),
  ),
  row(
    "a token of 7 KB",
    withHeaders({ authorization: `Bearer ${"x.".repeat(3_500)}` }),
    refused(401, "UNAUTHENTICATED"),
  ),
  row("SQL for a token", withHeaders({ authorization: "Bearer ' OR 1=1 --" }), refused(401, "UNAUTHENTICATED")),
  row("a persisted query that is a number", persisted(5), badRequest),
  row("a persisted query whose hash is an object", persisted({ version: 1, sha256Hash: { toString: 1 } }), badRequest),
  row("a persisted query of the future", persisted({ version: 9, sha256Hash: "x" }, "{ __typename }"), badRequest),
  row(
    "a persisted query under another's hash",
    persisted({ version: 1, sha256Hash: "0".repeat(64) }, "{ __typename }"),
    badRequest,
  ),
  row(
    "a persisted query named __proto__",
    persisted({ version: 1, sha256Hash: "__proto__" }),
    refused(200, "PERSISTED_QUERY_NOT_FOUND"),
  ),
  row("extensions that are a list", postBody(`{"query":"{ __typename }","extensions":[]}`), badRequest),
  row("variables that are a text", postBody(`{"query":"{ __typename }","variables":"{}"}`), badRequest),
];
