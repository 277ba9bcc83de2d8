import { randomBytes } from "node:crypto";
import { mkdtempSync, readFileSync, readdirSync, rmSync } from "node:fs";
import { request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createClient } from "graphql-ws";
import WebSocket from "ws";
import { ask, type GraphQLFault } from "../support/graphql";
import { type ApiProcess, startApi } from "../support/startApi";
import { type Nginx, startNginx } from "./support/nginx";
import { root } from "./support/runScript";

// Two APIs, each with a database of its own: what is asked here needs none of them.
const PAGE = { accept: "text/html,application/xhtml+xml,*/*;q=0.8" };
const QUERY = "{ viewer { name } }";
const secret = () => randomBytes(48).toString("base64url");
let folder: string;
let apis: ApiProcess[];
let nginx: Nginx;

// The first run on a machine downloads nginx.
jest.setTimeout(300_000);

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "taskflow-proxied-"));
  const settings = {
    NODE_ENV: "production",
    FRONTEND_URL: "https://tasks.example.com",
    SMTP_URL: "smtps://mail.example.com",
    JWT_SECRET: secret(),
    REFRESH_TOKEN_SECRET: secret(),
    TRUSTED_PROXIES: "127.0.0.1",
    LIMIT_LOGIN_BY_ADDRESS: "2/1h",
  };
  apis = [];
  for (const name of ["one", "two"]) apis.push(await startApi(mkdtempSync(join(folder, name)), settings));
  nginx = await startNginx(apis.map(({ url }) => Number(new URL(url).port)));
});
afterAll(async () => {
  await nginx?.stop();
  await Promise.all((apis ?? []).map((api) => api.stop()));
  rmSync(folder, { recursive: true, force: true });
});

/** As a browser at tasks.example.com would have it; fetch allows no Host of one's own. */
function get(origin: string, path: string, headers: Record<string, string> = {}) {
  return new Promise<{ status: number; headers: Record<string, unknown>; body: string }>((resolve, reject) => {
    const { hostname, port } = new URL(origin);
    request({ hostname, port, path, headers: { host: "tasks.example.com", ...headers } }, (response) => {
      let body = "";
      response.setEncoding("latin1").on("data", (part: string) => (body += part));
      response.on("end", () => resolve({ status: response.statusCode ?? 0, headers: response.headers, body }));
    })
      .on("error", reject)
      .end();
  });
}

const OF_THE_TRANSPORT = ["date", "server", "connection", "keep-alive", "transfer-encoding", "content-length", "etag"];
const OF_THE_API = ["last-modified", "vary", "accept-ranges", "x-request-id", "access-control-allow-credentials"];
const comparable = (headers: Record<string, unknown>) => {
  const skipped = [...OF_THE_TRANSPORT, ...OF_THE_API];
  const kept = Object.entries(headers).filter(([name]) => !skipped.includes(name));
  return Object.fromEntries(kept.map(([name, value]) => [name, String(value).replace("; charset=utf-8", "")]));
};

const asset = readdirSync(join(root, "web/dist/assets")).find((name) => name.endsWith(".js")) ?? "";

test.each(["/", "/projects", `/assets/${asset}`, "/favicon.svg", "/explorer.html", "/graphql", "/assets/gone.js"])(
  "%s is the same as of the API itself, headers included",
  async (path) => {
    const [proxied, direct] = await Promise.all([get(nginx.url, path, PAGE), get(apis[0]?.url ?? "", path, PAGE)]);
    expect(proxied.status).toBe(direct.status);
    expect(comparable(proxied.headers)).toEqual(comparable(direct.headers));
    const withoutId = ({ body }: { body: string }) => body.replace(/"requestId":"[^"]*"/, "");
    expect(withoutId(proxied)).toBe(withoutId(direct));
  },
);

test("what no page is gets the API's own answer", async () => {
  const { status, body } = await get(nginx.url, "/projects", { accept: "application/json" });
  expect([status, JSON.parse(body)]).toMatchObject([404, { errors: [{ extensions: { code: "NOT_FOUND" } }] }]);
});

test("a compressed file is the one that the build left", async () => {
  const { headers, body } = await get(nginx.url, `/assets/${asset}`, { "accept-encoding": "gzip" });
  expect(headers).toMatchObject({ "content-encoding": "gzip", vary: "Accept-Encoding" });
  expect(body).toBe(readFileSync(join(root, "web/dist/assets", `${asset}.gz`), "latin1"));
});

test("whether one process takes requests is not shown", async () => {
  expect((await get(nginx.url, "/readyz")).status).toBe(404);
  expect((await get(nginx.url, "/healthz")).status).toBe(200);
});

// The API itself would close the connection: a failure to nginx, which takes a process out of the rotation for it.
test("a body that the API would refuse is refused before it, with the same answer", async () => {
  const post = async (origin: string, bytes: number) => {
    const frame = JSON.stringify({ query: "" }).length;
    const body = JSON.stringify({ query: " ".repeat(bytes - frame) });
    const headers = { "content-type": "application/json" };
    const answer = await fetch(`${origin}/graphql`, { method: "POST", headers, body });
    const { errors } = (await answer.json()) as { errors: GraphQLFault[] };
    const { code, requestId } = errors[0]?.extensions ?? {};
    return {
      status: answer.status,
      message: errors[0]?.message,
      code,
      isOfNginx: /^[0-9a-f]{32}$/.test(requestId ?? ""),
    };
  };
  const refused = await post(apis[0]?.url ?? "", 1_048_577);
  expect(refused.status).toBe(413);
  expect(await post(nginx.url, 1_048_577)).toEqual({ ...refused, isOfNginx: true });
  expect(await post(nginx.url, 1_048_576)).toMatchObject({ status: 400, isOfNginx: false });
});

test("an address that a client claims is not its own is not believed", async () => {
  const codes = [];
  for (let attempt = 0; attempt < 6; attempt++) {
    const answer = await fetch(`${nginx.url}/graphql`, {
      method: "POST",
      headers: { "content-type": "application/json", "x-forwarded-for": `192.0.2.${attempt}` },
      body: JSON.stringify({
        query: `mutation { login(input: {email: "nobody${attempt}@example.com", password: "wrong horse"}) { accessToken } }`,
      }),
    });
    const { errors } = (await answer.json()) as { errors: { extensions: { code: string } }[] };
    codes.push(errors[0]?.extensions.code);
  }
  // Two each by two processes.
  expect(codes.filter((code) => code === "RATE_LIMITED")).toHaveLength(2);
});

test("a WebSocket goes through", async () => {
  const client = createClient({ url: `${nginx.url.replace("http", "ws")}/graphql`, webSocketImpl: WebSocket });
  const answers = [];
  for await (const answer of client.iterate({ query: QUERY })) answers.push(answer);
  await client.dispose();
  expect(answers).toEqual([{ data: { viewer: null } }]);
});

// Last: it takes one away.
test("the requests go on when one API is killed", async () => {
  await apis[0]?.kill();
  const answers = await Promise.all(Array.from({ length: 200 }, () => ask(nginx.url, null, QUERY)));
  expect(answers).toEqual(Array.from({ length: 200 }, () => ({ viewer: null })));
});
