import { buildProject, type Person, share, signUp } from "./support/people";
import { ask } from "../support/graphql";
import { connect, openStream, type ProjectStream } from "../support/stream";
import { openTarget, type Target } from "./support/target";
import { doTask } from "./support/tasks";

let target: Target;
let url: string;
let owner: Person;
let friend: Person;
const opened: ProjectStream[] = [];

beforeAll(async () => {
  target = await openTarget();
  ({ url } = target);
  owner = await signUp(url, "Olga");
  friend = await signUp(url, "Finn");
});
afterEach(async () => {
  await Promise.all(opened.splice(0).map((stream) => stream.close()));
});
afterAll(() => target?.close());

/** A project of the owner's that the friend may change, and the owner's stream of it, live. */
async function watch() {
  const { id } = await buildProject(url, owner);
  const memberId = await share(url, owner, id, friend, "MEMBER");
  return { id, memberId, stream: await live(owner, id) };
}

async function live({ token }: Person, projectId: string): Promise<ProjectStream> {
  const stream = openStream(url, token, projectId);
  opened.push(stream);
  expect(await stream.next()).toMatchObject({ __typename: "StreamLive" });
  return stream;
}

test("what one person does, the other sees at once and in order", async () => {
  const { id, stream } = await watch();
  const { task, seq } = await doTask(url, friend, "create", { projectId: id, title: "From Finn" });
  await doTask(url, friend, "update", { id: task.id, title: "From Finn, better", priority: "HIGH" });
  await doTask(url, friend, "update", { id: task.id, status: "DONE" });
  await doTask(url, friend, "delete", { id: task.id });

  const items = [await stream.next(), await stream.next(), await stream.next(), await stream.next()];
  expect(items).toMatchObject(
    ["TASK_CREATED", "TASK_UPDATED", "TASK_UPDATED", "TASK_DELETED"].map((type, i) => ({
      __typename: "StreamEvent",
      type,
      subjectId: task.id,
      actor: { name: "Finn" },
      seq: seq + i,
      prevSeq: seq + i - 1,
    })),
  );
  expect(items[1]?.changedFields?.toSorted()).toEqual(["priority", "title"]);
  expect(new Set(items.map(({ cursor }) => cursor)).size).toBe(4);
  // As the task is at delivery, and never older than the event.
  for (const [i, { task: seen }] of items.entries()) expect(seen?.version).toBeGreaterThanOrEqual(i + 1);
});

test("everyone who watches gets the same numbers without a gap, whoever writes at once", async () => {
  const { id, stream } = await watch();
  const other = await live(friend, id);
  const writers = Array.from({ length: 20 }, (_, i) =>
    doTask(url, i % 2 ? owner : friend, "create", { projectId: id, title: `Task ${i}` }),
  );
  const seqs = (await Promise.all(writers)).map(({ seq }) => seq).toSorted((a, b) => a - b);
  for (const seq of seqs) {
    const [mine, theirs] = [await stream.next(), await other.next()];
    expect(mine).toMatchObject({ seq, prevSeq: seq - 1, type: "TASK_CREATED" });
    expect(theirs).toMatchObject({ seq, prevSeq: seq - 1, subjectId: mine.subjectId, cursor: mine.cursor });
  }
});

test("whoever is removed is told so, and hears no more", async () => {
  const { id, memberId } = await watch();
  const theirs = await live(friend, id);
  await ask(
    url,
    owner.token,
    "mutation ($input: RemoveProjectMemberInput!) { removeProjectMember(input: $input) { seq } }",
    {
      input: { id: memberId },
    },
  );
  await doTask(url, owner, "create", { projectId: id, title: "Behind closed doors" });
  expect(await theirs.next()).toMatchObject({ __typename: "StreamEnd", endReason: "ACCESS_REVOKED" });
  expect(await theirs.hasEnded()).toBe(true);
});

test.each<[string, () => Person | null, string]>([
  ["a stranger", () => friend, "NOT_FOUND"],
  ["nobody", () => null, "UNAUTHENTICATED"],
])("%s cannot subscribe", async (_title, who, code) => {
  const { id } = await buildProject(url, owner);
  const stream = openStream(url, who()?.token ?? null, id);
  opened.push(stream);
  await expect(stream.next()).rejects.toThrow(`"code":"${code}"`);
});

test("a socket with a token that is none is closed as forbidden", async () => {
  const client = connect(url, "made.up.token");
  const closed = new Promise<unknown>((resolve) => client.on("closed", resolve));
  await expect(client.iterate({ query: "{ viewer { id } }" }).next()).rejects.toMatchObject({ code: 4403 });
  expect(await closed).toMatchObject({ code: 4403 });
  await client.dispose();
});

test("queries and mutations run over the socket too", async () => {
  const client = connect(url, owner.token);
  const { value } = await client
    .iterate<{ createTask: { task: { title: string } } }>({
      query: 'mutation { createTask(input: {title: "By socket"}) { task { title } } }',
    })
    .next();
  expect(value).toEqual({ data: { createTask: { task: { title: "By socket" } } } });
  await client.dispose();
});
