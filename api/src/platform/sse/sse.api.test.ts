import { ask } from "../../testing/client";
import { openEventStream, type TestEventStream } from "../../testing/eventStream";
import { buildProject, buildTask, buildUser } from "../../testing/factories";
import { openLiveStream, type StreamItem, takeItems } from "../../testing/projectStream";
import { startTestApp, type TestApp, withTestApp } from "../../testing/testApp";

const STREAM = `subscription ($id: ID!, $after: String) { projectStream(projectId: $id, after: $after) {
  __typename cursor ... on StreamEvent { seq prevSeq type task { title } } ... on StreamEnd { endReason }
} }`;

let test: TestApp;
beforeAll(async () => {
  test = await startTestApp();
});
afterAll(() => test.close());

async function takeEvents(stream: TestEventStream, count: number): Promise<StreamItem[]> {
  const items: StreamItem[] = [];
  while (items.length < count) items.push((await stream.next<{ projectStream: StreamItem }>()).projectStream);
  return items;
}

describe("GraphQL over server-sent events", () => {
  it("brings the same stream as a socket, live and behind a cursor", async () => {
    const project = await buildProject(test);
    const socket = await openLiveStream(test, project.owner.token, project.id, STREAM);
    const stream = await openEventStream(test, project.owner.token, STREAM, { id: project.id });
    expect(stream.response.headers.get("content-type")).toMatch(/^text\/event-stream/);
    const [live] = await takeEvents(stream, 1);
    expect(live?.__typename).toBe("StreamLive");
    for (const title of ["Tea", "Line\nbreak \u2028"]) await buildTask(test, { project, title });
    const items = await takeEvents(stream, 2);
    expect(items).toEqual(await takeItems(socket, 2));
    expect(items[1]?.task?.title).toBe("Line\nbreak \u2028");
    const again = await openEventStream(test, project.owner.token, STREAM, { id: project.id, after: live?.cursor });
    expect((await takeEvents(again, 3)).slice(0, 2)).toEqual(items);
    for (const each of [stream, again]) each.close();
    await socket.socket.close();
  });

  it("says with each item where to go on, which a client gives back as Last-Event-ID", async () => {
    const project = await buildProject(test);
    const bare = STREAM.replace("__typename cursor", "__typename");
    const stream = await openEventStream(test, project.owner.token, bare, { id: project.id });
    const live = await stream.nextMessage();
    await buildTask(test, { project });
    const event = await stream.nextMessage();
    stream.close();
    expect([live?.id, event?.id]).toEqual([expect.any(String), expect.any(String)]);
    const from = async (headers: Record<string, string>, variables = {}) => {
      const again = await openEventStream(test, project.owner.token, bare, { id: project.id, ...variables }, headers);
      const first = await again.nextMessage();
      again.close();
      return first;
    };
    expect(await from({ "last-event-id": live?.id as string })).toEqual(event);
    expect((await from({ "last-event-id": event?.id as string }))?.data).toMatchObject({
      data: { projectStream: { __typename: "StreamLive" } },
    });
    // What the operation says itself counts.
    expect(await from({ "last-event-id": event?.id as string }, { after: live?.id })).toEqual(event);
  });

  it("answers a query too, and is over then", async () => {
    const { token, id } = await buildUser(test);
    const stream = await openEventStream(test, token, "{ viewer { id } }");
    expect(await stream.next()).toEqual({ viewer: { id } });
    expect(await stream.nextMessage()).toEqual({ event: "complete", data: null });
    expect(await stream.nextMessage()).toBeNull();
  });

  it("refuses what cannot run before it begins, as JSON", async () => {
    const { token } = await buildUser(test);
    const refusal = async (...[credential, query]: [string | null, string]) => {
      const { response } = await openEventStream(test, credential, query);
      return [response.status, response.headers.get("content-type")?.split(";")[0]];
    };
    expect(await refusal("nonsense", "{ viewer { id } }")).toEqual([401, "application/json"]);
    expect(await refusal(token, "{ broken")).toEqual([400, "application/json"]);
    expect(await refusal(token, "{ unknown }")).toEqual([400, "application/json"]);
  });

  it("tells a stranger that there is no such project, and is over", async () => {
    const [{ id }, stranger] = [await buildProject(test), await buildUser(test)];
    const stream = await openEventStream(test, stranger.token, STREAM, { id });
    const told = await stream.nextMessage();
    expect(told?.data).toMatchObject({ errors: [{ extensions: { code: "NOT_FOUND" } }] });
    expect(await stream.nextMessage()).toEqual({ event: "complete", data: null });
  });

  it("ends when the session does", async () => {
    const project = await buildProject(test);
    const { token } = project.owner;
    const stream = await openEventStream(test, token, STREAM, { id: project.id });
    await takeEvents(stream, 1);
    await ask(test, token, "mutation { revokeAllSessions(input: {}) { isAccepted } }");
    expect(await takeEvents(stream, 1)).toMatchObject([{ endReason: "SESSION_ENDED" }]);
    expect(await stream.nextMessage()).toEqual({ event: "complete", data: null });
    expect(await stream.nextMessage()).toBeNull();
  });

  it("ends, with a cursor, when the server stops", async () => {
    const own = await startTestApp();
    const project = await buildProject(own);
    const stream = await openEventStream(own, project.owner.token, STREAM, { id: project.id });
    await takeEvents(stream, 1);
    await own.close();
    const told = await takeEvents(stream, 1);
    expect(told).toMatchObject([{ endReason: "SERVER_DRAINING", cursor: expect.any(String) }]);
  });

  it("has an end by address as sockets have, and a place again when one is closed", async () => {
    await withTestApp({ LIMIT_SOCKETS_BY_ADDRESS: "1" }, async (own) => {
      const project = await buildProject(own);
      const open = () => openEventStream(own, project.owner.token, STREAM, { id: project.id });
      const first = await open();
      await takeEvents(first, 1);
      expect((await open()).response.status).toBe(429);
      first.close();
      const waitFor = async (): Promise<number> => {
        const { response } = await open();
        return response.status === 429 ? waitFor() : response.status;
      };
      expect(await waitFor()).toBe(200);
    });
  });
});
