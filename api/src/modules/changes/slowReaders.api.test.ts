import { ask } from "../../testing/client";
import { buildMember, buildTask, type BuiltTask } from "../../testing/factories";
import { openLiveStream, type ProjectStream, takeItems } from "../../testing/projectStream";
import { startTestApp, type TestApp } from "../../testing/testApp";

/** More than the network keeps for a reader, which is some megabytes. */
const CHANGES = 120;
const LONG = "x".repeat(99_000);
const QUERY = `subscription ($id: ID!) { projectStream(projectId: $id) {
  __typename cursor ... on StreamEvent { seq prevSeq task { description } } ... on StreamLagging { behind } ... on StreamEnd { endReason }
} }`;

async function write(test: TestApp, { id, project }: BuiltTask): Promise<void> {
  for (let i = 0; i < CHANGES; i++) {
    await ask(test, project.owner.token, "mutation ($input: UpdateTaskInput!) { updateTask(input: $input) { seq } }", {
      input: { id, description: `${i} ${LONG}` },
    });
  }
}

/** The numbers of the events that come until the stream has brought `last`, and the other items on the way. */
async function readUpTo(stream: ProjectStream, last: number) {
  const items = (await stream.until(({ projectStream }) => projectStream.seq === last)).map(
    (each) => each.projectStream,
  );
  const seqs = items.filter(({ __typename }) => __typename === "StreamEvent").map(({ seq }) => seq);
  return { seqs, others: items.filter(({ __typename }) => __typename !== "StreamEvent") };
}

describe("a reader that is slow", () => {
  it("reads the rest from the log, told so, and misses nothing; others are not held up", async () => {
    const test = await startTestApp({ SOCKET_BUFFER_BYTES: "16384" });
    const task = await buildTask(test);
    const { project } = task;
    const slow = await openLiveStream(test, project.owner.token, project.id, QUERY);
    const fast = await openLiveStream(test, (await buildMember(test, { project })).token, project.id, QUERY);
    slow.socket.pause();
    await write(test, task);
    const first = 4;
    const expected = Array.from({ length: CHANGES }, (_, i) => first + i);
    expect((await takeItems(fast, CHANGES)).map(({ seq }) => seq)).toEqual(expected);
    slow.socket.resume();
    const { seqs, others } = await readUpTo(slow, first + CHANGES - 1);
    expect(seqs).toEqual([first - 1, ...expected]);
    expect(others[0]).toMatchObject({ __typename: "StreamLagging", behind: expect.any(Number) });
    // Once more where it had caught up, and had to be told together with others again.
    expect(others.slice(1).every(({ __typename }) => ["StreamLive", "StreamLagging"].includes(__typename))).toBe(true);
    await Promise.all([slow.socket.close(), fast.socket.close()]);
    await test.close();
  }, 60_000);

  it("is let go when it takes nothing at all", async () => {
    const test = await startTestApp({ SOCKET_BUFFER_BYTES: "16384", SOCKET_KEEP_ALIVE: "1s" });
    const task = await buildTask(test);
    const { project } = task;
    const stuck = await openLiveStream(test, project.owner.token, project.id, QUERY);
    stuck.socket.pause();
    await write(test, task);
    // Twice the time that it has to take something, and what a socket has to close by itself.
    await new Promise((resolve) => setTimeout(resolve, 4_500));
    stuck.socket.resume();
    expect(await stuck.socket.closed).toBe(1006);
    await test.close();
  }, 60_000);
});
