import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createHttpServer } from "./server";

const logger = { info: () => {}, warn: () => {}, error: () => {} };
const BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8";

async function withServer(hasExplorer: boolean, work: (url: string) => Promise<void>): Promise<void> {
  const webDir = mkdtempSync(join(tmpdir(), "taskflow-explorer-"));
  writeFileSync(join(webDir, "index.html"), "the app");
  writeFileSync(join(webDir, "explorer.html"), "the explorer");
  const rest = {
    allowedOrigins: ["http://localhost:4000"],
    trustedProxies: [],
    maxBodyBytes: 1_048_576,
    isProduction: false,
    logger,
    isReady: () => true,
  };
  const server = await createHttpServer({ ...rest, webDir, hasExplorer });
  server.route({ method: ["GET", "POST"], url: "/graphql", handler: async () => "the API" });
  try {
    await work(await server.listen({ host: "127.0.0.1", port: 0 }));
  } finally {
    await server.close();
    rmSync(webDir, { recursive: true });
  }
}

const get = async (url: string, accept: string, init: RequestInit = {}) => {
  const response = await fetch(url, { ...init, headers: { accept } });
  return { status: response.status, headers: response.headers, body: await response.text() };
};

it("is what a browser gets at /graphql, looked at anew each time and under the policy of every page", async () => {
  await withServer(true, async (url) => {
    const page = await get(`${url}/graphql`, BROWSER);
    expect(page).toMatchObject({ status: 200, body: "the explorer" });
    expect(page.headers.get("content-type")).toContain("text/html");
    expect(page.headers.get("cache-control")).toBe("no-cache");
    expect(page.headers.get("vary")).toMatch(/^Origin, Accept/);
    expect(page.headers.get("content-security-policy")).toBe(
      (await get(`${url}/`, BROWSER)).headers.get("content-security-policy"),
    );
    expect(page.headers.get("content-security-policy")).not.toContain("unsafe");
    expect((await get(`${url}/graphql?theme=dark`, BROWSER)).body).toBe("the explorer");
  });
});

it.each([
  ["asks for JSON", "/graphql", "application/json", {}],
  ["asks for anything", "/graphql", "*/*", {}],
  ["takes JSON as well as HTML", "/graphql", `${BROWSER}, application/json`, {}],
  ["takes GraphQL's own type as well", "/graphql", `application/graphql-response+json, ${BROWSER}`, {}],
  ["brings a query", "/graphql?query=%7B__typename%7D", BROWSER, {}],
  ["brings a persisted query", "/graphql?extensions=%7B%7D", BROWSER, {}],
  ["posts", "/graphql", BROWSER, { method: "POST" }],
])("leaves to the API whoever %s", async (_name, path, accept, init) => {
  await withServer(true, async (url) => {
    const answer = await get(`${url}${path}`, accept, init);
    expect(answer).toMatchObject({ status: 200, body: "the API" });
    expect(answer.headers.get("vary")).toBe("Origin, Accept");
  });
});

it.each(["/explorer.html", "/%65xplorer.html", "/./explorer.html"])("has no second address: %s", async (path) => {
  await withServer(true, async (url) => expect((await get(`${url}${path}`, BROWSER)).body).not.toBe("the explorer"));
});

it("is not there when it is switched off; the API is", async () => {
  await withServer(false, async (url) => {
    expect(await get(`${url}/graphql`, BROWSER)).toMatchObject({ status: 404, body: "the app" });
    expect((await get(`${url}/graphql`, "application/json")).body).toBe("the API");
  });
});
