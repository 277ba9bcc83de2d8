import { idBytes } from "../../platform/ids";
import {
  buildMember,
  buildPendingMember,
  buildProject,
  buildTask,
  buildUser,
  type Person,
} from "../../testing/factories";
import { change } from "../../testing/mutations";
import { connect, type TestStream } from "../../testing/socket";
import { startTestApp, type TestApp } from "../../testing/testApp";

interface Item {
  __typename: string;
  cursor: string;
  projectId: string;
  seq: number;
  prevSeq: number;
  type: string;
  subjectId: string;
  membershipChange: string;
  project: { id: string; streamCursor: string; viewerRole: string } | null;
  resetReason: string;
  endReason: string;
}

const QUERY = `subscription ($after: String) { viewerEvents(after: $after) {
  __typename cursor
  ... on StreamEvent { projectId seq prevSeq type subjectId }
  ... on StreamMembership { projectId membershipChange project { id streamCursor viewerRole } }
  ... on StreamReset { resetReason }
  ... on StreamEnd { endReason }
} }`;

let test: TestApp;
beforeAll(async () => {
  test = await startTestApp();
});
afterAll(() => test.close());

type Stream = TestStream<{ viewerEvents: Item }>;

async function open({ token }: Person, after?: string): Promise<Stream> {
  const socket = await connect(test, token);
  return socket.subscribe<{ viewerEvents: Item }>(QUERY, { after });
}

async function take(stream: Stream, count: number): Promise<Item[]> {
  const items: Item[] = [];
  while (items.length < count) items.push((await stream.next()).viewerEvents);
  return items;
}

/** A stream that is live, and the cursor at which it became so. */
async function openLive(person: Person): Promise<{ stream: Stream; cursor: string }> {
  const stream = await open(person);
  const [live] = await take(stream, 1);
  expect(live?.__typename).toBe("StreamLive");
  return { stream, cursor: live?.cursor as string };
}

/** All items behind a cursor, without StreamLive. */
async function behind(person: Person, after: string): Promise<Item[]> {
  const stream = await open(person, after);
  const items = await stream.until(({ viewerEvents }) => viewerEvents.__typename === "StreamLive");
  await stream.socket.close();
  return items.slice(0, -1).map(({ viewerEvents }) => viewerEvents);
}

describe("viewerEvents", () => {
  it("brings the events of all the viewer's projects, each project's in order, and of no other", async () => {
    const viewer = await buildUser(test);
    const own = await buildProject(test, { owner: viewer });
    const other = await buildProject(test);
    await buildMember(test, { project: other, person: viewer });
    const { stream, cursor } = await openLive(viewer);
    await buildTask(test);
    const ids: string[] = [];
    for (const project of [own, other, own, other]) ids.push((await buildTask(test, { project })).id);
    const items = await take(stream, 4);
    expect(items.map(({ subjectId }) => subjectId).toSorted()).toEqual(ids.toSorted());
    const of = (id: string) =>
      items.filter(({ projectId }) => projectId === id).map(({ seq, prevSeq }) => [seq, prevSeq]);
    expect([of(own.id), of(other.id)]).toEqual([
      [
        [2, 1],
        [3, 2],
      ],
      [
        [3, 2],
        [4, 3],
      ],
    ]);
    expect((await behind(viewer, cursor)).map(({ subjectId }) => subjectId).toSorted()).toEqual(ids.toSorted());
    const [first, second, ...rest] = items as [Item, Item, Item, Item];
    const later = await behind(viewer, second.cursor);
    expect(later.map(({ subjectId }) => subjectId).toSorted()).toEqual(
      rest.map(({ subjectId }) => subjectId).toSorted(),
    );
    expect(await behind(viewer, first.cursor)).toHaveLength(3);
    await stream.socket.close();
  });

  it("follows memberships as they come and go", async () => {
    const viewer = await buildUser(test);
    const project = await buildProject(test);
    const { stream, cursor } = await openLive(viewer);
    const { memberId } = await buildMember(test, { project, person: viewer, role: "VIEWER" });
    const [joined] = await take(stream, 1);
    expect(joined).toMatchObject({
      __typename: "StreamMembership",
      membershipChange: "JOINED",
      projectId: project.id,
      project: { id: project.id, viewerRole: "VIEWER", streamCursor: expect.any(String) },
    });
    const task = await buildTask(test, { project });
    expect(await take(stream, 1)).toMatchObject([{ subjectId: task.id, seq: 3, prevSeq: 2 }]);
    await change(test, project.owner, "updateProjectMember", { id: memberId, role: "ADMIN" });
    const changed = await take(stream, 2);
    expect(changed.find(({ __typename }) => __typename === "StreamMembership")).toMatchObject({
      membershipChange: "ROLE_CHANGED",
      project: { viewerRole: "ADMIN" },
    });
    await buildPendingMember(test, { project });
    expect(await take(stream, 1)).toMatchObject([{ type: "MEMBER_ADDED", seq: 5, prevSeq: 4 }]);
    await change(test, project.owner, "removeProjectMember", { id: memberId });
    expect(await take(stream, 1)).toMatchObject([{ membershipChange: "LEFT", projectId: project.id, project: null }]);
    await buildTask(test, { project });
    const made = await buildProject(test, { owner: viewer });
    expect(await take(stream, 1)).toMatchObject([{ membershipChange: "JOINED", projectId: made.id }]);
    // What was joined and left since then: that it was is told, and nothing of what happened in it.
    const again = await behind(viewer, cursor);
    expect(
      again.map(({ membershipChange, projectId, project: shown }) => [membershipChange, projectId, shown?.id]),
    ).toEqual([
      ["JOINED", project.id, undefined],
      ["ROLE_CHANGED", project.id, undefined],
      ["LEFT", project.id, undefined],
      ["JOINED", made.id, made.id],
    ]);
    await stream.socket.close();
  });

  it("starts over when a log was restored to an older state", async () => {
    const viewer = await buildUser(test);
    const project = await buildProject(test, { owner: viewer });
    await buildTask(test, { project });
    const { stream, cursor } = await openLive(viewer);
    await stream.socket.close();
    await test.app.db.transact(null, {}, async (tx) => {
      await tx.execute("DELETE FROM events WHERE stream_id = ? AND seq = 2", [idBytes(project.id)]);
      await tx.execute("UPDATE streams SET last_seq = 1 WHERE id = ?", [idBytes(project.id)]);
    });
    expect(await behind(viewer, cursor)).toMatchObject([{ __typename: "StreamReset", resetReason: "LOG_RESTORED" }]);
  });

  it("takes no other viewer's cursor, and none of a project", async () => {
    const [viewer, other] = [await buildUser(test), await buildUser(test)];
    const { stream, cursor } = await openLive(other);
    await stream.socket.close();
    for (const after of [cursor, "made up", ""]) {
      const refused = await open(viewer, after);
      expect((await refused.nextMessage()).payload).toMatchObject({
        errors: [{ extensions: { code: "BAD_USER_INPUT", fields: [{ path: ["after"], rule: "cursor" }] } }],
      });
      await refused.socket.close();
    }
  });

  it("ends when the session does", async () => {
    const viewer = await buildUser(test);
    const { stream } = await openLive(viewer);
    await change(test, viewer, "revokeSession", { id: viewer.sessionId });
    expect(await take(stream, 1)).toMatchObject([{ __typename: "StreamEnd", endReason: "SESSION_ENDED" }]);
  });
});
