import { type AuditResult, auditServer } from "graphql-http";
import { startTestApp, type TestApp } from "../../testing/testApp";

let test: TestApp;
beforeAll(async () => {
  test = await startTestApp();
});
afterAll(() => test.close());

/** What an API that speaks GraphQL over HTTP must (else error), should (warn) and may (notice) do; what it does not. */
async function audit(headers: Record<string, string>): Promise<{ count: number; unmet: string[] }> {
  const results = await auditServer({
    url: `${test.url}/graphql`,
    fetchFn: (url: string, init: RequestInit = {}) =>
      fetch(url, { ...init, headers: { ...(init.headers as Record<string, string>), ...headers } }),
  });
  return { count: results.length, unmet: results.filter(({ status }) => status !== "ok").map(describeResult) };
}

function describeResult(result: AuditResult): string {
  return result.status === "ok" ? result.name : `${result.status} ${result.id}: ${result.name} (${result.reason})`;
}

it("passes every audit of GraphQL over HTTP with the header that a page of another site cannot send", async () => {
  expect(await audit({ "apollo-require-preflight": "1" })).toEqual({ count: 61, unmet: [] });
});

it("refuses without it only what such a page could send: a GET without a content type", async () => {
  const { unmet } = await audit({});
  expect(unmet).toEqual([
    expect.stringMatching(/^notice .*GET/),
    expect.stringMatching(/^notice .*GET/),
    expect.stringMatching(/^notice .*GET/),
  ]);
});
