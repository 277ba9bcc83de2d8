import { createHash } from "node:crypto";
import { Limiter } from "../../platform/auth/limiter";
import { ask, send } from "../../testing/client";
import { dumpTables, eventsOf } from "../../testing/database";
import { buildApiToken, buildUser, type Person } from "../../testing/factories";
import { change, refusal } from "../../testing/mutations";
import { connect } from "../../testing/socket";
import { DEFAULT_LIMITS, startTestApp, type TestApp, withTestApp } from "../../testing/testApp";
import type { ApiTokensContract } from "./apiTokens.contract";
import { ApiTokensService } from "./apiTokens.service";
import { TokenUse } from "./tokenUse";

const MINUTE_MS = 60_000;
const READ = { name: "Reports", scopes: ["READ"] };
const LIST = "{ viewer { apiTokens { id name hint scopes expiresAt lastUsedAt } } }";

let test: TestApp;
beforeAll(async () => {
  // A session that outlives the tokens.
  test = await startTestApp({ JWT_EXPIRES_IN: "3d" });
});
afterAll(() => test.close());

interface ApiTokenView {
  id: string;
  hint: string;
  lastUsedAt: string | null;
}
const tokensOf = async ({ token }: Person) =>
  (await ask<{ viewer: { apiTokens: ApiTokenView[] } }>(test, token, LIST)).viewer.apiTokens;

/** Why a credential is refused; null when it is not. */
async function reasonFor(secret: string): Promise<unknown> {
  const { status, data, errors } = await send(test, secret, "{ viewer { id } }");
  if (!errors) return null;
  expect({ status, data, code: errors[0]?.extensions?.["code"] }).toEqual({
    status: 401,
    data: undefined,
    code: "UNAUTHENTICATED",
  });
  return errors[0]?.extensions?.["reason"];
}

describe("createApiToken", () => {
  it("answers with the secret, of which only a hash and its end are kept", async () => {
    const person = await buildUser(test);
    const { secret, ...payload } = (await change(test, person, "createApiToken", {
      name: "Reports",
      scopes: ["WRITE", "READ", "WRITE"],
      expiresAt: "2999-01-02T03:04:05.678+01:00",
    })) as unknown as { secret: string };
    expect(secret).toMatch(/^tfp_[\w-]{43}$/);
    const shown = {
      id: expect.stringMatching(/^tok_/),
      name: "Reports",
      hint: secret.slice(-4),
      scopes: ["READ", "WRITE"],
      expiresAt: "2999-01-02T02:04:05.678Z",
      lastUsedAt: null,
    };
    expect(payload).toMatchObject({ apiToken: shown });
    expect(await tokensOf(person)).toEqual([shown]);
    const kept = JSON.stringify(await dumpTables(test));
    expect(kept).toContain(createHash("sha256").update(secret).digest("hex"));
    expect(kept).not.toContain(secret.slice(4, 40));
  });

  it("makes a token that acts for its user until it is told otherwise", async () => {
    const person = await buildUser(test);
    const { secret } = await buildApiToken(test, person);
    expect(await ask(test, secret, "{ viewer { id email } }")).toEqual({
      viewer: { id: person.id, email: person.email },
    });
    test.advance(364 * 24 * 60 * MINUTE_MS);
    expect(await reasonFor(secret)).toBeNull();
    test.advance(-364 * 24 * 60 * MINUTE_MS);
  });

  it("takes 50 living tokens, and no more", async () => {
    const person = await buildUser(test);
    const soon = new Date(test.clock().getTime() + MINUTE_MS);
    const { id } = await buildApiToken(test, person);
    await buildApiToken(test, person, { expiresAt: soon });
    for (let i = 2; i < 50; i++) await buildApiToken(test, person);
    const full = { code: "BAD_USER_INPUT", fields: [{ path: ["input"], rule: "limit" }] };
    expect(await refusal(test, person, "createApiToken", READ)).toMatchObject(full);
    expect(await tokensOf(person)).toHaveLength(50);
    await change(test, person, "revokeApiToken", { id });
    await buildApiToken(test, person);
    expect(await refusal(test, person, "createApiToken", READ)).toMatchObject(full);
    test.advance(MINUTE_MS);
    await buildApiToken(test, person);
    expect(await refusal(test, person, "createApiToken", READ)).toMatchObject(full);
  });

  it("refuses an end that is now", async () => {
    const person = await buildUser(test);
    const input = { ...READ, expiresAt: test.clock().toISOString() };
    expect(await refusal(test, person, "createApiToken", input)).toMatchObject({
      code: "BAD_USER_INPUT",
      fields: [{ path: ["input", "expiresAt"], rule: "future" }],
    });
  });

  it("is limited by person", async () => {
    await withTestApp(DEFAULT_LIMITS, async (limited) => {
      const [person, other] = [await buildUser(limited), await buildUser(limited)];
      for (let i = 0; i < 60; i++) {
        const { id } = await buildApiToken(limited, person);
        await change(limited, person, "revokeApiToken", { id });
      }
      expect(await refusal(limited, person, "createApiToken", READ)).toMatchObject({ code: "RATE_LIMITED" });
      await buildApiToken(limited, other);
    });
  });
});

describe("revokeApiToken", () => {
  it("ends the token at once, and no other; a repeat is answered", async () => {
    const person = await buildUser(test);
    const [ended, other] = [await buildApiToken(test, person), await buildApiToken(test, person)];
    for (let i = 0; i < 2; i++) {
      const payload = await change(test, person, "revokeApiToken", { id: ended.id });
      expect(payload).toEqual({ apiToken: { id: ended.id } });
    }
    expect([await reasonFor(ended.secret), await reasonFor(other.secret)]).toEqual(["SESSION_ENDED", null]);
    expect((await tokensOf(person)).map(({ id }) => id)).toEqual([other.id]);
  });

  it("is told in the user's log, with nothing of the secret, as the making is", async () => {
    const person = await buildUser(test);
    const before = (await eventsOf(test, person.id)).at(-1)?.seq ?? 0;
    const { id, secret } = await buildApiToken(test, person);
    await change(test, person, "revokeApiToken", { id });
    await change(test, person, "revokeApiToken", { id });
    const events = await eventsOf(test, person.id, before);
    expect(events).toMatchObject([
      { type: "API_TOKEN_CREATED", subjectId: id, actorId: person.id, changes: [] },
      { type: "API_TOKEN_REVOKED", subjectId: id, actorId: person.id, changes: [] },
    ]);
    expect(JSON.stringify(events)).not.toContain(secret.slice(-4));
  });
});

describe("a personal access token", () => {
  it("that has expired is refused as such", async () => {
    const person = await buildUser(test);
    const { secret } = await buildApiToken(test, person, { expiresAt: new Date(test.clock().getTime() + MINUTE_MS) });
    expect(await reasonFor(secret)).toBeNull();
    test.advance(MINUTE_MS);
    expect(await reasonFor(secret)).toBe("TOKEN_EXPIRED");
    expect(await tokensOf(person)).toEqual([]);
  });

  it("sees neither sessions nor tokens, its own included", async () => {
    const person = await buildUser(test);
    const { id, secret } = await buildApiToken(test, person);
    const query = `query ($ids: [ID!]!) {
      viewer { id name email isEmailVerified sessions { id } apiTokens { id } }
      nodes(ids: $ids) { id }
    }`;
    expect(await ask(test, secret, query, { ids: [person.id, id, person.sessionId] })).toEqual({
      viewer: {
        id: person.id,
        name: person.name,
        email: person.email,
        isEmailVerified: true,
        sessions: null,
        apiTokens: null,
      },
      nodes: [{ id: person.id }, null, null],
    });
  });

  it("is found by its user while it lives", async () => {
    const person = await buildUser(test);
    const { id } = await buildApiToken(test, person);
    const node = () => ask(test, person.token, "query ($id: ID!) { node(id: $id) { id } }", { id });
    expect(await node()).toEqual({ node: { id } });
    await change(test, person, "revokeApiToken", { id });
    expect(await node()).toEqual({ node: null });
  });

  it("shows when it was last used, written once a minute", async () => {
    const person = await buildUser(test);
    const { secret } = await buildApiToken(test, person);
    const use = () => ask(test, secret, "{ viewer { id } }");
    const lastUsed = async () => (await tokensOf(person))[0]?.lastUsedAt;
    const writes = async (work: () => Promise<unknown>) =>
      (await test.statementsOf(work)).filter((sql) => sql.startsWith("UPDATE api_tokens SET last_used_at"));
    await use();
    let first = await lastUsed();
    while (!first) first = await lastUsed();

    test.advance(MINUTE_MS / 2);
    expect(await writes(() => Promise.all([use(), use(), use()]))).toEqual([]);
    expect(await lastUsed()).toBe(first);

    test.advance(MINUTE_MS / 2);
    const seen = await writes(async () => {
      await Promise.all([use(), use(), use()]);
      while ((await lastUsed()) === first) continue;
      await use();
    });
    expect(seen).toHaveLength(1);
  });

  it("makes the changes of its user, once for each idempotency key, whoever of the two sends it", async () => {
    const person = await buildUser(test);
    const { secret } = await buildApiToken(test, person);
    const input = { title: "By token", idempotencyKey: "once" };
    const by = async (token: string) => (await change(test, { token }, "createTask", input)).task;
    const task = await by(secret);
    expect(task).toMatchObject({ title: "By token", creator: { id: person.id } });
    expect((await by(person.token)).id).toBe(task.id);
  });

  it("is kept when all sessions are ended", async () => {
    const person = await buildUser(test);
    const { secret } = await buildApiToken(test, person);
    await change(test, person, "revokeAllSessions", {});
    expect(await reasonFor(secret)).toBeNull();
  });

  it("ends with all others of its user when another module says so, its sockets too", async () => {
    const [person, other] = [await buildUser(test), await buildUser(test)];
    const tokens = [await buildApiToken(test, person), await buildApiToken(test, person)];
    const kept = await buildApiToken(test, other);
    const socket = await connect(test, tokens[0]?.secret ?? "");
    const { db } = test.app;
    const logger = { info: () => {}, warn: () => {}, error: () => {} };
    const use = new TokenUse(db, test.clock, logger);
    const limiter = new Limiter("createApiToken", { points: 1, windowS: 1 });
    const service: ApiTokensContract = new ApiTokensService(
      db,
      test.clock,
      { isLiveIn: async () => true },
      use,
      limiter,
    );
    await db.transact(null, { users: [person.id] }, (tx) => service.endAll(tx, person.id));
    for (const { secret } of tokens) expect(await reasonFor(secret)).toBe("SESSION_ENDED");
    expect(await socket.closed).toBe(4403);
    expect(await tokensOf(person)).toEqual([]);
    expect(await reasonFor(kept.secret)).toBeNull();
  });
});
