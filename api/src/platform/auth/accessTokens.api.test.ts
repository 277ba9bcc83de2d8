import { createHmac, generateKeyPairSync } from "node:crypto";
import jwt from "jsonwebtoken";
import { Browser } from "../../testing/browser";
import { ask, send } from "../../testing/client";
import { buildUser, type Person } from "../../testing/factories";
import { startTestApp, type TestApp } from "../../testing/testApp";
import { newId } from "../ids";

const base64url = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");
const keyPair = generateKeyPairSync("rsa", { modulusLength: 2048 });
const nowS = () => Math.floor(Date.now() / 1000);

describe("an access token", () => {
  let test: TestApp;
  let person: Person;
  let secret: string;
  beforeAll(async () => {
    test = await startTestApp({ JWT_EXPIRES_IN: "1h" });
    person = await buildUser(test);
    secret = test.config.accessTokens.secret;
  });
  afterAll(() => test.close());

  /** The claims of a good token, with some changed; an undefined one is left out. */
  const claims = (changed: object = {}) => ({
    sub: person.id,
    sid: person.sessionId,
    iss: "taskflow",
    aud: "taskflow-api",
    iat: nowS(),
    exp: nowS() + 60,
    ...changed,
  });
  /** A token with whatever in its header, under an HMAC (of SHA-256 unless another is given) or no signature. */
  const craft = (header: object, payload: object, key: string | null = secret, hash = "sha256") => {
    const content = `${base64url({ alg: "HS256", typ: "JWT", ...header })}.${base64url(payload)}`;
    return `${content}.${key === null ? "" : createHmac(hash, key).update(content).digest("base64url")}`;
  };
  const withClaims = (changed: object) => craft({}, claims(changed));
  const withHeader = (header: object, key?: string | null, hash?: string) => craft(header, claims(), key, hash);

  /** A request that is refused as a whole: nothing of it runs. */
  const refusal = async (authorization: string) => {
    const query = `mutation { createTask(input: { title: "Must not be" }) { seq } }`;
    const { status, data, errors } = await send(test, null, query, {}, { authorization });
    expect({ status, data, count: errors?.length }).toEqual({ status: 401, data: undefined, count: 1 });
    expect(errors?.[0]?.extensions).toMatchObject({ code: "UNAUTHENTICATED", requestId: expect.any(String) });
    return errors?.[0]?.extensions?.["reason"];
  };

  it("is good when it is as the server signs it", async () => {
    expect(await ask(test, withClaims({}), "{ viewer { id } }")).toEqual({ viewer: { id: person.id } });
  });

  it.each<[string, () => string]>([
    ["is unsigned", () => withHeader({ alg: "none" }, null)],
    ["says none and is signed", () => withHeader({ alg: "none" })],
    ["says nOnE", () => withHeader({ alg: "nOnE" }, null)],
    ["says HS256 and is unsigned", () => withHeader({}, null)],
    ["is signed with HS384", () => withHeader({ alg: "HS384" }, secret, "sha384")],
    ["is signed with HS512", () => withHeader({ alg: "HS512" }, secret, "sha512")],
    ["is signed with RS256", () => jwt.sign(claims(), keyPair.privateKey, { algorithm: "RS256" })],
    ["says RS256 with our own key", () => withHeader({ alg: "RS256" })],
    ["is signed with another key", () => withHeader({}, `${secret}x`)],
    ["is signed with the key of refresh tokens", () => withHeader({}, test.config.refreshTokens.secret)],
    ["is signed with an empty key", () => withHeader({}, "")],
    [
      "brings its own key",
      () => withHeader({ jwk: { kty: "oct", k: Buffer.from("mine").toString("base64url") } }, "mine"),
    ],
    ["names a file as its key", () => withHeader({ kid: "../../../../dev/null" }, "")],
    ["names a key by SQL", () => withHeader({ kid: "x' UNION SELECT 'mine" }, "mine")],
    [
      "says where its key is",
      () => withHeader({ jku: "https://evil.example/keys", x5u: "https://evil.example/key" }, "mine"),
    ],
    [
      "has other claims under its signature",
      () => withClaims({}).replace(/\.[^.]*\./, `.${base64url(claims({ exp: nowS() + 90 }))}.`),
    ],
    ["never expires", () => withClaims({ exp: undefined })],
    ["has text for an expiry", () => withClaims({ exp: "2999-01-01" })],
    ["does not say when it was issued", () => withClaims({ iat: undefined })],
    ["was issued in the future", () => withClaims({ iat: nowS() + 60 })],
    ["is not good yet", () => withClaims({ nbf: nowS() + 60 })],
    ["is for another audience", () => withClaims({ aud: "elsewhere" })],
    ["is for no audience", () => withClaims({ aud: undefined })],
    ["is by another issuer", () => withClaims({ iss: "evil" })],
    ["is by no issuer", () => withClaims({ iss: undefined })],
    ["names nobody", () => withClaims({ sub: undefined })],
    ["names no session", () => withClaims({ sid: undefined })],
    ["names a session where a user belongs", () => withClaims({ sub: person.sessionId })],
    ["names a user where a session belongs", () => withClaims({ sid: person.id })],
    ["is no JWT", () => "garbage"],
    ["has five parts", () => "a.b.c.d.e"],
  ])("that %s is refused", async (_name, make) => {
    expect(await refusal(`Bearer ${make()}`)).toBe("TOKEN_INVALID");
  });

  it.each([
    ["empty", ""],
    ["of another scheme", "Basic YTpi"],
    ["without a token", "Bearer "],
    ["with two tokens", "Bearer a b"],
    ["of the token alone", "eyJhbGciOiJIUzI1NiJ9.e30.x"],
  ])("in a header that is %s is refused", async (_name, authorization) => {
    expect(await refusal(authorization)).toBe("TOKEN_INVALID");
  });

  it("cannot be a refresh token", async () => {
    const browser = new Browser(test);
    await browser.register();
    expect(await refusal(`Bearer ${browser.token}`)).toBe("TOKEN_INVALID");
  });

  it.each<[string, () => object]>([
    ["has expired", () => ({ iat: nowS() - 120, exp: nowS() - 60 })],
    ["is older than tokens may now become", () => ({ iat: nowS() - 7_200, exp: nowS() + 7_200 })],
  ])("that %s is refused as such, so that a client can renew it", async (_name, changed) => {
    expect(await refusal(`Bearer ${withClaims(changed())}`)).toBe("TOKEN_EXPIRED");
  });

  it("may be a little off, as clocks are", async () => {
    expect(await ask(test, withClaims({ iat: nowS() + 2 }), "{ viewer { id } }")).toEqual({
      viewer: { id: person.id },
    });
    expect(await ask(test, withClaims({ exp: nowS() - 2 }), "{ viewer { id } }")).toEqual({
      viewer: { id: person.id },
    });
  });

  it("ends with its session", async () => {
    const other = await buildUser(test);
    await ask(test, other.token, "mutation { revokeAllSessions(input: {}) { isAccepted } }");
    expect(await refusal(`Bearer ${other.token}`)).toBe("SESSION_ENDED");
  });

  it.each<[string, () => object]>([
    ["a session that never was", () => ({ sid: newId("ses") })],
    ["another person's session", () => ({ sub: newId("usr") })],
  ])("for %s is refused", async (_name, changed) => {
    expect(await refusal(`Bearer ${withClaims(changed())}`)).toBe("SESSION_ENDED");
  });

  it("has let none of those requests run", async () => {
    const { tasks } = await ask<{ tasks: { totalCount: number } }>(test, person.token, "{ tasks { totalCount } }");
    expect(tasks.totalCount).toBe(0);
  });
});
