import { Browser } from "../../testing/browser";
import { beforeTransaction } from "../../testing/beforeTransaction";
import { ask, send } from "../../testing/client";
import { dumpTables, eventsOf } from "../../testing/database";
import {
  type Account,
  buildAccount,
  buildMailToken,
  buildMember,
  buildProject,
  buildTask,
  buildUser,
} from "../../testing/factories";
import { badField, change, mutate, refusal } from "../../testing/mutations";
import { openLiveStream, openProjectStream } from "../../testing/projectStream";
import { startTestApp, type TestApp } from "../../testing/testApp";
import { idBytes } from "../../platform/ids";

let test: TestApp;
beforeAll(async () => {
  test = await startTestApp();
});
afterAll(() => test.close());

const end = (account: Account) => change(test, account, "deleteAccount", { password: account.password });
const refusalOf = (account: Account, password = account.password) =>
  refusal(test, account, "deleteAccount", { password });
const rows = (sql: string, ...ids: string[]) => test.app.db.readLatest().query(sql, ids.map(idBytes));
const TOMBSTONE = { name: "Deleted user", avatarUrl: null, isDeleted: true };
const reasonFor = async (token: string) =>
  (await send(test, token, "{ viewer { id } }")).errors?.[0]?.extensions?.["reason"];

/** Somebody else's project that an account is in, with a task that they made and have. */
async function buildMembership(role: "ADMIN" | "MEMBER" | "VIEWER" = "MEMBER") {
  const account = await buildAccount(test);
  await change(test, null, "verifyEmail", { token: account.verificationToken });
  const project = await buildProject(test);
  await buildMember(test, { project, role, person: account });
  const maker = role === "VIEWER" ? project.owner : account;
  const task = await change(test, maker, "createTask", {
    projectId: project.id,
    title: "Theirs",
    assigneeId: account.id,
  });
  return { account, project, taskId: task.task.id };
}

describe("deleteAccount", () => {
  it("ends the account: its sessions, sockets and refresh tokens, and its password", async () => {
    const account = await buildAccount(test);
    const browser = new Browser(test);
    const { accessToken } = await browser.login({ email: account.email });
    const own = await buildProject(test, { owner: account });
    const stream = await openLiveStream(test, accessToken, own.id);
    expect(await end(account)).toEqual({ isAccepted: true });
    expect(await Promise.all([account.token, accessToken].map(reasonFor))).toEqual(["SESSION_ENDED", "SESSION_ENDED"]);
    expect(await stream.socket.closed).toBe(4403);
    expect((await browser.refresh()).status).toBe(401);
    const { errors } = await new Browser(test).signIn("login", { email: account.email, password: account.password });
    expect(errors?.[0]?.extensions).toMatchObject({ code: "UNAUTHENTICATED" });
  });

  it("leaves in others' projects a tombstone: as creator, as assignee, and behind its id", async () => {
    const { account, project, taskId } = await buildMembership();
    await change(test, account, "updateProfile", { avatarUrl: "https://example.com/me.png" });
    await end(account);
    const query = `query ($id: ID!) { task(id: $id) {
      creator { id name avatarUrl isDeleted email } assignee { id name avatarUrl isDeleted } } }`;
    expect(await ask(test, project.owner.token, query, { id: taskId })).toEqual({
      task: { creator: { id: account.id, email: null, ...TOMBSTONE }, assignee: { id: account.id, ...TOMBSTONE } },
    });
  });

  it("is told in the project's stream, by the tombstone", async () => {
    const { account, project } = await buildMembership("ADMIN");
    const stream = await openProjectStream(
      test,
      project.owner.token,
      project.id,
      "subscription ($id: ID!) { projectStream(projectId: $id) { ... on StreamEvent { type actor { id name } } } }",
    );
    await stream.next();
    await end(account);
    expect(await stream.next()).toMatchObject({
      projectStream: { type: "MEMBER_REMOVED", actor: { id: account.id, name: "Deleted user" } },
    });
    const removal = (await eventsOf(test, project.id)).at(-1);
    expect(removal).toMatchObject({
      actorId: account.id,
      subjectVersion: 2,
      changes: [
        { field: "user", before: account.id, after: null },
        { field: "role", before: "ADMIN", after: null },
      ],
    });
    await stream.socket.close();
  });

  it("takes the person out of all projects, archived ones too", async () => {
    const { account, project } = await buildMembership("VIEWER");
    const archived = await buildProject(test);
    await buildMember(test, { project: archived, person: account });
    await test.app.db.transact(null, { projects: [archived.id] }, (tx) =>
      tx.execute("UPDATE projects SET archived_at = 1 WHERE id = ?", [idBytes(archived.id)]),
    );
    await end(account);
    const members = "query ($id: ID!) { project(id: $id) { members { nodes { user { id } } } } }";
    for (const { id, owner } of [project, archived]) {
      expect(await ask(test, owner.token, members, { id })).toEqual({
        project: { members: { nodes: [{ user: { id: owner.id } }] } },
      });
    }
    expect((await eventsOf(test, account.id)).filter(({ type }) => type === "MEMBERSHIP_REMOVED")).toHaveLength(2);
  });

  it("puts the account's own projects in the trash, the personal one too", async () => {
    const account = await buildAccount(test);
    const own = await buildProject(test, { owner: account });
    await buildTask(test, { project: own });
    await end(account);
    const trashed = await rows("SELECT deleted_at AS deletedAt FROM projects WHERE owner_id = ?", account.id);
    expect(trashed).toEqual([{ deletedAt: expect.any(Number) }, { deletedAt: expect.any(Number) }]);
    expect((await eventsOf(test, own.id)).at(-1)).toMatchObject({
      type: "PROJECT_DELETED",
      subjectVersion: 2,
      changes: [{ field: "deletedAt", before: null, after: expect.any(String) }],
    });
  });

  it("is refused while others are in projects of the account's, which it names", async () => {
    const account = await buildAccount(test);
    const shared = await buildProject(test, { owner: account, name: "Moon landing" });
    const { memberId } = await buildMember(test, { project: shared });
    const before = await dumpTables(test);
    const { data, errors } = await mutate(test, account, "deleteAccount", { password: account.password });
    expect(data).toEqual({ deleteAccount: null });
    expect(errors).toMatchObject([
      { message: expect.stringContaining("Moon landing"), extensions: { code: "CONFLICT", projectIds: [shared.id] } },
    ]);
    expect(await dumpTables(test)).toEqual(before);
    await change(test, account, "removeProjectMember", { id: memberId });
    await end(account);
  });

  it("is not held up by a shared project that is in the trash", async () => {
    const account = await buildAccount(test);
    const shared = await buildProject(test, { owner: account });
    await buildMember(test, { project: shared });
    await test.app.db.transact(null, { projects: [shared.id] }, (tx) =>
      tx.execute("UPDATE projects SET deleted_at = 1 WHERE id = ?", [idBytes(shared.id)]),
    );
    expect(await end(account)).toEqual({ isAccepted: true });
  });

  it("is refused for a wrong password, and changes nothing", async () => {
    const account = await buildAccount(test);
    const before = await dumpTables(test);
    expect(await refusalOf(account, "wrong horse")).toMatchObject(badField("password", "password"));
    expect(await dumpTables(test)).toEqual(before);
  });

  it("keeps nothing that says who it was", async () => {
    const email = "erased@example.com";
    const browser = new Browser(test);
    const { accessToken, user } = await browser.register({ name: "Erased Person", email });
    const account = { token: accessToken } as Account;
    await change(test, account, "updateProfile", { name: "Erased Again", avatarUrl: "https://example.com/erased.png" });
    await buildMailToken(test, { id: user.id, email }, "RESET_PASSWORD");
    await change(test, account, "deleteAccount", { password: "correct horse" });
    const left = await dumpTables(test);
    const traces = Object.entries(left).flatMap(([table, texts]) =>
      texts.filter((text) => /erased/i.test(text)).map((text) => `${table}: ${text}`),
    );
    expect(traces).toEqual([]);
    for (const table of ["credentials", "mail_tokens"]) {
      expect(left[table]?.join()).not.toContain(idBytes(user.id).toString("hex"));
    }
    expect(
      await rows(
        "SELECT DISTINCT device, ip_address AS ip, ended_at IS NULL AS isLive FROM sessions WHERE user_id = ?",
        user.id,
      ),
    ).toEqual([{ device: null, ip: null, isLive: 0 }]);
    expect(await rows("SELECT version, timezone FROM users WHERE id = ?", user.id)).toEqual([
      { version: 3, timezone: "UTC" },
    ]);
  });

  it("frees the address for a new account, which shares nothing with the old one", async () => {
    const { account, project } = await buildMembership();
    const waiting = await buildMailToken(test, account, "RESET_PASSWORD");
    await end(account);
    const again = new Browser(test);
    const { user, accessToken } = await again.register({ email: account.email, password: "another horse" });
    expect(user.id).not.toBe(account.id);
    const seen = `{ viewer { isEmailVerified sessions { id } } projects { nodes { id isPersonal } } tasks { totalCount } }`;
    expect(await ask(test, accessToken, seen)).toMatchObject({
      viewer: { isEmailVerified: false, sessions: [{}] },
      projects: { nodes: [{ isPersonal: true }] },
      tasks: { totalCount: 0 },
    });
    const { errors } = await send(
      test,
      accessToken,
      "query ($id: ID!) { node(id: $id) { id } project(id: $project) { id } }".replace(
        "($id: ID!)",
        "($id: ID!, $project: ID!)",
      ),
      {
        id: account.id,
        project: project.id,
      },
    );
    expect(errors).toMatchObject([{ path: ["project"], extensions: { code: "NOT_FOUND" } }]);
    expect(await refusal(test, null, "resetPassword", { token: waiting, newPassword: "of the old one" })).toMatchObject(
      badField("token", "token"),
    );
    const { errors: old } = await again.signIn("login", { email: account.email, password: account.password });
    expect(old?.[0]?.extensions).toMatchObject({ code: "UNAUTHENTICATED" });
  });

  it("is done once, of 10 at the same time", async () => {
    const { account, project } = await buildMembership();
    const answers = await Promise.all(
      Array.from({ length: 10 }, () => mutate(test, account, "deleteAccount", { password: account.password })),
    );
    expect(answers.filter(({ data, errors }) => data && !errors)).toHaveLength(1);
    expect((await eventsOf(test, account.id)).filter(({ type }) => type === "USER_DELETED")).toHaveLength(1);
    expect((await eventsOf(test, project.id)).filter(({ type }) => type === "MEMBER_REMOVED")).toHaveLength(1);
  });

  it("also leaves a project that the account was added to meanwhile", async () => {
    const account = await buildAccount(test);
    const joining = await buildProject(test);
    await beforeTransaction(
      test,
      () => buildMember(test, { project: joining, person: account }),
      () => end(account),
    );
    const left = await rows(
      "SELECT COUNT(*) AS n FROM project_members WHERE user_id = ? AND removed_at IS NULL AND role <> 10",
      account.id,
    );
    expect(left).toEqual([{ n: 0 }]);
  });

  it("is not undone by a change of the profile that was on its way", async () => {
    const account = await buildAccount(test);
    // The change has been let in, and waits for its turn to write.
    await beforeTransaction(
      test,
      () => end(account),
      () => mutate(test, account, "updateProfile", { name: "Back again" }),
    );
    expect(await rows("SELECT name FROM users WHERE id = ?", account.id)).toEqual([{ name: "Deleted user" }]);
  });

  it("counts on from the version that the profile has by then", async () => {
    const account = await buildAccount(test);
    await beforeTransaction(
      test,
      () => change(test, account, "updateProfile", { name: "Somebody else" }),
      () => end(account),
    );
    expect(await rows("SELECT version FROM users WHERE id = ?", account.id)).toEqual([{ version: 3 }]);
    const versions = (await eventsOf(test, account.id)).map(({ type, subjectVersion }) => [type, subjectVersion]);
    expect(versions).toContainEqual(["USER_DELETED", 3]);
  });

  it("touches no other account", async () => {
    const [{ account }, other] = [await buildMembership(), await buildUser(test)];
    await end(account);
    expect(await ask(test, other.token, "{ viewer { name isDeleted } }")).toEqual({
      viewer: { name: other.name, isDeleted: false },
    });
  });
});

it("leaves nothing to come back with to what follows it in its document", async () => {
  const account = await buildAccount(test);
  const { data, errors } = await send(
    test,
    account.token,
    `mutation ($password: String!) {
      deleteAccount(input: { password: $password }) { isAccepted }
      createApiToken(input: { name: "Later", scopes: [WRITE] }) { secret }
      createProject(input: { name: "Later" }) { seq }
      updateProfile(input: { name: "Later" }) { user { id } }
    }`,
    { password: account.password },
  );
  expect(data).toEqual({
    deleteAccount: { isAccepted: true },
    createApiToken: null,
    createProject: null,
    updateProfile: null,
  });
  expect(errors?.map(({ extensions }) => extensions?.["reason"])).toEqual(Array(3).fill("SESSION_ENDED"));
});
