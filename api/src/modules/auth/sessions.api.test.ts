import { Browser } from "../../testing/browser";
import { ask, send } from "../../testing/client";
import { buildUser, type Person } from "../../testing/factories";
import { startTestApp, type TestApp } from "../../testing/testApp";

let test: TestApp;
beforeAll(async () => {
  test = await startTestApp();
});
afterAll(() => test.close());

const REVOKE = "mutation ($id: ID!) { revokeSession(input: { id: $id }) { session { id isCurrent } } }";
const REVOKE_ALL = "mutation ($input: RevokeAllSessionsInput!) { revokeAllSessions(input: $input) { isAccepted } }";

/** One person on two devices. */
async function buildTwoSessions(): Promise<{
  browser: Browser;
  here: string;
  there: string;
  hereId: string;
  thereId: string;
}> {
  const browser = new Browser(test);
  const { accessToken: there, user } = await browser.register();
  const { accessToken: here, user: again } = await browser.login();
  const thereId = user.sessions[0]?.id ?? "";
  return { browser, here, there, thereId, hereId: again.sessions.find(({ isCurrent }) => isCurrent)?.id ?? "" };
}

/** Why a credential is refused; null when it is not. */
async function refusal(token: string): Promise<unknown> {
  const { errors } = await send(test, token, "{ viewer { id } }");
  return errors?.[0]?.extensions?.["reason"] ?? null;
}

const codeOf = async (person: Person | null, query: string, variables: Record<string, unknown>) => {
  const { data, errors } = await send(test, person?.token ?? null, query, variables);
  expect(Object.values(data)).toEqual([null]);
  return errors?.[0]?.extensions;
};

describe("User.sessions", () => {
  it("lists the viewer's own living sessions, newest first, with the device and the address", async () => {
    const { here, hereId, thereId } = await buildTwoSessions();
    const list = "{ viewer { sessions { id device ipAddress isCurrent } } }";
    const { viewer } = await ask<{ viewer: { sessions: object[] } }>(test, here, list);
    const device = { device: "node", ipAddress: "127.0.0.1" };
    expect(viewer.sessions).toEqual([
      { ...device, id: hereId, isCurrent: true },
      { ...device, id: thereId, isCurrent: false },
    ]);
    await ask(test, here, REVOKE, { id: thereId });
    const after = await ask<{ viewer: { sessions: object[] } }>(test, here, list);
    expect(after.viewer.sessions).toEqual([{ ...device, id: hereId, isCurrent: true }]);
  });
});

describe("revokeSession", () => {
  it("ends another session of the viewer's at once", async () => {
    const { here, there, thereId } = await buildTwoSessions();
    const data = await ask(test, here, REVOKE, { id: thereId });
    expect(data).toEqual({ revokeSession: { session: { id: thereId, isCurrent: false } } });
    expect(await refusal(there)).toBe("SESSION_ENDED");
    expect(await refusal(here)).toBeNull();
  });

  it("ends the session that asks, and its refresh token", async () => {
    const { browser, here, hereId, there } = await buildTwoSessions();
    await ask(test, here, REVOKE, { id: hereId });
    expect(await refusal(here)).toBe("SESSION_ENDED");
    expect(await refusal(there)).toBeNull();
    expect((await browser.refresh()).status).toBe(401);
  });

  it("succeeds again for a session that has ended", async () => {
    const { here, thereId } = await buildTwoSessions();
    await ask(test, here, REVOKE, { id: thereId });
    expect(await ask(test, here, REVOKE, { id: thereId })).toMatchObject({
      revokeSession: { session: { id: thereId } },
    });
  });

  it("does not find the session of another person, and leaves it", async () => {
    const [person, stranger] = [await buildUser(test), await buildUser(test)];
    expect(await codeOf(stranger, REVOKE, { id: person.sessionId })).toMatchObject({ code: "NOT_FOUND" });
    expect(await refusal(person.token)).toBeNull();
  });

  it("is for those who are signed in", async () => {
    const person = await buildUser(test);
    expect(await codeOf(null, REVOKE, { id: person.sessionId })).toMatchObject({ code: "UNAUTHENTICATED" });
  });

  it.each(["", "nonsense", "usr_01h2xcejqtf2nbrexx3vqjhp41"])("names the field of a bad id: %j", async (id) => {
    const extensions = await codeOf(await buildUser(test), REVOKE, { id });
    expect(extensions).toMatchObject({ code: "BAD_USER_INPUT", fields: [{ path: ["input", "id"], rule: "id" }] });
  });
});

describe("revokeAllSessions", () => {
  it("signs out everywhere", async () => {
    const { browser, here, there } = await buildTwoSessions();
    const other = await buildUser(test);
    expect(await ask(test, here, REVOKE_ALL, { input: {} })).toEqual({ revokeAllSessions: { isAccepted: true } });
    expect([await refusal(here), await refusal(there)]).toEqual(["SESSION_ENDED", "SESSION_ENDED"]);
    expect((await browser.refresh()).status).toBe(401);
    expect(browser.token).toBeNull();
    expect(await refusal(other.token)).toBeNull();
  });

  it("signs out everywhere else", async () => {
    const { browser, here, there } = await buildTwoSessions();
    await ask(test, here, REVOKE_ALL, { input: { includeCurrent: false } });
    expect([await refusal(here), await refusal(there)]).toEqual([null, "SESSION_ENDED"]);
    expect((await browser.refresh()).status).toBe(200);
  });

  it("is for those who are signed in", async () => {
    expect(await codeOf(null, REVOKE_ALL, { input: {} })).toMatchObject({ code: "UNAUTHENTICATED" });
  });

  it("names the field of a bad input", async () => {
    const { status, data, errors } = await send(test, (await buildUser(test)).token, REVOKE_ALL, {
      input: { includeCurrent: "yes" },
    });
    expect({ status, data }).toEqual({ status: 400, data: undefined });
    expect(errors?.[0]?.extensions).toMatchObject({
      code: "BAD_USER_INPUT",
      fields: [{ path: ["input", "includeCurrent"] }],
    });
  });
});
