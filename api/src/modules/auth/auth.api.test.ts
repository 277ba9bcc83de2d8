import { Browser } from "../../testing/browser";
import { ask, send } from "../../testing/client";
import { buildUser } from "../../testing/factories";
import { connect } from "../../testing/socket";
import { startTestApp, type TestApp, withTestApp } from "../../testing/testApp";
import { findPasswordHash } from "./sessions.repository";

let test: TestApp;
beforeAll(async () => {
  test = await startTestApp();
});
afterAll(() => test.close());

const countUsers = async () => {
  const [row] = await test.app.db.readLatest().query<{ n: number }>("SELECT COUNT(*) AS n FROM users");
  return row?.n;
};

describe("register", () => {
  it("opens an account, a session and a personal project, where createTask puts its tasks", async () => {
    const browser = new Browser(test);
    const { accessToken, user } = await browser.register({ timezone: "Europe/Berlin" });
    expect(user).toMatchObject({ email: browser.email, sessions: [{ isCurrent: true }] });
    const data = await ask<{ createTask: object }>(
      test,
      accessToken,
      `mutation { createTask(input: { title: "First" }) { task { key project { name viewerRole } } seq } }`,
    );
    expect(data.createTask).toEqual({
      task: { key: "MY-1", project: { name: "Personal", viewerRole: "OWNER" } },
      seq: 2,
    });
  });

  it.each([
    ["blank", "name", " ", "text"],
    ["too long", "name", "x".repeat(101), "text"],
    ["malformed", "email", "nobody", "isEmail"],
    ["too short", "password", "1234567", "text"],
    ["too long", "password", "x".repeat(129), "text"],
    ["unknown", "timezone", "Mars/Olympus", "timezone"],
  ])("refuses a %s %s", async (_problem, field, value, rule) => {
    const { data, errors, headers } = await new Browser(test).signIn("register", {
      name: "Ada",
      email: "refused@example.com",
      password: "correct horse",
      [field]: value,
    });
    expect(data).toEqual({ signedIn: null });
    expect(errors?.[0]?.extensions).toMatchObject({
      code: "BAD_USER_INPUT",
      fields: [{ path: ["input", field], rule }],
    });
    expect(headers.getSetCookie()).toEqual([]);
  });

  it("says that an address is taken, however it is written", async () => {
    const person = await buildUser(test);
    const before = await countUsers();
    const input = { name: "Eve", email: person.email.toUpperCase(), password: "correct horse" };
    const { errors } = await new Browser(test).signIn("register", input);
    expect(errors?.[0]?.extensions).toMatchObject({
      code: "BAD_USER_INPUT",
      fields: [{ path: ["input", "email"], rule: "taken" }],
    });
    expect(await countUsers()).toBe(before);
  });

  it("gives an address that many ask for at once to one of them", async () => {
    const input = { name: "Twin", email: "twins@example.com", password: "correct horse" };
    const answers = await Promise.all(Array.from({ length: 5 }, () => new Browser(test).signIn("register", input)));
    expect(answers.filter(({ errors }) => !errors)).toHaveLength(1);
  });

  it("keeps the password as an argon2id hash of OWASP's cost or more", async () => {
    const { user } = await new Browser(test).register();
    const phc = await findPasswordHash(test.app.db.readLatest(), user.id);
    const [, memory, passes] = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=1\$[\w+/]{22}\$[\w+/]{43}$/.exec(phc ?? "") ?? [];
    expect(Number(memory)).toBeGreaterThanOrEqual(47_104);
    expect(Number(passes)).toBeGreaterThanOrEqual(1);
  });
});

describe("login", () => {
  it("opens another session, whatever the case of the address", async () => {
    const browser = new Browser(test);
    const registered = await browser.register();
    const first = browser.token;
    const { user } = await browser.login({ email: ` ${browser.email.toUpperCase()} ` });
    expect(user.id).toBe(registered.user.id);
    expect(user.sessions).toHaveLength(2);
    expect(browser.token).not.toBe(first);
  });

  it("answers alike for an unknown address and a wrong password", async () => {
    const browser = new Browser(test);
    await browser.register();
    const attempt = async (email: string) => {
      const { status, data, errors, headers } = await browser.signIn("login", { email, password: "wrong horse" });
      const { requestId, ...extensions } = errors?.[0]?.extensions ?? {};
      expect(requestId).toBeDefined();
      return { status, data, message: errors?.[0]?.message, extensions, cookies: headers.getSetCookie() };
    };
    const wrongPassword = await attempt(browser.email);
    expect(wrongPassword).toMatchObject({
      data: { signedIn: null },
      extensions: { code: "UNAUTHENTICATED" },
      cookies: [],
    });
    expect(await attempt("nobody@example.com")).toEqual(wrongPassword);
  });

  it("refuses an account that has no password", async () => {
    const { email } = await buildUser(test);
    const { errors } = await new Browser(test).signIn("login", { email, password: "correct horse" });
    expect(errors?.[0]?.extensions).toMatchObject({ code: "UNAUTHENTICATED" });
  });

  it.each([
    ["empty", "email", ""],
    ["too long", "email", `${"x".repeat(250)}@example.com`],
    ["empty", "password", ""],
    ["too long", "password", "x".repeat(129)],
  ])("refuses a %s %s", async (_problem, field, value) => {
    const { errors } = await new Browser(test).signIn("login", {
      email: "ada@example.com",
      password: "correct horse",
      [field]: value,
    });
    expect(errors?.[0]?.extensions).toMatchObject({ code: "BAD_USER_INPUT", fields: [{ path: ["input", field] }] });
  });

  it("does not hold up queries while 50 of them wait for their hash", async () => {
    const person = await buildUser(test);
    const attempt = { email: person.email, password: "correct horse" };
    let finished = 0;
    const logins = Array.from({ length: 50 }, () =>
      new Browser(test).signIn("login", attempt).then(() => (finished += 1)),
    );
    for (let i = 0; i < 5; i++) await ask(test, person.token, "{ viewer { id } }");
    expect(finished).toBeLessThan(50);
    await Promise.all(logins);
  });

  it("hashes the password anew once the cost has been raised", async () => {
    const browser = new Browser(test);
    const { user } = await browser.register();
    await withTestApp({ ...test.databaseEnv, PASSWORD_PASSES: "2" }, async (raised) => {
      const login = { email: browser.email, password: "correct horse" };
      const hash = () => findPasswordHash(test.app.db.readLatest(), user.id);
      await new Browser(raised).signIn("login", { ...login, password: "wrong horse" });
      expect(await hash()).toContain("t=1,");
      await new Browser(raised).login(login);
      expect(await hash()).toContain("t=2,");
      // The new hash is good, and a server with the lower cost leaves it.
      await new Browser(test).login(login);
      expect(await hash()).toContain("t=2,");
    });
  });
});

describe("signing in", () => {
  const register = `register(input: { name: "A", email: "two@example.com", password: "correct horse" }) { accessToken }`;
  const login = `login(input: { email: "two@example.com", password: "correct horse" }) { accessToken }`;

  it.each([
    ["under aliases", `mutation { a: ${login} b: ${login} }`],
    ["in register and login", `mutation { ${register} ${login} }`],
    [
      "in fragments",
      `mutation { ...A ...B } fragment A on Mutation { a: ${register} } fragment B on Mutation { b: ${register} }`,
    ],
    ["in an inline fragment", `mutation { ${register} ... on Mutation { b: ${login} } }`],
    ["in two operations", `mutation A { ${register} } mutation B { ${login} }`],
  ])("twice %s is refused before either runs", async (_name, query) => {
    const before = await countUsers();
    const { status, data, errors } = await send(test, null, query);
    expect({ status, data, code: errors?.[0]?.extensions?.["code"] }).toEqual({
      status: 400,
      data: undefined,
      code: "GRAPHQL_VALIDATION_FAILED",
    });
    expect(await countUsers()).toBe(before);
  });

  it.each([
    ["register", register],
    ["login", login],
  ])("by %s is refused over a socket", async (_name, field) => {
    const before = await countUsers();
    const socket = await connect(test, null);
    const { errors } = await socket.run(`mutation { ${field} }`);
    expect(errors?.[0]?.extensions).toMatchObject({ code: "FORBIDDEN" });
    expect(await countUsers()).toBe(before);
    await socket.close();
  });
});
