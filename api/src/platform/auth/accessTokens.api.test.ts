import { createHash, createHmac, createPublicKey, generateKeyPairSync } from "node:crypto";
import { request } from "node:http";
import { text } from "node:stream/consumers";
import jwt from "jsonwebtoken";
import { Browser } from "../../testing/browser";
import { ask, send } from "../../testing/client";
import { buildApiToken, buildUser, type Person } from "../../testing/factories";
import { connect, openSocket } from "../../testing/socket";
import { startTestApp, type TestApp } from "../../testing/testApp";
import { newId } from "../ids";

const base64url = (value: object | string) =>
  Buffer.from(typeof value === "string" ? value : JSON.stringify(value)).toString("base64url");
const rsa = generateKeyPairSync("rsa", { modulusLength: 2048 });
const ec = generateKeyPairSync("ec", { namedCurve: "P-256" });
const pem = createPublicKey(rsa.privateKey).export({ type: "spki", format: "pem" }).toString();
const nowS = () => Math.floor(Date.now() / 1000);

let test: TestApp;
let person: Person;
let other: Person;
let secret: string;
let apiToken: { id: string; secret: string };
let refreshToken: string | null;
beforeAll(async () => {
  test = await startTestApp({ JWT_EXPIRES_IN: "1h" });
  [person, other] = [await buildUser(test), await buildUser(test)];
  secret = test.config.accessTokens.secret;
  apiToken = await buildApiToken(test, person);
  const browser = new Browser(test);
  await browser.register();
  refreshToken = browser.token;
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
/** A token of these two texts, under an HMAC (of SHA-256 unless another is given) or no signature. */
const sign = (header: string, payload: string, key: string | null = secret, hash = "sha256") => {
  const content = `${base64url(header)}.${base64url(payload)}`;
  return `${content}.${key === null ? "" : createHmac(hash, key).update(content).digest("base64url")}`;
};
const craft = (header: object, payload: object, key?: string | null, hash?: string) =>
  sign(JSON.stringify({ alg: "HS256", typ: "JWT", ...header }), JSON.stringify(payload), key, hash);
const withClaims = (changed: object) => craft({}, claims(changed));
const withHeader = (header: object, key?: string | null, hash?: string) => craft(header, claims(), key, hash);
/** A good token with another text in one of its three parts. */
const withPart = (at: 0 | 1 | 2, change: (part: string) => string) =>
  withClaims({})
    .split(".")
    .map((part, i) => (i === at ? change(part) : part))
    .join(".");
/** Another of the texts that stand for the same bytes: the last character has bits that do not count. */
const sameBytes = (part: string) => {
  const bytes = Buffer.from(part, "base64url");
  const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
  const twin = [...alphabet].find(
    (end) => !part.endsWith(end) && Buffer.from(part.slice(0, -1) + end, "base64url").equals(bytes),
  );
  if (!twin) throw new Error("There is no other text for these bytes");
  return part.slice(0, -1) + twin;
};

const QUERY = `mutation { createTask(input: { title: "Must not be" }) { seq } }`;
/** Why a request is refused as a whole: nothing of it runs, and a socket is not let in. */
async function refusal(authorization: string): Promise<unknown> {
  const { status, data, errors } = await send(test, null, QUERY, {}, { authorization });
  expect({ status, data, count: errors?.length }).toEqual({ status: 401, data: undefined, count: 1 });
  expect(errors?.[0]?.extensions).toMatchObject({ code: "UNAUTHENTICATED", requestId: expect.any(String) });
  const socket = await openSocket(test);
  socket.send({ type: "connection_init", payload: { authorization } });
  expect(await socket.closed).toBe(4403);
  return errors?.[0]?.extensions?.["reason"];
}

/** Tokens that nobody of ours has signed, or that say something else than ours do. */
const INVALID: [name: string, make: () => string][] = [
  // The algorithm.
  ["is unsigned", () => withHeader({ alg: "none" }, null)],
  ["says none and is signed", () => withHeader({ alg: "none" })],
  ["says nOnE", () => withHeader({ alg: "nOnE" }, null)],
  ["says NONE", () => withHeader({ alg: "NONE" }, null)],
  ["says none with a space", () => withHeader({ alg: "none " }, null)],
  ["says no algorithm", () => withHeader({ alg: undefined })],
  ["says an empty algorithm", () => withHeader({ alg: "" }, null)],
  ["has a list of algorithms", () => withHeader({ alg: ["HS256", "none"] })],
  ["says HS256 and is unsigned", () => withHeader({}, null)],
  ["says hs256", () => withHeader({ alg: "hs256" })],
  ["is signed with HS384", () => withHeader({ alg: "HS384" }, secret, "sha384")],
  ["is signed with HS512", () => withHeader({ alg: "HS512" }, secret, "sha512")],
  ["says HS512 under HS256", () => withHeader({ alg: "HS512" })],
  ["is signed with RS256", () => jwt.sign(claims(), rsa.privateKey, { algorithm: "RS256" })],
  ["is signed with PS256", () => jwt.sign(claims(), rsa.privateKey, { algorithm: "PS256" })],
  ["is signed with ES256", () => jwt.sign(claims(), ec.privateKey, { algorithm: "ES256" })],
  ["says RS256 with our own key", () => withHeader({ alg: "RS256" })],
  // The key.
  ["is signed with another key", () => withHeader({}, `${secret}x`)],
  ["is signed with a public key as if it were secret", () => withHeader({}, pem)],
  ["says RS256 with a public key as if it were secret", () => withHeader({ alg: "RS256" }, pem)],
  ["is signed with the key of refresh tokens", () => withHeader({}, test.config.refreshTokens.secret)],
  ["is signed with an empty key", () => withHeader({}, "")],
  ["is signed with a hash of the key", () => withHeader({}, createHash("sha256").update(secret).digest("hex"))],
  ["names a file as its key", () => withHeader({ kid: "../../../../dev/null" }, "")],
  ["names a key by SQL", () => withHeader({ kid: "x' UNION SELECT 'mine" }, "mine")],
  ["names a key by address", () => withHeader({ kid: "https://evil.example/key" }, "mine")],
  ["brings its own key", () => withHeader({ jwk: { kty: "oct", k: base64url("mine") } }, "mine")],
  ["says where its keys are", () => withHeader({ jku: "https://evil.example/keys" }, "mine")],
  ["says where its certificate is", () => withHeader({ x5u: "https://evil.example/key" }, "mine")],
  ["brings a certificate", () => withHeader({ x5c: [base64url(pem)] }, "mine")],
  // A header that ours do not have, though the signature is ours.
  ["names a key and is signed with ours", () => withHeader({ kid: "1" })],
  ["needs an extension", () => withHeader({ crit: ["exp"] })],
  ["needs an extension that there is not", () => withHeader({ crit: ["urn:evil"], "urn:evil": true })],
  ["is not base64 under its signature", () => withHeader({ b64: false, crit: ["b64"] })],
  ["is another type", () => withHeader({ typ: "at+jwt" })],
  ["is of no type", () => withHeader({ typ: undefined })],
  ["is an encrypted one", () => withHeader({ alg: "dir", enc: "A256GCM" })],
  ["is compressed", () => withHeader({ zip: "DEF" })],
  ["says two algorithms", () => sign(`{"alg":"none","typ":"JWT","alg":"HS256"}`, JSON.stringify(claims()))],
  ["has a header with spaces", () => sign(`{ "alg": "HS256", "typ": "JWT" }`, JSON.stringify(claims()))],
  ["has a header in another order", () => sign(`{"typ":"JWT","alg":"HS256"}`, JSON.stringify(claims()))],
  // The claims.
  ["never expires", () => withClaims({ exp: undefined })],
  ["has null for an expiry", () => withClaims({ exp: null })],
  ["has text for an expiry", () => withClaims({ exp: "2999-01-01" })],
  ["has a number in text for an expiry", () => withClaims({ exp: String(nowS() + 60) })],
  ["expires in a list", () => withClaims({ exp: [nowS() + 60] })],
  ["expires after all time", () => withClaims({ exp: 1e300 })],
  ["expires between two seconds", () => withClaims({ exp: nowS() + 60.5 })],
  ["does not say when it was issued", () => withClaims({ iat: undefined })],
  ["was issued in text", () => withClaims({ iat: String(nowS()) })],
  ["was issued in the future", () => withClaims({ iat: nowS() + 60 })],
  ["is not good yet", () => withClaims({ nbf: nowS() + 60 })],
  ["is good from some text on", () => withClaims({ nbf: "now" })],
  ["is for another audience", () => withClaims({ aud: "elsewhere" })],
  ["is for an audience that begins like ours", () => withClaims({ aud: "taskflow-api2" })],
  ["is for other audiences too", () => withClaims({ aud: ["elsewhere", "taskflow-api"] })],
  ["is for no audience", () => withClaims({ aud: undefined })],
  ["is by another issuer", () => withClaims({ iss: "evil" })],
  ["is by several issuers", () => withClaims({ iss: ["taskflow", "evil"] })],
  ["is by no issuer", () => withClaims({ iss: undefined })],
  ["names nobody", () => withClaims({ sub: undefined })],
  ["names several people", () => withClaims({ sub: [person.id, other.id] })],
  ["names no session", () => withClaims({ sid: undefined })],
  ["names a session where a user belongs", () => withClaims({ sub: person.sessionId })],
  ["names a user where a session belongs", () => withClaims({ sid: person.id })],
  ["names a personal access token for a session", () => withClaims({ sid: apiToken.id })],
  ["has claims that are a list", () => sign(`{"alg":"HS256","typ":"JWT"}`, JSON.stringify([claims()]))],
  ["has claims that are text", () => sign(`{"alg":"HS256","typ":"JWT"}`, `"${person.id}"`)],
  ["has claims that are null", () => sign(`{"alg":"HS256","typ":"JWT"}`, "null")],
  ["has claims that are no JSON", () => sign(`{"alg":"HS256","typ":"JWT"}`, "{")],
  ["has prototypes for claims", () => sign(`{"alg":"HS256","typ":"JWT"}`, `{"__proto__":${JSON.stringify(claims())}}`)],
  // The parts.
  ["has other claims under its signature", () => withPart(1, () => base64url(claims({ exp: nowS() + 90 })))],
  ["has another person's claims under its signature", () => withPart(1, () => base64url(claims({ sub: other.id })))],
  ["has another signature", () => withPart(2, (part) => `${part.startsWith("A") ? "B" : "A"}${part.slice(1)}`)],
  ["has its signature written another way", () => withPart(2, sameBytes)],
  ["has its signature in padded base64", () => withPart(2, (part) => `${part}=`)],
  ["has half its signature", () => withPart(2, (part) => part.slice(0, 20))],
  ["has its header twice", () => withPart(0, (part) => `${part}.${part}`)],
  ["has two parts", () => withClaims({}).split(".").slice(0, 2).join(".")],
  ["has four parts", () => `${withClaims({})}.x`],
  ["has a dot at its end", () => `${withClaims({})}.`],
  ["has five parts", () => "a.b.c.d.e"],
  ["has empty parts", () => ".."],
  ["is no JWT", () => "garbage"],
  ["is long", () => withClaims({ padding: "x".repeat(8_000) }).slice(0, -1)],
  // Other credentials.
  ["is a refresh token", () => refreshToken ?? ""],
  ["is the id of a session", () => person.sessionId],
  ["is the id of a personal access token", () => apiToken.id],
  ["is what a personal access token begins with", () => "tfp_"],
  ["is a personal access token without its beginning", () => apiToken.secret.slice(4)],
  ["is a personal access token with another beginning", () => apiToken.secret.replace("tfp", "TFP")],
  ["is a personal access token that lacks its end", () => apiToken.secret.slice(0, -1)],
  ["is a personal access token and more", () => `${apiToken.secret}x`],
  ["is a personal access token and a dot", () => `${apiToken.secret}.`],
  [
    "is a personal access token with another end",
    () => apiToken.secret.slice(0, -1) + (apiToken.secret.endsWith("A") ? "B" : "A"),
  ],
  ["is the hash of a personal access token", () => createHash("sha256").update(apiToken.secret).digest("hex")],
  [
    "is the hash of a personal access token after its beginning",
    () => `tfp_${createHash("sha256").update(apiToken.secret).digest("base64url")}`,
  ],
  ["is a JWT after the beginning of a personal access token", () => `tfp_${withClaims({})}`],
  ["is a personal access token in claims", () => withClaims({ sid: apiToken.secret })],
];

const MALFORMED: [name: string, authorization: () => string][] = [
  ["empty", () => ""],
  ["of another scheme", () => "Basic YTpi"],
  ["of a scheme that begins like ours", () => `BearerX ${withClaims({})}`],
  ["without a token", () => "Bearer "],
  ["with the scheme alone", () => "Bearer"],
  ["without a space", () => `Bearer${withClaims({})}`],
  ["with two spaces", () => `Bearer  ${withClaims({})}`],
  ["with a tab", () => `Bearer\t${withClaims({})}`],
  ["with two tokens", () => `Bearer ${withClaims({})} ${withClaims({})}`],
  ["with two credentials", () => `Bearer ${withClaims({})}, Bearer ${withClaims({})}`],
  ["with the scheme twice", () => `Bearer Bearer ${withClaims({})}`],
  ["with quotes", () => `Bearer "${withClaims({})}"`],
  ["of the token alone", () => withClaims({})],
];

describe("an access token", () => {
  it("is good when it is as the server signs it, over HTTP and a socket", async () => {
    const token = withClaims({});
    expect(await ask(test, token, "{ viewer { id } }")).toEqual({ viewer: { id: person.id } });
    const socket = await connect(test, token);
    expect(await socket.run("{ viewer { id } }")).toEqual({ data: { viewer: { id: person.id } } });
    await socket.close();
  });

  it("may come after the scheme in any case, as HTTP says", async () => {
    for (const scheme of ["bearer", "BEARER"]) {
      const { data } = await send(
        test,
        null,
        "{ viewer { id } }",
        {},
        { authorization: `${scheme} ${withClaims({})}` },
      );
      expect(data).toEqual({ viewer: { id: person.id } });
    }
  });

  it.each(INVALID)("that %s is refused", async (_name, make) => {
    expect(await refusal(`Bearer ${make()}`)).toBe("TOKEN_INVALID");
  });

  it.each(MALFORMED)("in a header that is %s is refused", async (_name, authorization) => {
    expect(await refusal(authorization())).toBe("TOKEN_INVALID");
  });

  it.each([
    ["another person's", () => other.token],
    ["the same", () => person.token],
  ])("is refused when there is a second header with %s", async (_name, second) => {
    const body = JSON.stringify({ query: QUERY });
    const headers = ["host", "x", "content-type", "application/json", "content-length", `${body.length}`];
    for (const token of [person.token, second()]) headers.push("authorization", `Bearer ${token}`);
    const answer = await new Promise<{ status: number | undefined; body: string }>((resolve, reject) => {
      request(`${test.url}/graphql`, { method: "POST", headers }, (response) => {
        text(response).then((told) => resolve({ status: response.statusCode, body: told }), reject);
      }).end(body);
    });
    expect(answer).toEqual({ status: 401, body: expect.stringContaining('"reason":"TOKEN_INVALID"') });
  });

  it("that is longer than headers may be is not even looked at", async () => {
    const response = await fetch(`${test.url}/graphql?query={viewer{id}}`, {
      headers: { authorization: `Bearer ${"x".repeat(20_000)}` },
    });
    expect(response.status).toBe(431);
  });

  it.each<[string, () => object]>([
    ["has expired", () => ({ iat: nowS() - 120, exp: nowS() - 60 })],
    ["expired before it was issued", () => ({ exp: 1 })],
    ["is older than tokens may now become", () => ({ iat: nowS() - 7_200, exp: nowS() + 7_200 })],
    ["was issued before all time", () => ({ iat: -1e12, exp: nowS() + 60 })],
  ])("that %s is refused as such, so that a client can renew it", async (_name, changed) => {
    expect(await refusal(`Bearer ${withClaims(changed())}`)).toBe("TOKEN_EXPIRED");
  });

  it("ends when tokens may become no older, whatever it says", async () => {
    const socket = await connect(test, person.token);
    const iat = nowS();
    const authorization = `Bearer ${withClaims({ iat, exp: iat + 100_000 })}`;
    socket.send({ type: "ping", payload: { authorization } });
    const expiresAt = new Date((iat + 3_600) * 1_000).toISOString();
    expect(await socket.takeType("pong")).toMatchObject({ payload: { expiresAt } });
    await socket.close();
  });

  it("may be a little off, as clocks are", async () => {
    for (const changed of [{ iat: nowS() + 2 }, { exp: nowS() - 2 }]) {
      expect(await ask(test, withClaims(changed), "{ viewer { id } }")).toEqual({ viewer: { id: person.id } });
    }
  });

  it("ends with its session", async () => {
    const leaving = await buildUser(test);
    await ask(test, leaving.token, "mutation { revokeAllSessions(input: {}) { isAccepted } }");
    expect(await refusal(`Bearer ${leaving.token}`)).toBe("SESSION_ENDED");
  });

  it.each<[string, () => object]>([
    ["a session that never was", () => ({ sid: newId("ses") })],
    ["another person's session", () => ({ sid: other.sessionId })],
    ["another person in one's own session", () => ({ sub: other.id })],
    ["nobody in one's own session", () => ({ sub: newId("usr") })],
  ])("for %s is refused", async (_name, changed) => {
    expect(await refusal(`Bearer ${withClaims(changed())}`)).toBe("SESSION_ENDED");
  });

  it("has let none of those requests run", async () => {
    for (const { token } of [person, other]) {
      const { tasks } = await ask<{ tasks: { totalCount: number } }>(test, token, "{ tasks { totalCount } }");
      expect(tasks.totalCount).toBe(0);
    }
  });
});
