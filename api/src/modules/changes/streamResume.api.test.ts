import { idBytes } from "../../platform/ids";
import { ask, send } from "../../testing/client";
import { buildMember, buildPendingMember, buildProject, buildTask, type BuiltProject } from "../../testing/factories";
import { change } from "../../testing/mutations";
import {
  itemsUntilLive,
  openLiveStream,
  openProjectStream,
  type StreamStart,
  takeItems,
} from "../../testing/projectStream";
import { startTestApp, type TestApp, withTestApp } from "../../testing/testApp";

const MINUTE_MS = 60_000;

let test: TestApp;
beforeAll(async () => {
  test = await startTestApp();
});
afterAll(() => test.close());

const kinds = (items: { __typename: string }[]) => items.map(({ __typename }) => __typename);
const from = (project: BuiltProject, start: StreamStart) =>
  itemsUntilLive(test, project.owner.token, project.id, start);

async function cursorOf({ id, owner }: BuiltProject): Promise<string> {
  const query = "query ($id: ID!) { project(id: $id) { streamCursor } }";
  const { project } = await ask<{ project: { streamCursor: string } }>(test, owner.token, query, { id });
  return project.streamCursor;
}

describe("a stream that continues behind a cursor", () => {
  it("replays what came behind it, each once, then is live", async () => {
    const project = await buildProject(test);
    const after = await cursorOf(project);
    const tasks = [await buildTask(test, { project }), await buildTask(test, { project })];
    const items = await from(project, { after });
    expect(kinds(items)).toEqual(["StreamEvent", "StreamEvent", "StreamLive"]);
    expect(items.slice(0, 2)).toMatchObject(tasks.map(({ id }, i) => ({ subjectId: id, seq: 2 + i, prevSeq: 1 + i })));
    expect(kinds(await from(project, { after: items[0]?.cursor }))).toEqual(["StreamEvent", "StreamLive"]);
    expect(kinds(await from(project, { after: items[2]?.cursor }))).toEqual(["StreamLive"]);
  });

  it("replays hundreds, while more are written, without a gap", async () => {
    const project = await buildProject(test);
    const after = await cursorOf(project);
    for (let i = 0; i < 220; i++) await buildTask(test, { project });
    const opening = openProjectStream(test, project.owner.token, project.id, undefined, { after });
    const writing = Promise.all(Array.from({ length: 30 }, () => buildTask(test, { project })));
    const stream = await opening;
    const items = await takeItems(stream, 251);
    await writing;
    const seqs = items.filter(({ __typename }) => __typename === "StreamEvent").map(({ seq }) => seq);
    expect(seqs).toEqual(Array.from({ length: 250 }, (_, i) => i + 2));
    await stream.socket.close();
  });

  it("is refused for what is no cursor of this project", async () => {
    const [project, other] = [await buildProject(test), await buildProject(test)];
    for (const after of ["made up", await cursorOf(other), ""]) {
      const stream = await openProjectStream(test, project.owner.token, project.id, undefined, { after });
      expect((await stream.nextMessage()).payload).toMatchObject({
        errors: [{ extensions: { code: "BAD_USER_INPUT", fields: [{ path: ["after"], rule: "cursor" }] } }],
      });
      await stream.socket.close();
    }
  });

  it("takes cursors of the list of changes, and gives ones to it", async () => {
    const project = await buildProject(test);
    const tasks = [await buildTask(test, { project }), await buildTask(test, { project })];
    const page = await changesOf(project, { first: 2 });
    expect(page).toMatchObject({
      events: [
        { seq: 1, prevSeq: 0 },
        { seq: 2, prevSeq: 1 },
      ],
      hasMore: true,
    });
    const [event] = await from(project, { after: page.endCursor });
    expect(event).toMatchObject({ seq: 3, subjectId: tasks[1]?.id });
    const rest = await changesOf(project, { after: page.endCursor });
    expect(rest).toMatchObject({ events: [{ cursor: event?.cursor }], hasMore: false, resetReason: null });
    expect(await changesOf(project, { after: rest.endCursor })).toMatchObject({
      events: [],
      endCursor: rest.endCursor,
    });
  });

  it("starts over when the log was restored to an older state", async () => {
    const project = await buildProject(test);
    await buildTask(test, { project });
    const after = await cursorOf(project);
    await test.app.db.transact(null, {}, async (tx) => {
      await tx.execute("DELETE FROM events WHERE stream_id = ? AND seq = 2", [idBytes(project.id)]);
      await tx.execute("UPDATE streams SET last_seq = 1 WHERE id = ?", [idBytes(project.id)]);
    });
    for (const isReplaced of [false, true]) {
      if (isReplaced) await buildTask(test, { project });
      const items = await from(project, { after });
      expect(kinds(items)).toEqual(["StreamReset", "StreamLive"]);
      expect(items[0]?.resetReason).toBe("LOG_RESTORED");
      const withTasks = await from(project, { after, snapshot: true });
      expect(kinds(withTasks)).toEqual(["StreamReset", "StreamSnapshot", "StreamLive"]);
      // Whoever stops right behind the reset continues with the snapshot.
      expect(kinds(await from(project, { after: withTasks[0]?.cursor }))).toEqual(["StreamSnapshot", "StreamLive"]);
      expect(await changesOf(project, { after })).toMatchObject({
        resetReason: "LOG_RESTORED",
        events: [{ seq: 1 }, ...(isReplaced ? [{ seq: 2 }] : [])],
      });
    }
  });

  it("starts over when the cursor is older than what is kept", async () => {
    await withTestApp({ LOG_RETENTION: "10m" }, async (own) => {
      const project = await buildProject(own);
      const query = "query ($id: ID!) { project(id: $id) { streamCursor } }";
      const { project: shown } = await ask<{ project: { streamCursor: string } }>(own, project.owner.token, query, {
        id: project.id,
      });
      own.advance(9 * MINUTE_MS);
      const after = shown.streamCursor;
      await buildTask(own, { project });
      expect(kinds(await itemsUntilLive(own, project.owner.token, project.id, { after }))).toEqual([
        "StreamEvent",
        "StreamLive",
      ]);
      own.advance(2 * MINUTE_MS);
      const items = await itemsUntilLive(own, project.owner.token, project.id, { after });
      expect(items).toMatchObject([{ resetReason: "CURSOR_EXPIRED" }, { __typename: "StreamLive" }]);
    });
  });
});

describe("a stream that begins with a snapshot", () => {
  it("brings all live tasks in pages, then what was changed since", async () => {
    const project = await buildProject(test);
    const ids: string[] = [];
    for (let i = 0; i < 103; i++) ids.push((await buildTask(test, { project })).id);
    await change(test, project.owner, "deleteTask", { id: ids[5] });
    const stream = await openProjectStream(test, project.owner.token, project.id, undefined, { snapshot: true });
    const pages = (await stream.until(({ projectStream }) => projectStream.isLast)).map((item) => item.projectStream);
    expect(pages.map(({ tasks, isLast, seq }) => [tasks.length, isLast, seq])).toEqual([
      [100, false, 105],
      [2, true, 105],
    ]);
    expect(pages.flatMap(({ tasks }) => tasks.map(({ id }) => id))).toEqual(ids.filter((id) => id !== ids[5]));
    expect(kinds(await takeItems(stream, 1))).toEqual(["StreamLive"]);
    await stream.socket.close();
    // Behind the first page: its rest, with what is new by now, and the events since the cut.
    const late = await buildTask(test, { project });
    const [rest, event, live] = await from(project, { after: pages[0]?.cursor });
    expect(rest).toMatchObject({ seq: 105, isLast: true });
    expect(rest?.tasks.map(({ id }) => id)).toEqual([ids[101], ids[102], late.id]);
    expect(event).toMatchObject({ seq: 106, prevSeq: 105, subjectId: late.id });
    expect(live?.__typename).toBe("StreamLive");
    expect(await from(project, { after: pages[1]?.cursor })).toMatchObject([{ seq: 106 }, {}]);
  });

  it("has one empty page of a project without tasks", async () => {
    expect(await from(await buildProject(test), { snapshot: true })).toMatchObject([
      { __typename: "StreamSnapshot", seq: 1, tasks: [], isLast: true },
      { __typename: "StreamLive" },
    ]);
  });
});

describe("prevSeq", () => {
  it("leaves out what is not for the reader, live and in the replay, by the role that they had", async () => {
    const project = await buildProject(test);
    const member = await buildMember(test, { project, role: "ADMIN" });
    const after = await cursorOf(project);
    const streams = [
      await openLiveStream(test, project.owner.token, project.id),
      await openLiveStream(test, member.token, project.id),
    ];
    await buildPendingMember(test, { project });
    const role = (to: string) => change(test, project.owner, "updateProjectMember", { id: member.memberId, role: to });
    await role("MEMBER");
    await buildPendingMember(test, { project });
    await buildTask(test, { project });
    const owners = [
      [3, 2],
      [4, 3],
      [5, 4],
      [6, 5],
    ];
    // As an admin they saw 3; of 5 they were not told.
    const members = [
      [3, 2],
      [4, 3],
      [6, 4],
    ];
    const told = (items: { seq: number; prevSeq: number }[]) => items.map(({ seq, prevSeq }) => [seq, prevSeq]);
    expect(told(await takeItems(streams[0] as never, 4))).toEqual(owners);
    expect(told(await takeItems(streams[1] as never, 3))).toEqual(members);
    expect(told((await from(project, { after })).slice(0, -1))).toEqual(owners);
    const again = await itemsUntilLive(test, member.token, project.id, { after });
    expect(told(again.slice(0, -1))).toEqual(members);
    for (const stream of streams) await stream.socket.close();
  });

  it("has no gap for somebody who was away", async () => {
    const project = await buildProject(test);
    const { token, memberId, email } = await buildMember(test, { project });
    const after = await cursorOf(project);
    await change(test, project.owner, "removeProjectMember", { id: memberId });
    await buildTask(test, { project });
    await change(test, project.owner, "addProjectMember", { projectId: project.id, email, role: "VIEWER" });
    const items = await itemsUntilLive(test, token, project.id, { after });
    expect(items.slice(0, -1).map(({ seq, prevSeq }) => [seq, prevSeq])).toEqual([
      [3, 2],
      [4, 3],
      [5, 4],
    ]);
  });
});

describe("streamCursor", () => {
  it("is taken before the lists beside it are read", async () => {
    const project = await buildProject(test);
    const query =
      "query ($id: ID!) { tasks(first: 1) { nodes { id } } project(id: $id) { streamCursor tasks { nodes { id } } } }";
    const statements = await test.statementsOf(() => ask(test, project.owner.token, query, { id: project.id }));
    const of = (part: string) => statements.findIndex((sql) => sql.includes(part));
    expect(of("s.last_seq")).toBeGreaterThanOrEqual(0);
    expect(of("s.last_seq")).toBeLessThan(of("FROM tasks t"));
  });

  it("is there for a project that the request has made", async () => {
    const { owner } = await buildProject(test);
    const query = `mutation { createProject(input: { name: "New" }) { project { id streamCursor } } }`;
    const { createProject } = await ask<{ createProject: { project: { id: string; streamCursor: string } } }>(
      test,
      owner.token,
      query,
    );
    const { id, streamCursor } = createProject.project;
    expect(kinds(await itemsUntilLive(test, owner.token, id, { after: streamCursor }))).toEqual(["StreamLive"]);
  });
});

interface Changes {
  events: { cursor: string; seq: number; prevSeq: number }[];
  endCursor: string;
  hasMore: boolean;
  resetReason: string | null;
}

const CHANGES = `query ($id: ID!, $after: String, $first: Int) { changes(projectId: $id, after: $after, first: $first) {
  events { cursor seq prevSeq } endCursor hasMore resetReason } }`;

async function changesOf({ id, owner }: BuiltProject, args: object): Promise<Changes> {
  return (await ask<{ changes: Changes }>(test, owner.token, CHANGES, { id, ...args })).changes;
}

describe("changes", () => {
  it.each([0, 101])("takes no %d at a time", async (first) => {
    const { id, owner } = await buildProject(test);
    const { errors } = await send(test, owner.token, CHANGES, { id, first });
    expect(errors?.[0]?.extensions).toMatchObject({ code: "BAD_USER_INPUT", fields: [{ path: ["first"] }] });
  });
});
