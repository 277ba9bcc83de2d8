import { createHash } from "node:crypto";
import { parseSetCookie } from "cookie";
import { Browser } from "../../testing/browser";
import { send } from "../../testing/client";
import { dumpTables } from "../../testing/database";
import { unavailable } from "../../platform/errors";
import { connect } from "../../testing/socket";
import { DEFAULT_LIMITS, startTestApp, type TestApp, withTestApp } from "../../testing/testApp";

let test: TestApp;
beforeAll(async () => {
  test = await startTestApp();
});
afterAll(() => test.close());

const GRACE_MS = 10_000;
const isSignedIn = async (accessToken: string) =>
  (await send(test, accessToken, "{ viewer { id } }")).errors === undefined;

async function signedIn(app = test): Promise<{ browser: Browser; first: string; accessToken: string }> {
  const browser = new Browser(app);
  const { accessToken } = await browser.register();
  return { browser, first: browser.token ?? "", accessToken };
}

it.each(["refresh", "logout"] as const)(
  "answers %s with 503 and keeps the cookie while nothing can be written",
  async (route) => {
    const { browser, first } = await signedIn();
    const busy = jest.spyOn(test.app.db, "transact").mockRejectedValue(unavailable("Too many changes are waiting."));
    const answer = await browser.post(route);
    busy.mockRestore();
    expect(answer.status).toBe(503);
    expect(await answer.json()).toMatchObject({ errors: [{ extensions: { code: "UNAVAILABLE", retryAfter: 1 } }] });
    expect(browser.token).toBe(first);
  },
);

it("keeps no token of a session that has ended", async () => {
  const { browser } = await signedIn();
  await browser.refresh();
  const count = async () => ((await dumpTables(test))["refresh_tokens"] ?? []).length;
  const before = await count();
  await browser.logout();
  expect(await count()).toBe(before - 2);
});

describe("the refresh cookie", () => {
  const common = { httpOnly: true, sameSite: "strict", path: "/api/auth", maxAge: 30 * 86_400 };

  it("is out of reach of scripts, other sites and other paths", async () => {
    const { browser } = await signedIn();
    const cookie = { ...common, name: "taskflow_refresh", value: expect.stringMatching(/^[\w-]{43}$/) };
    expect(parseSetCookie(browser.setCookie ?? "")).toEqual(cookie);
    await browser.refresh();
    expect(parseSetCookie(browser.setCookie ?? "")).toEqual(cookie);
    await browser.logout();
    expect(parseSetCookie(browser.setCookie ?? "")).toEqual({ ...cookie, value: "", maxAge: 0 });
  });

  it.each(["development", "production"])(
    "travels by https alone when the web app is opened by https (%s)",
    async (mode) => {
      const secrets = {
        JWT_SECRET: "kq9PzT2mVn4XbR7wLs1YhD6fJc3GaE8u",
        REFRESH_TOKEN_SECRET: "Zt5NcW8rQy2KvB6xMj9SpF3gHd7LaU1e",
      };
      await withTestApp(
        {
          NODE_ENV: mode,
          HOST: "127.0.0.1",
          FRONTEND_URL: "https://tasks.example.com",
          SMTP_URL: "smtp://localhost:1",
          ...secrets,
        },
        async (secure) => {
          const { browser, first } = await signedIn(secure);
          const cookie = { ...common, name: "__Secure-taskflow_refresh", secure: true };
          expect(parseSetCookie(browser.setCookie ?? "")).toMatchObject(cookie);
          expect((await browser.refresh()).status).toBe(200);
          expect(parseSetCookie(browser.setCookie ?? "")).toMatchObject(cookie);
          // The name without the prefix, which a page of another subdomain could set, counts for nothing.
          expect((await browser.post("refresh", null, { cookie: `taskflow_refresh=${first}` })).status).toBe(401);
        },
      );
    },
  );
});

describe.each(["refresh", "logout"] as const)("POST /api/auth/%s", (route) => {
  it.each([
    ["without X-TaskFlow", { "x-taskflow": undefined }],
    ["with another X-TaskFlow", { "x-taskflow": "0" }],
    ["without an Origin", { origin: undefined }],
    ["from another site", { origin: "https://evil.example" }],
    ["from an origin that only begins like ours", { origin: "http://localhost:4000.evil.example" }],
    ["from an opaque origin", { origin: "null" }],
  ])("is refused %s, and changes nothing", async (_name, headers) => {
    const { browser, accessToken } = await signedIn();
    const answer = await browser.post(route, browser.token, headers);
    expect(answer.status).toBe(403);
    expect(answer.headers.getSetCookie()).toEqual([]);
    expect(await answer.json()).toMatchObject({
      errors: [{ extensions: { code: "FORBIDDEN", requestId: answer.headers.get("x-request-id") } }],
    });
    expect(await isSignedIn(accessToken)).toBe(true);
    test.advance(GRACE_MS + 1);
    expect((await browser.refresh()).status).toBe(200);
  });
});

describe("POST /api/auth/refresh", () => {
  it("answers a new access token and rotates the cookie", async () => {
    const { browser, first } = await signedIn();
    const before = test.clock().getTime();
    const answer = await browser.post("refresh");
    const body = (await answer.json()) as { accessToken: string; expiresAt: string };
    expect({ status: answer.status, fields: Object.keys(body) }).toEqual({
      status: 200,
      fields: ["accessToken", "expiresAt"],
    });
    expect(new Date(body.expiresAt).getTime() - before).toBeGreaterThan(15 * 60_000 - 1_000);
    expect(await isSignedIn(body.accessToken)).toBe(true);
    expect(browser.token).not.toBe(first);
  });

  it.each([
    ["no cookie", null],
    ["a made-up token", "A".repeat(43)],
    ["nonsense", "%E0%A4%A"],
  ])("answers 401 to %s and clears it", async (_name, token) => {
    const browser = new Browser(test);
    const answer = await browser.post("refresh", token);
    expect(answer.status).toBe(401);
    expect(await answer.json()).toMatchObject({ errors: [{ extensions: { code: "UNAUTHENTICATED" } }] });
    expect(parseSetCookie(browser.setCookie ?? "")).toMatchObject({ value: "", maxAge: 0 });
  });

  it("answers the family's newest token to any of it within 10 s of that one's first use", async () => {
    const { browser, first } = await signedIn();
    await browser.refresh();
    const second = browser.token;
    test.advance(GRACE_MS - 1_000);
    await browser.refresh();
    const third = browser.token;
    expect(new Set([first, second, third]).size).toBe(3);
    for (const token of [first, second]) {
      expect((await browser.refresh(token)).status).toBe(200);
      expect(browser.token).toBe(third);
    }
    // The first one's time is over, the second one's is not.
    test.advance(2_000);
    expect((await browser.refresh(second)).status).toBe(200);
    expect(browser.token).toBe(third);
    expect((await browser.refresh(first)).status).toBe(401);
  });

  it("ends the session when an old token comes back: its tokens and its socket", async () => {
    const { browser, first, accessToken } = await signedIn();
    const socket = await connect(test, accessToken);
    const renewed = await browser.refresh();
    const newest = browser.token;
    test.advance(GRACE_MS + 1);
    expect((await browser.refresh(first)).status).toBe(401);
    expect(browser.token).toBeNull();
    expect(await socket.closed).toBe(4403);
    expect([await isSignedIn(accessToken), await isSignedIn(renewed.accessToken ?? "")]).toEqual([false, false]);
    expect((await browser.refresh(newest)).status).toBe(401);
  });

  it("leaves the person's other sessions when one is ended for misuse", async () => {
    const { browser, first } = await signedIn();
    await browser.refresh();
    const { accessToken } = await browser.login();
    test.advance(GRACE_MS + 1);
    await new Browser(test).refresh(first);
    expect(await isSignedIn(accessToken)).toBe(true);
    expect((await browser.refresh()).status).toBe(200);
  });

  it("keeps a session open for as long as it is used, and not longer", async () => {
    const { browser } = await signedIn();
    const almost = 29 * 86_400_000;
    test.advance(almost);
    expect((await browser.refresh()).status).toBe(200);
    test.advance(almost);
    expect((await browser.refresh()).status).toBe(200);
    test.advance(30 * 86_400_000);
    expect((await browser.refresh()).status).toBe(401);
  });

  it("keeps only hashes of tokens and passwords", async () => {
    const { browser, first } = await signedIn();
    await browser.refresh();
    const second = browser.token ?? "";
    const stored = JSON.stringify(await dumpTables(test));
    expect(stored).toContain(createHash("sha256").update(second).digest("hex"));
    const secrets = [first, second, "correct horse"].flatMap((secret) => [secret, Buffer.from(secret).toString("hex")]);
    expect(secrets.filter((secret) => stored.includes(secret))).toEqual([]);
  });

  it("is limited by session, generously", async () => {
    await withTestApp(DEFAULT_LIMITS, async (limited) => {
      const { browser } = await signedIn(limited);
      // A few at a time: a token is good for seconds after its first use, and the machine may be slow.
      for (let i = 0; i < 12; i++) {
        const token = browser.token;
        const statuses = await Promise.all(
          Array.from({ length: 50 }, async () => (await browser.refresh(token)).status),
        );
        expect(new Set(statuses)).toEqual(new Set([200]));
      }
      const newest = browser.token;
      const refused = await browser.refresh(newest);
      expect(refused).toMatchObject({
        status: 429,
        errors: [{ extensions: { code: "RATE_LIMITED", retryAfter: expect.any(Number) } }],
      });
      // The session is good: the cookie stays.
      expect(browser.token).toBe(newest);
      await browser.login();
      expect((await browser.refresh()).status).toBe(200);
    });
  });
});

describe("POST /api/auth/logout", () => {
  it("ends the session at once, and clears the cookie", async () => {
    const { browser, first, accessToken } = await signedIn();
    const socket = await connect(test, accessToken);
    expect(await browser.logout()).toBe(204);
    expect(browser.token).toBeNull();
    expect(await isSignedIn(accessToken)).toBe(false);
    expect(await socket.closed).toBe(4403);
    expect((await browser.refresh(first)).status).toBe(401);
  });

  it("succeeds with an old token of the family, and with none at all", async () => {
    const { browser, first, accessToken } = await signedIn();
    await browser.refresh();
    expect(await browser.logout(first)).toBe(204);
    expect(await isSignedIn(accessToken)).toBe(false);
    expect(await browser.logout()).toBe(204);
    expect(await browser.logout("A".repeat(43))).toBe(204);
  });
});
