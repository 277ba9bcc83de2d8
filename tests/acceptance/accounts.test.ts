import { ask, send } from "../support/graphql";
import { eventually } from "./support/eventually";
import { type Person, postAuth, refreshCookie, signUp } from "./support/people";
import { openTarget, type Target } from "./support/target";

const LOGIN = "mutation ($input: LoginInput!) { login(input: $input) { accessToken expiresAt user { id email } } }";
const VIEWER = "{ viewer { id name email timezone sessions { id isCurrent } } }";

interface Viewer {
  id: string;
  name: string;
  email: string;
  sessions: { id: string; isCurrent: boolean }[];
}

let target: Target;
let url: string;
let ada: Person;

beforeAll(async () => {
  target = await openTarget();
  ({ url } = target);
  ada = await signUp(url, "Ada", "Europe/Berlin");
});
afterAll(() => target?.close());

const viewerOf = async (token: string | null) => (await ask<{ viewer: Viewer | null }>(url, token, VIEWER)).viewer;
const login = async ({ email, password }: Pick<Person, "email" | "password">) =>
  send<{ login: { accessToken: string } }>(url, null, LOGIN, { input: { email, password } });

/** How a request with that token is answered when it should be refused before anything runs. */
async function refusalOf(token: string) {
  const { status, data, errors } = await send(url, token, VIEWER);
  return { status, data, ...errors?.[0]?.extensions };
}

const refusal = (reason: string) => ({
  status: 401,
  data: null,
  code: "UNAUTHENTICATED",
  reason,
  requestId: expect.any(String) as string,
});

test("whoever registers is signed in, with a project of their own", async () => {
  expect(await viewerOf(ada.token)).toMatchObject({
    id: ada.id,
    name: "Ada",
    email: ada.email,
    timezone: "Europe/Berlin",
  });
  const { projects } = await ask<{ projects: { nodes: object[] } }>(
    url,
    ada.token,
    "{ projects { nodes { isPersonal viewerRole } } }",
  );
  expect(projects.nodes).toEqual([{ isPersonal: true, viewerRole: "OWNER" }]);
});

test("without a credential there is no viewer, and what needs one says so", async () => {
  expect(await viewerOf(null)).toBeNull();
  const { data, errors } = await send(url, null, "{ viewer { id } projects { nodes { id } } }");
  expect(data).toEqual({ viewer: null, projects: null });
  expect(errors).toMatchObject([{ path: ["projects"], extensions: { code: "UNAUTHENTICATED" } }]);
});

test("a token that is none is refused", async () => {
  expect(await refusalOf("made.up.token")).toEqual(refusal("TOKEN_INVALID"));
});

test("signs in with the password, and alike refuses a wrong one and an unknown address", async () => {
  const { data } = await login({ ...ada, email: ada.email.toUpperCase() });
  expect(await viewerOf(data?.login.accessToken ?? null)).toMatchObject({ id: ada.id });
  const wrong = await login({ ...ada, password: "not hers at all" });
  const unknown = await login({ ...ada, email: `nobody-${ada.email}` });
  expect(wrong.errors).toMatchObject([{ extensions: { code: "UNAUTHENTICATED" } }]);
  expect(unknown.errors?.map(({ message }) => message)).toEqual(wrong.errors?.map(({ message }) => message));
});

test("registering names the fields that are wrong", async () => {
  const { errors } = await send(
    url,
    null,
    "mutation ($input: RegisterInput!) { register(input: $input) { accessToken } }",
    {
      input: { name: " ", email: "no address", password: "short" },
    },
  );
  const at = (field: string) => expect.objectContaining({ path: ["input", field] }) as object;
  expect(errors).toMatchObject([
    {
      extensions: {
        code: "BAD_USER_INPUT",
        fields: expect.arrayContaining([at("name"), at("email"), at("password")]) as object,
      },
    },
  ]);
});

test("the refresh cookie is out of reach for scripts, and renews the access token", async () => {
  const { headers } = await login(ada);
  expect(refreshCookie(headers)).toMatch(/; Path=\/api\/auth(;|$)/);
  expect(refreshCookie(headers)).toMatch(/; HttpOnly(;|$)/);
  expect(refreshCookie(headers)).toMatch(/; SameSite=Strict(;|$)/);

  const cookie = refreshCookie(headers).split(";")[0] ?? "";
  const renewed = await postAuth(url, "refresh", cookie);
  const { accessToken, expiresAt } = (await renewed.json()) as { accessToken: string; expiresAt: string };
  expect(renewed.status).toBe(200);
  expect(Date.parse(expiresAt)).toBeGreaterThan(Date.now());
  expect(await viewerOf(accessToken)).toMatchObject({ id: ada.id });
  expect(refreshCookie(renewed.headers)).not.toContain(cookie);
});

test.each([
  ["another site", { origin: "https://elsewhere.example", "x-taskflow": "1" }],
  ["a form, which cannot set headers", {}],
])("the cookie does nothing for %s", async (_title, headers) => {
  expect((await postAuth(url, "refresh", ada.cookie, headers)).status).toBe(403);
});

test("signing out ends the session: its access token and its cookie", async () => {
  const { data, headers } = await login(ada);
  const cookie = refreshCookie(headers).split(";")[0] ?? "";
  const left = await postAuth(url, "logout", cookie);
  expect(left.status).toBe(204);
  expect(refreshCookie(left.headers)).toMatch(/taskflow_refresh=;.*Max-Age=0/);
  await eventually(async () =>
    expect(await refusalOf(data?.login.accessToken ?? "")).toEqual(refusal("SESSION_ENDED")),
  );
  expect((await postAuth(url, "refresh", cookie)).status).toBe(401);
  expect((await postAuth(url, "refresh", null)).status).toBe(401);
});

test("a session can be ended from another", async () => {
  const { data } = await login(ada);
  const lost = data?.login.accessToken ?? "";
  const id = (await viewerOf(lost))?.sessions.find(({ isCurrent }) => isCurrent)?.id;
  await ask(
    url,
    ada.token,
    "mutation ($input: RevokeSessionInput!) { revokeSession(input: $input) { session { id } } }",
    { input: { id } },
  );
  await eventually(async () => expect(await refusalOf(lost)).toEqual(refusal("SESSION_ENDED")));
  expect(await viewerOf(ada.token)).toMatchObject({ id: ada.id });
});
