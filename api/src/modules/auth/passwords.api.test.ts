import { Passwords } from "../../platform/auth/passwords";
import { beforeTransaction } from "../../testing/beforeTransaction";
import { Browser } from "../../testing/browser";
import { ask, send } from "../../testing/client";
import { dumpTables, eventsOf } from "../../testing/database";
import { buildAccount, buildMailToken, buildProject, buildUser, type Person } from "../../testing/factories";
import { mailedToken } from "../../testing/mailJobs";
import { badField, change, mutate, refusal } from "../../testing/mutations";
import { openLiveStream } from "../../testing/projectStream";
import { startTestApp, type TestApp } from "../../testing/testApp";

const MINUTE_MS = 60_000;
const NEW = "battery staple";

let test: TestApp;
beforeAll(async () => {
  test = await startTestApp({ JWT_EXPIRES_IN: "1d" });
});
afterAll(() => test.close());

/** Why a token is refused; null when it is not. */
const reasonFor = async (token: string): Promise<unknown> =>
  (await send(test, token, "{ viewer { id } }")).errors?.[0]?.extensions?.["reason"] ?? null;
const login = async ({ email }: Pick<Person, "email">, password: string) => {
  const { data, errors } = await new Browser(test).signIn("login", { email, password });
  return errors ? errors[0]?.extensions?.["code"] : data.signedIn.accessToken;
};
/** A stream of a person's own, by its token, and how it ends. */
const openOwnStream = async (person: Person) => {
  const { id } = await buildProject(test, { owner: person });
  const stream = await openLiveStream(test, person.token, id);
  return async () => {
    const { projectStream } = (await stream.next()) as unknown as { projectStream: { endReason: string } };
    return { reason: projectStream.endReason, code: await stream.socket.closed };
  };
};

describe("changePassword", () => {
  const to = (newPassword: string, currentPassword = "correct horse") => ({ currentPassword, newPassword });

  it("puts another password in the place of the one before", async () => {
    const account = await buildAccount(test);
    const { user } = await change(test, account, "changePassword", to(NEW));
    expect(user).toMatchObject({ id: account.id });
    expect(await login(account, account.password)).toBe("UNAUTHENTICATED");
    expect(await login(account, NEW)).toEqual(expect.any(String));
  });

  it("ends all other sessions at once, with their sockets and refresh tokens, and keeps the one that asks", async () => {
    const account = await buildAccount(test);
    const browser = new Browser(test);
    const { accessToken } = await browser.login({ email: account.email });
    const ended = await openOwnStream({ ...account, token: accessToken });
    await change(test, account, "changePassword", to(NEW));
    expect(await reasonFor(accessToken)).toBe("SESSION_ENDED");
    expect(await ended()).toEqual({ reason: "SESSION_ENDED", code: 4403 });
    expect((await browser.refresh()).status).toBe(401);
    expect(await reasonFor(account.token)).toBeNull();
  });

  it("refuses a wrong password", async () => {
    const account = await buildAccount(test);
    const before = await dumpTables(test);
    expect(await refusal(test, account, "changePassword", to(NEW, "wrong horse"))).toMatchObject(
      badField("currentPassword", "password"),
    );
    expect(await dumpTables(test)).toEqual(before);
  });

  it("is done once, of 10 at the same time with the password as it was", async () => {
    const account = await buildAccount(test);
    const answers = await Promise.all(
      Array.from({ length: 10 }, (_, i) => mutate(test, account, "changePassword", to(`${NEW} ${i}`))),
    );
    const won = answers.flatMap(({ errors }, i) => (errors ? [] : [i]));
    expect(won).toHaveLength(1);
    expect(await login(account, `${NEW} ${won[0]}`)).toEqual(expect.any(String));
  });

  it("makes the links of reset mails useless that are on their way", async () => {
    const account = await buildAccount(test);
    const token = await buildMailToken(test, account, "RESET_PASSWORD");
    await change(test, account, "changePassword", to(NEW));
    expect(await refusal(test, null, "resetPassword", { token, newPassword: "of the thief" })).toMatchObject(
      badField("token", "token"),
    );
  });

  it("leaves no session to a login with the password as it was, however close", async () => {
    const account = await buildAccount(test);
    const answer = await beforeTransaction(
      test,
      () => change(test, account, "changePassword", to(NEW)),
      () => login(account, account.password),
    );
    expect(answer).toBe("UNAUTHENTICATED");
  });
});

describe("requestPasswordReset", () => {
  const request = (email: string) => change(test, null, "requestPasswordReset", { email });

  it("mails a link to the account's address, as long as it is the newest", async () => {
    const account = await buildAccount(test);
    await request(account.email.toUpperCase());
    const first = await mailedToken(test, account, "reset-password");
    await request(account.email);
    const second = await mailedToken(test, account, "reset-password");
    expect(await refusal(test, null, "resetPassword", { token: first, newPassword: NEW })).toMatchObject(
      badField("token", "token"),
    );
    await change(test, null, "resetPassword", { token: second, newPassword: NEW });
  });

  it("answers the same for an unknown address, and sends nothing there", async () => {
    const account = await buildAccount(test);
    const answer = async (email: string) => {
      const { status, data, errors, headers } = await mutate(test, null, "requestPasswordReset", { email });
      return { status, data, errors, headers: [...headers.keys()] };
    };
    const { size } = test.mailbox;
    const unknown = await answer("nobody@example.com");
    expect(unknown).toEqual(await answer(account.email));
    expect(unknown.data).toEqual({ requestPasswordReset: { isAccepted: true } });
    expect(test.mailbox.size).toBe(size);
  });

  it("leaves no trace of an unknown address", async () => {
    const before = await dumpTables(test);
    await request("nobody@example.com");
    expect(await dumpTables(test)).toEqual(before);
  });

  it("does not change the account, whose password and sessions are as they were", async () => {
    const account = await buildAccount(test);
    await request(account.email);
    expect(await reasonFor(account.token)).toBeNull();
    expect(await login(account, account.password)).toEqual(expect.any(String));
  });
});

describe("resetPassword", () => {
  const reset = (token: string, newPassword = NEW) => change(test, null, "resetPassword", { token, newPassword });
  const buildReset = async () => {
    const account = await buildAccount(test);
    return { account, token: await buildMailToken(test, account, "RESET_PASSWORD") };
  };

  it("sets the password, ends all sessions at once with their sockets, and confirms the address", async () => {
    const { account, token } = await buildReset();
    const ended = await openOwnStream(account);
    expect(await reset(token)).toEqual({ isAccepted: true });
    expect(await reasonFor(account.token)).toBe("SESSION_ENDED");
    expect(await ended()).toEqual({ reason: "SESSION_ENDED", code: 4403 });
    expect(await login(account, account.password)).toBe("UNAUTHENTICATED");
    const fresh = await login(account, NEW);
    expect(await ask(test, String(fresh), "{ viewer { isEmailVerified } }")).toEqual({
      viewer: { isEmailVerified: true },
    });
    expect((await eventsOf(test, account.id)).map(({ type }) => type)).toEqual(
      expect.arrayContaining(["EMAIL_VERIFIED", "PASSWORD_CHANGED", "SESSION_ENDED"]),
    );
  });

  it("does not sign the person in, and ends also the session that asks", async () => {
    const { account, token } = await buildReset();
    const { headers } = await mutate(test, account, "resetPassword", { token, newPassword: NEW });
    expect(headers.getSetCookie()).toEqual([]);
    expect(await reasonFor(account.token)).toBe("SESSION_ENDED");
  });

  it("succeeds once, of 50 at the same time", async () => {
    const { account, token } = await buildReset();
    const answers = await Promise.all(
      Array.from({ length: 50 }, (_, i) => mutate(test, null, "resetPassword", { token, newPassword: `${NEW} ${i}` })),
    );
    const won = answers.flatMap(({ errors }, i) => (errors ? [] : [i]));
    expect(won).toHaveLength(1);
    for (const { errors } of answers.filter((answer) => answer.errors)) {
      expect(errors?.[0]?.extensions).toMatchObject(badField("token", "token"));
    }
    expect(await login(account, `${NEW} ${won[0]}`)).toEqual(expect.any(String));
  });

  it("takes a token within an hour, and not after", async () => {
    const [early, late] = [await buildReset(), await buildReset()];
    test.advance(59 * MINUTE_MS);
    await reset(early.token);
    test.advance(MINUTE_MS);
    expect(await refusal(test, null, "resetPassword", { token: late.token, newPassword: NEW })).toMatchObject(
      badField("token", "token"),
    );
  });

  it("leaves a token that it refuses for the password", async () => {
    const { token } = await buildReset();
    expect(await refusal(test, null, "resetPassword", { token, newPassword: "short" })).toMatchObject(
      badField("newPassword"),
    );
    await reset(token);
  });

  it("does not take a token for verifying", async () => {
    const { account } = await buildReset();
    const token = await buildMailToken(test, account, "VERIFY_EMAIL");
    expect(await refusal(test, null, "resetPassword", { token, newPassword: NEW })).toMatchObject(
      badField("token", "token"),
    );
  });

  it("hashes nothing for a token that opens nothing", async () => {
    const { token } = await buildReset();
    const hash = jest.spyOn(Passwords.prototype, "hash");
    await mutate(test, null, "resetPassword", { token: "x".repeat(43), newPassword: NEW });
    expect(hash).not.toHaveBeenCalled();
    await reset(token);
    expect(hash).toHaveBeenCalledTimes(1);
    hash.mockRestore();
  });

  it("touches no other account", async () => {
    const { token } = await buildReset();
    const other = await buildUser(test);
    await reset(token);
    expect(await reasonFor(other.token)).toBeNull();
  });
});
