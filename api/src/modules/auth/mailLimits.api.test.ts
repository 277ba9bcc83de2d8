import { Browser } from "../../testing/browser";
import { send } from "../../testing/client";
import { buildAccount } from "../../testing/factories";
import { mutate, type MutationName } from "../../testing/mutations";
import { DEFAULT_LIMITS, startTestApp, type TestApp, withTestApp } from "../../testing/testApp";

const limited = { code: "RATE_LIMITED", retryAfter: expect.any(Number) };

describe("at their defaults", () => {
  let test: TestApp;
  beforeEach(async () => {
    test = await startTestApp(DEFAULT_LIMITS);
  });
  afterEach(() => test.close());

  const extensionsOf = async (field: MutationName, input: object) =>
    (await mutate(test, null, field, input)).errors?.[0]?.extensions ?? null;

  describe.each(["requestPasswordReset", "requestEmailVerification"] as const)("%s", (field) => {
    it.each(["known", "unknown"])("refuses the 6th mail in an hour for an address that is %s", async (kind) => {
      const email = kind === "known" ? (await buildAccount(test)).email : "nobody@example.com";
      const ask = (address: string) => extensionsOf(field, { email: address });
      const attempts = await Promise.all(Array.from({ length: 5 }, () => ask(email)));
      expect(attempts).toEqual(attempts.map(() => null));
      const refused = await ask(email.toUpperCase());
      expect(refused).toMatchObject(limited);
      expect(refused?.["retryAfter"]).toBeGreaterThan(59 * 60);
      expect(await ask("somebody.else@example.com")).toBeNull();
    });

    it("refuses the 21st mail that a client asks for in an hour, for whichever address", async () => {
      const ask = (i: number) => extensionsOf(field, { email: `person${i}@example.org` });
      const attempts = await Promise.all(Array.from({ length: 20 }, (_, i) => ask(i)));
      expect(attempts).toEqual(attempts.map(() => null));
      expect(await ask(21)).toMatchObject(limited);
    });
  });

  it("refuses the 61st token that a client tries in an hour, of either kind", async () => {
    const attempt = (i: number) =>
      i % 2
        ? extensionsOf("verifyEmail", { token: `guess ${i}` })
        : extensionsOf("resetPassword", { token: `guess ${i}`, newPassword: "battery staple" });
    const attempts = await Promise.all(Array.from({ length: 60 }, (_, i) => attempt(i)));
    expect(attempts).toEqual(attempts.map(() => expect.objectContaining({ code: "BAD_USER_INPUT" })));
    expect([await attempt(61), await attempt(62)]).toMatchObject([limited, limited]);
  });
});

describe("the password of somebody who is signed in", () => {
  const CHANGE =
    "mutation ($p: String!) { changePassword(input: { currentPassword: $p, newPassword: $p }) { user { id } } }";
  const DELETE = "mutation ($p: String!) { deleteAccount(input: { password: $p }) { isAccepted } }";
  // The limit counts attempts, and comes before the hash: with no room to wait most of them cost nothing.
  const cheap = { PASSWORD_MAX_WAITING: "1", PASSWORD_CONCURRENCY: "1" };

  it("cannot be guessed more often than at sign-in, with which it shares its limit", async () => {
    await withTestApp({ ...DEFAULT_LIMITS, ...cheap }, async (test) => {
      const account = await buildAccount(test);
      const guess = async (query: string, p: string) =>
        (await send(test, account.token, query, { p })).errors?.[0]?.extensions;
      for (let i = 0; i < 5; i++) {
        expect(await guess(CHANGE, "wrong horse")).toMatchObject({ code: "BAD_USER_INPUT" });
        expect(await guess(DELETE, "wrong horse")).toMatchObject({ code: "BAD_USER_INPUT" });
      }
      expect(await guess(CHANGE, account.password)).toMatchObject(limited);
      expect(await guess(DELETE, account.password)).toMatchObject(limited);
      const { errors } = await new Browser(test).signIn("login", { email: account.email, password: account.password });
      expect(errors?.[0]?.extensions).toMatchObject(limited);
    });
  });
});
