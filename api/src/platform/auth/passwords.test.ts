import * as argon2 from "@node-rs/argon2";
import { Passwords } from "./passwords";

// The real functions, watched: how many are at work at once, and on what.
jest.mock("@node-rs/argon2", () => {
  const real = jest.requireActual<typeof argon2>("@node-rs/argon2");
  return { ...real, hash: jest.fn(real.hash), verify: jest.fn(real.verify) };
});

const COST = { memoryKiB: 47_104, passes: 1 };
const roomy = { concurrency: 4, maxWaiting: 100 };

/** Counts the hashes at work; answers the highest count seen. */
function watchWork(): () => number {
  let working = 0;
  let most = 0;
  const real = jest.requireActual<typeof argon2>("@node-rs/argon2");
  jest.mocked(argon2.hash).mockImplementation(async (...args) => {
    working += 1;
    most = Math.max(most, working);
    return real.hash(...args).finally(() => (working -= 1));
  });
  return () => most;
}

describe("passwords", () => {
  beforeEach(() => jest.clearAllMocks());

  it("knows the password that it hashed, and no other", async () => {
    const passwords = new Passwords(COST, roomy);
    const phc = await passwords.hash("correct horse");
    expect(await passwords.verify(phc, "correct horse")).toBe(true);
    expect(await passwords.verify(phc, "correct horse ")).toBe(false);
    expect(await passwords.hash("correct horse")).not.toBe(phc);
  });

  it("hashes a few at a time", async () => {
    const most = watchWork();
    const passwords = new Passwords(COST, { concurrency: 2, maxWaiting: 100 });
    await Promise.all(Array.from({ length: 8 }, () => passwords.hash("correct horse")));
    expect(most()).toBe(2);
  });

  it("lets so many wait and refuses more", async () => {
    const passwords = new Passwords(COST, { concurrency: 1, maxWaiting: 3 });
    const answers = await Promise.allSettled(Array.from({ length: 6 }, () => passwords.hash("correct horse")));
    const refused = answers.filter((answer) => answer.status === "rejected");
    expect(refused.map(({ reason }) => reason as unknown)).toEqual(
      Array.from({ length: 2 }, () => expect.objectContaining({ code: "UNAVAILABLE", details: { retryAfter: 5 } })),
    );
  });

  it("does for an unknown account exactly what it does for a known one", async () => {
    const passwords = new Passwords(COST, roomy);
    expect(await passwords.verify(null, "correct horse")).toBe(false);
    expect(argon2.hash).not.toHaveBeenCalled();
    expect(jest.mocked(argon2.verify).mock.calls).toEqual([
      [expect.stringMatching(/^\$argon2id\$v=19\$m=47104,t=1,p=1\$[\w+/]{22}\$[\w+/]{43}$/), "correct horse"],
    ]);
  });

  it("can check passwords again after it was too busy", async () => {
    const passwords = new Passwords(COST, { concurrency: 1, maxWaiting: 1 });
    const phc = await passwords.hash("correct horse");
    const busy = [passwords.hash("correct horse"), passwords.hash("correct horse")];
    await expect(passwords.verify(phc, "correct horse")).rejects.toMatchObject({ code: "UNAVAILABLE" });
    await expect(passwords.verify(null, "correct horse")).rejects.toMatchObject({ code: "UNAVAILABLE" });
    await Promise.all(busy);
    expect(await passwords.verify(phc, "correct horse")).toBe(true);
    expect(await passwords.verify(null, "correct horse")).toBe(false);
  });

  it.each([
    ["weaker in memory", { memoryKiB: 65_536, passes: 1 }, true],
    ["weaker in passes", { memoryKiB: 47_104, passes: 2 }, true],
    ["as strong", COST, false],
    ["stronger", { memoryKiB: 32_768, passes: 1 }, false],
  ])("tells whether a hash that is %s is to be renewed", (_name, cost, expected) => {
    const phc = "$argon2id$v=19$m=47104,t=1,p=1$c29tZXNhbHRzb21lc2FsdA$YQ";
    expect(new Passwords(cost, roomy).needsRehash(phc)).toBe(expected);
  });

  it.each(["$argon2i$v=19$m=47104,t=9,p=1$YQ$YQ", "$2b$12$abc", ""])("renews a hash of another kind: %s", (phc) => {
    expect(new Passwords(COST, roomy).needsRehash(phc)).toBe(true);
  });
});
