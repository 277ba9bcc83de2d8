import { buildApiToken, buildProject, buildUser, type Person } from "../../testing/factories";
import { change } from "../../testing/mutations";
import { openLiveStream } from "../../testing/projectStream";
import { connect, type TestSocket } from "../../testing/socket";
import { startTestApp, type TestApp } from "../../testing/testApp";

let test: TestApp;
let person: Person;
beforeAll(async () => {
  test = await startTestApp();
  person = await buildUser(test);
});
afterAll(() => test.close());

const ping = (socket: TestSocket, token: string) =>
  socket.send({ type: "ping", payload: { authorization: `Bearer ${token}` } });
const inMs = (ms: number) => new Date(Date.now() + ms);

describe("a socket of a personal access token", () => {
  it("ends as soon as the token is revoked, its streams first, and no other of the same user", async () => {
    const project = await buildProject(test);
    const [ended, kept] = [await buildApiToken(test, project.owner), await buildApiToken(test, project.owner)];
    const stream = await openLiveStream(test, ended.secret, project.id);
    const bystanders = [await connect(test, kept.secret), await connect(test, project.owner.token)];
    await change(test, project.owner, "revokeApiToken", { id: ended.id });
    expect(await stream.next()).toMatchObject({
      projectStream: { __typename: "StreamEnd", endReason: "SESSION_ENDED" },
    });
    expect(await stream.nextMessage()).toEqual({ type: "complete", id: stream.id });
    expect(await stream.socket.closed).toBe(4403);
    for (const socket of bystanders) {
      expect(await socket.run("{ viewer { id } }")).toEqual({ data: { viewer: { id: project.owner.id } } });
      await socket.close();
    }
  });

  it("ends when the token expires, its streams first", async () => {
    const project = await buildProject(test);
    const { secret } = await buildApiToken(test, project.owner, { expiresAt: inMs(1_500) });
    const stream = await openLiveStream(test, secret, project.id);
    expect(await stream.next()).toMatchObject({
      projectStream: { __typename: "StreamEnd", endReason: "SESSION_ENDED" },
    });
    expect(await stream.nextMessage()).toEqual({ type: "complete", id: stream.id });
    expect(await stream.socket.closed).toBe(4403);
  });

  it("stays when its user's sessions end", async () => {
    const other = await buildUser(test);
    const socket = await connect(test, (await buildApiToken(test, other)).secret);
    const session = await connect(test, other.token);
    await change(test, other, "revokeAllSessions", {});
    expect(await session.closed).toBe(4403);
    expect(await socket.run("{ viewer { id } }")).toEqual({ data: { viewer: { id: other.id } } });
    await socket.close();
  });

  it("is told when the token expires, or that it never does", async () => {
    const expiresAt = inMs(600_000);
    const { secret } = await buildApiToken(test, person, { expiresAt });
    const socket = await connect(test, secret);
    ping(socket, secret);
    expect(await socket.takeType("pong")).toEqual({ type: "pong", payload: { expiresAt: expiresAt.toISOString() } });
    await socket.close();
    const endless = (await buildApiToken(test, person)).secret;
    const other = await connect(test, endless);
    ping(other, endless);
    expect(await other.takeType("pong")).toEqual({ type: "pong" });
    await other.close();
  });
});

describe("a ping closes the socket with the credential of", () => {
  const ofToken = async (owner: Person) => (await buildApiToken(test, owner)).secret;
  const ofSession = async (owner: Person) => owner.token;
  it.each<[string, typeof ofToken, () => Promise<string>]>([
    ["another person, by tokens both", ofToken, async () => ofToken(await buildUser(test))],
    ["the same person, by another token", ofToken, () => ofToken(person)],
    ["the same person, by a session instead of a token", ofToken, () => ofSession(person)],
    ["the same person, by a token instead of a session", ofSession, () => ofToken(person)],
    [
      "a token that was revoked",
      ofSession,
      async () => {
        const { id, secret } = await buildApiToken(test, person);
        await change(test, person, "revokeApiToken", { id });
        return secret;
      },
    ],
  ])("%s", async (_name, opened, renewed) => {
    const socket = await connect(test, await opened(person));
    ping(socket, await renewed());
    expect(await socket.closed).toBe(4403);
  });
});
