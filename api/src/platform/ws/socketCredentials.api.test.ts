import { setTimeout as sleep } from "node:timers/promises";
import { ask } from "../../testing/client";
import { dumpTables } from "../../testing/database";
import { buildMember, buildProject, buildTask, buildUser, type Person } from "../../testing/factories";
import { openLiveStream, type ProjectStream } from "../../testing/projectStream";
import { connectRaw } from "../../testing/rawSocket";
import { connect, openSocket } from "../../testing/socket";
import { startTestApp, type TestApp, withTestApp } from "../../testing/testApp";
import { AccessTokens } from "../auth/accessTokens";

let test: TestApp;
beforeAll(async () => {
  test = await startTestApp();
});
afterAll(() => test.close());

/** A token that lives for so many seconds. */
const tokenFor = ({ id, sessionId }: Person, lifetimeS: number) =>
  new AccessTokens(test.config.accessTokens.secret, lifetimeS, test.clock).sign(id, sessionId);

const ping = (token: string) => ({ type: "ping", payload: { authorization: `Bearer ${token}` } });

/** The stream says why it ends, completes, and the socket is closed. */
async function expectEnd(stream: ProjectStream, endReason: string, code: number): Promise<void> {
  expect(await stream.next()).toEqual({
    projectStream: { __typename: "StreamEnd", cursor: expect.any(String), endReason },
  });
  expect(await stream.nextMessage()).toEqual({ type: "complete", id: stream.id });
  expect(await stream.socket.closed).toBe(code);
}

it("runs nothing more for a socket whose session has ended, though it is still open", async () => {
  const project = await buildProject(test);
  const stream = await openLiveStream(test, project.owner.token, project.id);
  await ask(test, project.owner.token, "mutation { revokeAllSessions(input: {}) { isAccepted } }");
  const { projectStream: end } = (await stream.next()) as unknown as { projectStream: { endReason: string } };
  expect(end.endReason).toBe("SESSION_ENDED");
  stream.socket.subscribe("mutation ($input: CreateTaskInput!) { createTask(input: $input) { seq } }", {
    input: { projectId: project.id, title: "Too late" },
  });
  expect(await stream.socket.closed).toBe(4403);
  const { tasks } = await dumpTables(test);
  expect(tasks?.filter((row) => row.includes("Too late"))).toEqual([]);
});

it("runs nothing more for a client that does not answer the close, and cuts it off", async () => {
  const { token } = await buildUser(test);
  const socket = await connectRaw(test, token);
  await ask(test, token, "mutation { revokeAllSessions(input: {}) { isAccepted } }");
  await socket.hear("Session ended");
  const query = 'mutation { createTask(input: { title: "Much too late" }) { seq } }';
  socket.send({ type: "subscribe", id: "late", payload: { query } });
  await socket.closed;
  const { tasks } = await dumpTables(test);
  expect(tasks?.filter((row) => row.includes("Much too late"))).toEqual([]);
});

describe("a ping", () => {
  it("with a token is answered with its end", async () => {
    const person = await buildUser(test);
    const socket = await connect(test, person.token);
    const { accessToken, expiresAt } = tokenFor(person, 600);
    socket.send(ping(accessToken));
    expect(await socket.takeType("pong")).toEqual({ type: "pong", payload: { expiresAt: expiresAt.toISOString() } });
    await socket.close();
  });

  it.each([
    ["absent", undefined],
    ["of something else", { sentAt: 1 }],
  ])("with a payload that is %s is answered", async (_name, payload) => {
    const socket = await connect(test, null);
    socket.send({ type: "ping", payload });
    expect(await socket.takeType("pong")).toEqual({ type: "pong" });
    await socket.close();
  });

  it.each<[string, (person: Person) => Promise<string>]>([
    ["a made-up token", async () => "garbage"],
    ["another person's token", async () => (await buildUser(test)).token],
    [
      "a token whose session has ended",
      async (person) => {
        await ask(test, person.token, "mutation { revokeAllSessions(input: {}) { isAccepted } }");
        return person.token;
      },
    ],
  ])("with %s closes the socket", async (_name, tokenOf) => {
    const person = await buildUser(test);
    const socket = await connect(test, person.token);
    socket.send(ping(await tokenOf(person)));
    expect(await socket.closed).toBe(4403);
  });

  it("cannot make somebody of nobody", async () => {
    const socket = await connect(test, null);
    socket.send(ping((await buildUser(test)).token));
    expect(await socket.closed).toBe(4403);
  });

  it("before connection_init does not let anybody in", async () => {
    const socket = await openSocket(test);
    socket.send(ping((await buildUser(test)).token));
    expect(await socket.closed).toBe(4403);
  });
});

describe("a socket", () => {
  it("ends with its token, its streams first, unless the token is renewed", async () => {
    const project = await buildProject(test);
    const { accessToken } = tokenFor(project.owner, 2);
    const open = () => openLiveStream(test, accessToken, project.id);
    const [left, renewed] = [await open(), await open()];
    renewed.socket.send(ping(tokenFor(project.owner, 600).accessToken));
    await renewed.socket.takeType("pong");

    await expectEnd(left, "SESSION_ENDED", 4403);
    expect(await renewed.socket.run("{ viewer { id } }")).toEqual({ data: { viewer: { id: project.owner.id } } });
    await buildTask(test, { project });
    expect(await renewed.next()).toMatchObject({ projectStream: { __typename: "StreamEvent" } });
    await renewed.socket.close();
  });

  it("ends as soon as its session is revoked, and with it no other", async () => {
    const project = await buildProject(test);
    const [owner, member] = [project.owner, await buildMember(test, { project })];
    const [ended, bystander] = [
      await openLiveStream(test, owner.token, project.id),
      await openLiveStream(test, member.token, project.id),
    ];
    await ask(test, owner.token, "mutation ($id: ID!) { revokeSession(input: { id: $id }) { session { id } } }", {
      id: owner.sessionId,
    });
    await expectEnd(ended, "SESSION_ENDED", 4403);
    expect(await bystander.socket.run("{ viewer { id } }")).toEqual({ data: { viewer: { id: member.id } } });
    await bystander.socket.close();
  });

  it("ends when its session is revoked though it has no stream", async () => {
    const person = await buildUser(test);
    const socket = await connect(test, person.token);
    await ask(test, person.token, "mutation { revokeAllSessions(input: {}) { isAccepted } }");
    expect(await socket.closed).toBe(4403);
  });

  it("that its client leaves is forgotten, with its streams", async () => {
    await withTestApp({ LOG_POLL_MS: "10" }, async (polling) => {
      const { id, owner } = await buildProject(polling);
      const { socket } = await openLiveStream(polling, owner.token, id);
      await socket.close();
      // As long as anybody waits for a log it is looked at, again and again.
      const isQuiet = async () => (await polling.statementsOf(() => sleep(100))).length === 0;
      while (!(await isQuiet())) continue;
      expect(polling.errors).toEqual([]);
    });
  });
});

describe("a server that stops", () => {
  it("says so to every stream, closes every socket, and takes no more requests", async () => {
    const stopping = await startTestApp();
    const { id, owner } = await buildProject(stopping);
    const streams = [await openLiveStream(stopping, owner.token, id), await openLiveStream(stopping, owner.token, id)];
    const nobody = await connect(stopping, null);
    const unopened = await openSocket(stopping);
    const closed = stopping.close();
    expect((await fetch(`${stopping.url}/readyz`)).status).toBe(503);
    for (const stream of streams) await expectEnd(stream, "SERVER_DRAINING", 1001);
    expect([await nobody.closed, await unopened.closed]).toEqual([1001, 1001]);
    await closed;
    await expect(fetch(`${stopping.url}/healthz`)).rejects.toThrow("fetch failed");
  });
});
