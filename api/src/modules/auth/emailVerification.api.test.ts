import { ask, send } from "../../testing/client";
import { dumpTables, eventsOf } from "../../testing/database";
import { buildAccount, buildMailToken, buildUser, type Person } from "../../testing/factories";
import { mailedToken } from "../../testing/mailJobs";
import { badField, change, mutate, refusal } from "../../testing/mutations";
import { startTestApp, type TestApp } from "../../testing/testApp";

const DAY_MS = 86_400_000;

let test: TestApp;
beforeAll(async () => {
  test = await startTestApp({ JWT_EXPIRES_IN: "20d" });
});
afterAll(() => test.close());

const verify = (token: string, actor: Person | null = null) => change(test, actor, "verifyEmail", { token });
const refused = (token: string) => refusal(test, null, "verifyEmail", { token });
const isVerified = async ({ token }: Person) =>
  (await ask<{ viewer: { isEmailVerified: boolean } }>(test, token, "{ viewer { isEmailVerified } }")).viewer
    .isEmailVerified;
const typesOf = async ({ id }: Person) => (await eventsOf(test, id)).map(({ type }) => type);

describe("verifyEmail", () => {
  it("confirms the address of a new account by the mail that registering sends", async () => {
    const account = await buildAccount(test);
    expect(await isVerified(account)).toBe(false);
    const { user } = await verify(account.verificationToken);
    expect(user).toEqual({ id: account.id, name: account.name, isDeleted: false });
    expect(await isVerified(account)).toBe(true);
    const last = (await eventsOf(test, account.id)).at(-1);
    expect(last).toMatchObject({
      type: "EMAIL_VERIFIED",
      subjectId: account.id,
      subjectVersion: 2,
      actorId: account.id,
      changes: [{ field: "isEmailVerified", before: false, after: true }],
    });
  });

  it("shows whoever has the token no more of the account than anybody would see", async () => {
    const account = await buildAccount(test);
    const query =
      "mutation ($t: String!) { verifyEmail(input: { token: $t }) { user { email isEmailVerified sessions { id } } } }";
    expect(await ask(test, null, query, { t: account.verificationToken })).toEqual({
      verifyEmail: { user: { email: null, isEmailVerified: null, sessions: null } },
    });
  });

  it("answers the account's own person with the address confirmed", async () => {
    const account = await buildAccount(test);
    const query = "mutation ($t: String!) { verifyEmail(input: { token: $t }) { user { isEmailVerified } } }";
    expect(await ask(test, account.token, query, { t: account.verificationToken })).toEqual({
      verifyEmail: { user: { isEmailVerified: true } },
    });
  });

  it("works while another person is signed in, for the one whose token it is", async () => {
    const [account, other] = [await buildAccount(test), await buildAccount(test)];
    await verify(account.verificationToken, other);
    expect([await isVerified(account), await isVerified(other)]).toEqual([true, false]);
  });

  it("succeeds once, of 50 at the same time", async () => {
    const account = await buildAccount(test);
    const token = account.verificationToken;
    const answers = await Promise.all(Array.from({ length: 50 }, () => mutate(test, null, "verifyEmail", { token })));
    const failed = answers.filter(({ errors }) => errors);
    expect(failed).toHaveLength(49);
    for (const { errors } of failed) expect(errors?.[0]?.extensions).toMatchObject(badField("token", "token"));
    expect((await typesOf(account)).filter((type) => type === "EMAIL_VERIFIED")).toHaveLength(1);
  });

  it("answers the same for a token that never was, was used, was replaced, has expired or is for something else", async () => {
    const { verificationToken: used } = await buildAccount(test);
    await verify(used);
    const other = await buildAccount(test);
    const replaced = other.verificationToken;
    await change(test, null, "requestEmailVerification", { email: other.email });
    await mailedToken(test, other, "verify-email");
    const forReset = await buildMailToken(test, other, "RESET_PASSWORD");
    const late = await buildAccount(test);
    const expired = await buildMailToken(test, late, "VERIFY_EMAIL");
    test.advance(7 * DAY_MS);
    const before = await dumpTables(test);
    const answers: object[] = [];
    for (const token of ["x".repeat(43), used, replaced, forReset, expired]) {
      const { errors } = await mutate(test, null, "verifyEmail", { token });
      const { requestId: _, ...extensions } = errors?.[0]?.extensions ?? {};
      answers.push({ message: errors?.[0]?.message, ...extensions });
    }
    expect(answers[0]).toMatchObject(badField("token", "token"));
    expect(answers).toEqual(answers.map(() => answers[0]));
    expect(await dumpTables(test)).toEqual(before);
  });

  it("takes a token until 7 days after it was made", async () => {
    const account = await buildAccount(test);
    const token = await buildMailToken(test, account, "VERIFY_EMAIL");
    test.advance(7 * DAY_MS - 60_000);
    expect(await verify(token)).toMatchObject({ user: { id: account.id } });
  });

  it("does not take a token that was sent to another address than the account has", async () => {
    const account = await buildAccount(test);
    const token = await buildMailToken(test, { ...account, email: "former@example.com" }, "VERIFY_EMAIL");
    expect(await refused(token)).toMatchObject(badField("token", "token"));
    expect(await isVerified(account)).toBe(false);
  });
});

describe("requestEmailVerification", () => {
  const request = (email: string) => change(test, null, "requestEmailVerification", { email });

  it("sends another mail, whose link takes the place of the one before", async () => {
    const account = await buildAccount(test);
    const first = account.verificationToken;
    expect(await request(` ${account.email.toUpperCase()}`.trim())).toEqual({ isAccepted: true });
    const second = await mailedToken(test, account, "verify-email");
    expect(second).not.toBe(first);
    expect(await refused(first)).toMatchObject(badField("token", "token"));
    await verify(second);
  });

  it.each(["unknown", "verified"])("answers the same for an address that is %s, and sends nothing", async (kind) => {
    const email = kind === "unknown" ? "nobody@example.com" : (await buildUser(test)).email;
    const before = await dumpTables(test);
    expect(await request(email)).toEqual({ isAccepted: true });
    expect(await dumpTables(test)).toEqual(before);
  });
});

describe("the job that sends the mail", () => {
  const request = ({ email }: Person) => change(test, null, "requestEmailVerification", { email });

  it("sends nothing for an account that has been verified meanwhile", async () => {
    const account = await buildAccount(test);
    await request(account);
    await verify(account.verificationToken);
    const { size } = test.mailbox;
    await test.idle();
    expect(test.mailbox.size).toBe(size);
  });

  it("is done again when the mail could not be sent, with a token that works", async () => {
    const account = await buildAccount(test);
    await request(account);
    jest.spyOn(test.mailbox, "send").mockRejectedValueOnce(new Error("The server is away"));
    const { size } = test.mailbox;
    await test.idle();
    expect(test.mailbox.size).toBe(size);
    test.advance(60_000);
    await verify(await mailedToken(test, account, "verify-email"));
  });
});

it("is asked for by the log alone: no event tells more than whose it is", async () => {
  const account = await buildAccount(test);
  await send(test, null, "mutation ($e: String!) { requestEmailVerification(input: { email: $e }) { isAccepted } }", {
    e: account.email,
  });
  const asked = (await eventsOf(test, account.id)).filter(({ type }) => type === "EMAIL_VERIFICATION_REQUESTED");
  expect(asked).toMatchObject([
    { subjectId: account.id, actorId: null, changes: [] },
    { subjectId: account.id, actorId: null, changes: [] },
  ]);
});
