import { Browser } from "../../testing/browser";
import { send } from "../../testing/client";
import { buildProject } from "../../testing/factories";
import { DEFAULT_LIMITS, startTestApp, type TestApp, withTestApp } from "../../testing/testApp";

const times = <T>(count: number, work: (i: number) => Promise<T>) =>
  Promise.all(Array.from({ length: count }, (_, i) => work(i)));
const limited = { code: "RATE_LIMITED", retryAfter: expect.any(Number) };

const extensionsOf = async (browser: Browser, field: "register" | "login", input: object, headers = {}) => {
  const account = { email: browser.email, password: "correct horse", ...(field === "register" && { name: "Ada" }) };
  const { errors } = await browser.signIn(field, { ...account, ...input }, headers);
  return errors?.[0]?.extensions ?? null;
};

describe("at their defaults", () => {
  let test: TestApp;
  beforeEach(async () => {
    test = await startTestApp({ ...DEFAULT_LIMITS, ...cheap });
  });
  afterEach(() => test.close());
  // The limit counts attempts, and comes before the hash: with no room to wait most of them cost nothing.
  const cheap = { PASSWORD_MAX_WAITING: "1", PASSWORD_CONCURRENCY: "1" };

  it("refuses the 11th login to an account from an address in 15 minutes, with the right password too", async () => {
    const [browser, other] = [new Browser(test), new Browser(test)];
    await browser.register();
    for (let i = 0; i < 10; i++) {
      expect(await extensionsOf(browser, "login", { password: "wrong" })).toMatchObject({ code: "UNAUTHENTICATED" });
    }
    const refused = await extensionsOf(browser, "login", {});
    expect(refused).toMatchObject(limited);
    expect(refused?.["retryAfter"]).toBeGreaterThan(14 * 60);
    expect(refused?.["retryAfter"]).toBeLessThanOrEqual(15 * 60);
    expect(await extensionsOf(browser, "login", { email: ` ${browser.email.toUpperCase()}` })).toMatchObject(limited);
    expect(await extensionsOf(other, "login", {})).toMatchObject({ code: "UNAUTHENTICATED" });
  });

  it("forgets the failed logins to an account once one succeeds", async () => {
    const browser = new Browser(test);
    await browser.register();
    for (let i = 0; i < 9; i++) await extensionsOf(browser, "login", { password: "wrong" });
    await browser.login();
    for (let i = 0; i < 10; i++) {
      expect(await extensionsOf(browser, "login", { password: "wrong" })).toMatchObject({ code: "UNAUTHENTICATED" });
    }
    expect(await extensionsOf(browser, "login", {})).toMatchObject(limited);
  });

  it("refuses the 101st login from an address in 15 minutes, to whichever account", async () => {
    const browser = new Browser(test);
    const attempts = await times(100, (i) => extensionsOf(browser, "login", { email: `person${i}@example.com` }));
    expect(attempts).not.toContainEqual(expect.objectContaining({ code: "RATE_LIMITED" }));
    expect(await extensionsOf(browser, "login", { email: "one.more@example.com" })).toMatchObject(limited);
  });

  it("refuses the 101st login to an account in 15 minutes, from wherever", async () => {
    await withTestApp({ ...DEFAULT_LIMITS, ...cheap, TRUSTED_PROXIES: "127.0.0.1" }, async (proxied) => {
      const browser = new Browser(proxied);
      const from = (i: number) => extensionsOf(browser, "login", {}, { "x-forwarded-for": `203.0.113.${i}` });
      const attempts = await times(100, from);
      expect(attempts).not.toContainEqual(expect.objectContaining({ code: "RATE_LIMITED" }));
      expect(await from(101)).toMatchObject(limited);
    });
  });

  it("refuses the 21st register from an address in an hour", async () => {
    const attempts = await times(20, () => extensionsOf(new Browser(test), "register", {}));
    expect(attempts).not.toContainEqual(expect.objectContaining({ code: "RATE_LIMITED" }));
    const refused = await extensionsOf(new Browser(test), "register", {});
    expect(refused).toMatchObject(limited);
    expect(refused?.["retryAfter"]).toBeGreaterThan(59 * 60);
  });

  it("refuses the 61st person that somebody tries to add to projects in an hour", async () => {
    const { id, owner } = await buildProject(test);
    const add = async (token: string, email: string) => {
      const query = "mutation ($input: AddProjectMemberInput!) { addProjectMember(input: $input) { seq } }";
      const { errors } = await send(test, token, query, { input: { projectId: id, email, role: "MEMBER" } });
      return errors?.[0]?.extensions;
    };
    // Each tells by its answer whether the address has an account.
    const attempts = await times(60, (i) => add(owner.token, `guess${i}@example.com`));
    expect(attempts).toEqual(attempts.map(() => undefined));
    expect(await add(owner.token, "one.more@example.com")).toMatchObject(limited);
  });
});

describe("the address that limits go by", () => {
  const from = (address: string) => ({ "x-forwarded-for": address });
  const twice = (env: Record<string, string>, ...addresses: string[]) =>
    withTestApp({ LIMIT_LOGIN_BY_ADDRESS: "1/15m", ...env }, async (test) => {
      const browser = new Browser(test);
      const codes: unknown[] = [];
      for (const address of addresses) codes.push((await extensionsOf(browser, "login", {}, from(address)))?.["code"]);
      return codes;
    });

  it.each([
    ["nobody is trusted", ""],
    ["another machine is trusted", "10.0.0.1"],
  ])("is the peer's, whatever X-Forwarded-For says, when %s", async (_name, proxies) => {
    expect(await twice({ TRUSTED_PROXIES: proxies }, "203.0.113.1", "203.0.113.2")).toEqual([
      "UNAUTHENTICATED",
      "RATE_LIMITED",
    ]);
  });

  it.each([["127.0.0.1"], ["10.0.0.1, 127.0.0.0/8"]])("is what a trusted proxy says: %s", async (proxies) => {
    expect(await twice({ TRUSTED_PROXIES: proxies }, "203.0.113.1", "203.0.113.2")).toEqual([
      "UNAUTHENTICATED",
      "UNAUTHENTICATED",
    ]);
  });

  it("is the last that no trusted proxy has, not one that the client made up", async () => {
    const codes = await twice(
      { TRUSTED_PROXIES: "127.0.0.1" },
      "198.51.100.1, 203.0.113.1",
      "198.51.100.2, 203.0.113.1",
    );
    expect(codes).toEqual(["UNAUTHENTICATED", "RATE_LIMITED"]);
  });
});
