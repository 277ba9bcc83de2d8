import { once } from "node:events";
import { connect } from "node:net";
import { startTestApp, type TestApp } from "../../testing/testApp";
import { createLogger } from "../observability/logger";
import { createHttpServer } from "./server";

const SECRETS = {
  JWT_SECRET: "kq9PzT2mVn4XbR7wLs1YhD6fJc3GaE8u",
  REFRESH_TOKEN_SECRET: "Zt5NcW8rQy2KvB6xMj9SpF3gHd7LaU1e",
};

let test: TestApp;
let production: TestApp;
beforeAll(async () => {
  test = await startTestApp();
  production = await startTestApp({
    NODE_ENV: "production",
    HOST: "127.0.0.1",
    FRONTEND_URL: "https://tasks.example.com",
    SMTP_URL: "smtp://localhost:1",
    ...SECRETS,
  });
});
afterAll(() => Promise.all([test.close(), production.close()]));

/** The Content-Security-Policy of an answer, by directive. */
function policyOf(headers: Headers): Record<string, string[]> {
  const directives = (headers.get("content-security-policy") ?? "")
    .split(";")
    .map((directive) => directive.trim().split(/\s+/));
  return Object.fromEntries(directives.map(([name, ...sources]) => [name, sources]));
}

describe("every answer", () => {
  const paths = ["/", "/healthz", "/graphql", "/api/auth/refresh", "/nothing/here"];

  it.each(paths)("has strict security headers: %s", async (path) => {
    const { headers } = await fetch(`${production.url}${path}`);
    expect(policyOf(headers)).toEqual({
      "default-src": ["'self'"],
      "script-src": ["'self'"],
      "style-src": ["'self'"],
      "img-src": ["'self'", "data:", "https:"],
      "connect-src": ["'self'", "wss://tasks.example.com"],
      "object-src": ["'none'"],
      "base-uri": ["'self'"],
      "form-action": ["'self'"],
      "frame-ancestors": ["'none'"],
    });
    expect(Object.fromEntries(headers)).toMatchObject({
      "x-content-type-options": "nosniff",
      "referrer-policy": "no-referrer",
      "cross-origin-opener-policy": "same-origin",
      "cross-origin-resource-policy": "same-origin",
      "strict-transport-security": expect.stringMatching(/^max-age=\d{8}/),
    });
    expect([headers.get("x-powered-by"), headers.get("server")]).toEqual([null, null]);
  });

  it("promises https in production alone", async () => {
    expect((await fetch(`${test.url}/healthz`)).headers.get("strict-transport-security")).toBeNull();
  });

  it("has an id of the server's own", async () => {
    const ids = await Promise.all(
      paths.map(async (path) =>
        (await fetch(`${test.url}${path}`, { headers: { "x-request-id": "mine" } })).headers.get("x-request-id"),
      ),
    );
    expect(new Set(ids).size).toBe(paths.length);
    for (const id of ids) expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}$/);
  });
});

describe("CORS", () => {
  const allowed = ["http://localhost:4000", "http://localhost:5173"];
  const foreign = [
    "https://evil.example",
    "http://localhost:4001",
    "https://localhost:4000",
    "http://localhost:4000.evil.example",
    "null",
  ];
  const cors = ({ headers }: Response) => ({
    origin: headers.get("access-control-allow-origin"),
    credentials: headers.get("access-control-allow-credentials"),
    vary: headers.get("vary"),
  });
  const preflight = (origin: string) =>
    fetch(`${test.url}/graphql`, {
      method: "OPTIONS",
      headers: {
        origin,
        "access-control-request-method": "POST",
        "access-control-request-headers": "authorization,content-type",
      },
    });
  const plain = (origin: string) => fetch(`${test.url}/healthz`, { headers: { origin } });

  it.each(allowed)("lets the pages of %s read answers, with their cookies", async (origin) => {
    const expected = { origin, credentials: "true", vary: expect.stringContaining("Origin") };
    expect(cors(await plain(origin))).toEqual(expected);
    const answer = await preflight(origin);
    expect(cors(answer)).toEqual(expected);
    expect(answer.status).toBe(204);
    expect(answer.headers.get("access-control-allow-methods")).toBe("GET, POST");
    expect(answer.headers.get("access-control-allow-headers")).toBe("authorization,content-type");
  });

  it.each(foreign)("does not let the pages of %s", async (origin) => {
    for (const answer of [await plain(origin), await preflight(origin)]) {
      expect(cors(answer).origin).toBeNull();
    }
  });

  it("lets the one origin in production, and no development server", async () => {
    const from = async (origin: string) =>
      cors(await fetch(`${production.url}/healthz`, { headers: { origin } })).origin;
    expect(await from("https://tasks.example.com")).toBe("https://tasks.example.com");
    expect(await from("http://localhost:5173")).toBeNull();
    expect(await from("http://tasks.example.com")).toBeNull();
  });
});

describe("health", () => {
  it.each(["/healthz", "/readyz"])("%s answers ok while the server serves", async (path) => {
    const answer = await fetch(`${test.url}${path}`);
    expect({ status: answer.status, body: await answer.json() }).toEqual({ status: 200, body: { status: "ok" } });
  });
});

describe("a request that is never finished", () => {
  it("does not hold up a stop", async () => {
    const own = await startTestApp({ DRAIN_TIMEOUT: "1s" });
    const { hostname, port } = new URL(own.url);
    const client = connect(Number(port), hostname);
    client.on("error", () => {});
    // The server says when it has read so far, and waits for the rest.
    const head = "content-type: application/json\r\ncontent-length: 99\r\nexpect: 100-continue";
    client.write(`POST /graphql HTTP/1.1\r\nhost: x\r\n${head}\r\n\r\n{`);
    await once(client, "data");
    const closed = once(client.resume(), "close");
    await own.close();
    expect(await closed).toEqual([expect.any(Boolean)]);
  });

  it("times out", async () => {
    const options = {
      allowedOrigins: [],
      trustedProxies: [],
      maxBodyBytes: 1_024,
      isProduction: false,
      webDir: "nowhere",
      hasExplorer: true,
    };
    const { server } = await createHttpServer({
      ...options,
      logger: createLogger({ level: "silent", json: false }),
      isReady: () => true,
    });
    expect(server.requestTimeout).toBe(30_000);
  });
});
