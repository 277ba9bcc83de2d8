import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { brotliCompressSync } from "node:zlib";
import type { FastifyInstance } from "fastify";
import { createHttpServer } from "./server";

const logger = { info: () => {}, warn: () => {}, error: () => {} };
const PAGE = { accept: "text/html,application/xhtml+xml,*/*;q=0.8" };

describe("the web app", () => {
  let root: string;
  let server: FastifyInstance;
  let url: string;
  beforeAll(async () => {
    root = mkdtempSync(join(tmpdir(), "taskflow-web-"));
    // An installation may well lie under a folder of that name.
    const webDir = join(root, "assets", "dist");
    mkdirSync(join(webDir, "assets"), { recursive: true });
    writeFileSync(join(webDir, "index.html"), "<title>TaskFlow</title>");
    writeFileSync(join(webDir, "favicon.svg"), "<svg/>");
    writeFileSync(join(webDir, "assets", "app-3f2a.js"), "start();");
    writeFileSync(join(webDir, "assets", "app-3f2a.js.br"), brotliCompressSync("start();"));
    writeFileSync(join(root, "assets", "secret.txt"), "secret");
    server = await createHttpServer({
      allowedOrigins: [],
      trustedProxies: [],
      maxBodyBytes: 1_024,
      isProduction: false,
      webDir,
      hasExplorer: true,
      logger,
      isReady: () => true,
    });
    url = await server.listen({ host: "127.0.0.1", port: 0 });
  });
  afterAll(async () => {
    await server.close();
    rmSync(root, { recursive: true });
  });

  const get = async (path: string, headers: Record<string, string> = {}) => {
    const answer = await fetch(`${url}${path}`, { headers });
    return {
      status: answer.status,
      type: answer.headers.get("content-type"),
      cache: answer.headers.get("cache-control"),
      body: await answer.text(),
    };
  };

  it.each(["/", "/index.html", "/projects", "/tasks/MY-1?x=1", "/a.b/c"])(
    "has a page at %s, looked at anew each time",
    async (path) => {
      expect(await get(path, PAGE)).toEqual({
        status: 200,
        type: expect.stringContaining("text/html"),
        cache: "no-cache",
        body: "<title>TaskFlow</title>",
      });
    },
  );

  it("has files with a hash in their name, kept for ever", async () => {
    const script = {
      status: 200,
      type: expect.stringContaining("javascript"),
      cache: "public, max-age=31536000, immutable",
      body: "start();",
    };
    for (const encoding of ["br", "identity"])
      expect(await get("/assets/app-3f2a.js", { "accept-encoding": encoding })).toEqual(script);
    expect(await get("/favicon.svg")).toMatchObject({ status: 200, cache: "no-cache" });
  });

  it.each([
    ["a file of an older build", "/assets/app-0000.js", PAGE],
    ["a route of the API", "/api/nothing", PAGE],
    ["what no page is", "/projects", { accept: "application/json" }],
  ])("has nothing in place of %s", async (_name, path, headers) => {
    const { status, body } = await get(path, headers);
    expect(status).toBe(404);
    expect(JSON.parse(body)).toEqual({
      errors: [{ message: expect.any(String), extensions: { code: "NOT_FOUND", requestId: expect.any(String) } }],
    });
  });

  it("answers only to GET", async () => {
    expect((await fetch(`${url}/projects`, { method: "POST", headers: PAGE })).status).toBe(404);
  });

  it.each([
    "/../secret.txt",
    "/..%2fsecret.txt",
    "/%2e%2e/secret.txt",
    "/assets/..%2f..%2fsecret.txt",
    "/..%5csecret.txt",
    "/%00",
    "/%E0%A4%A",
  ])("shows nothing of what lies outside: %s", async (path) => {
    // fetch would tidy the path up.
    const { hostname, port } = new URL(url);
    const { status, body } = await new Promise<{ status: number; body: string }>((resolve, reject) => {
      request({ hostname, port, path }, (response) => {
        let text = "";
        response.on("data", (part: Buffer) => (text += part.toString()));
        response.on("end", () => resolve({ status: response.statusCode ?? 0, body: text }));
      })
        .on("error", reject)
        .end();
    });
    expect(status).toBeGreaterThanOrEqual(400);
    expect(status).toBeLessThan(500);
    expect(body).not.toContain("secret");
    expect(body).not.toContain(root);
  });
});
