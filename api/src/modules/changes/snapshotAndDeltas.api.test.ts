import { ask } from "../../testing/client";
import { buildProject, buildTask, type BuiltProject } from "../../testing/factories";
import { change } from "../../testing/mutations";
import { openProjectStream, type ProjectStream, type StreamItem } from "../../testing/projectStream";
import { startTestApp, type TestApp } from "../../testing/testApp";

const ROUNDS = 20;
const FOLLOWERS = 50;
const WRITES = 40;
const QUERY = `subscription ($id: ID!, $after: String, $snapshot: Boolean) {
  projectStream(projectId: $id, after: $after, snapshot: $snapshot) {
    __typename cursor
    ... on StreamSnapshot { seq isLast tasks { ...Row } }
    ... on StreamEvent { seq prevSeq type subjectId task { ...Row } }
  }
}
fragment Row on Task { id title status position version deletedAt }`;

type Row = { id: string; version: number; deletedAt: string | null };

let test: TestApp;
beforeAll(async () => {
  test = await startTestApp({ LIMIT_SOCKETS_BY_VIEWER: "1000" });
});
afterAll(() => test.close());

/** Numbers from 0 to 1, the same for a seed (mulberry32). */
function randomOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Keeps a copy of a project's tasks by what a stream brings, over connections that break. */
class Copy {
  readonly tasks = new Map<string, Row>();
  private after: string | undefined;
  private seq = 0;

  constructor(
    private readonly project: BuiltProject,
    private readonly random: () => number,
  ) {}

  /** Until it has come as far as `end` says, once that is known; before, connections are given up at any item. */
  async follow(end: () => number | null): Promise<void> {
    for (;;) {
      const start = { snapshot: true, ...(this.after && { after: this.after }) };
      const stream = await openProjectStream(test, this.project.owner.token, this.project.id, QUERY, start);
      const isDone = await this.read(stream, end, Math.floor(this.random() * 12));
      await stream.socket.close();
      if (isDone) return;
    }
  }

  private async read(stream: ProjectStream, end: () => number | null, most: number): Promise<boolean> {
    for (let count = 0; ; count++) {
      const { projectStream: item } = await stream.next();
      this.take(item);
      const last = end();
      const isWhole = item.__typename === "StreamLive" || item.__typename === "StreamEvent";
      if (last !== null && isWhole && this.seq >= last) return true;
      if (last === null && count >= most) return false;
    }
  }

  private take(item: StreamItem): void {
    if (item.__typename === "StreamEvent" && item.prevSeq > this.seq) throw new Error(`${item.prevSeq} was lost`);
    const shown = (item.__typename === "StreamSnapshot" ? item.tasks : [item.task]) as unknown as (Row | null)[];
    for (const task of shown) {
      if (!task) continue;
      if (task.version >= (this.tasks.get(task.id)?.version ?? 0)) this.tasks.set(task.id, task);
    }
    if (item.__typename === "StreamEvent" && item.type === "TASK_MOVED_OUT") this.tasks.delete(item.subjectId);
    this.seq = Math.max(this.seq, item.seq ?? 0);
    this.after = item.cursor;
  }
}

/** One of the changes that there are to a task of the project, or a new one. */
async function write(project: BuiltProject, other: BuiltProject, ids: string[], random: () => number): Promise<void> {
  const { owner } = project;
  const id = ids[Math.floor(random() * ids.length)];
  const kind = Math.floor(random() * 6);
  if (!id || kind === 0) return void ids.push((await buildTask(test, { project })).id);
  if (kind === 1) await change(test, owner, "updateTask", { id, title: `Title ${random()}` });
  else if (kind === 2) await change(test, owner, "updateTask", { id, status: random() < 0.5 ? "DONE" : "TODO" });
  else if (kind === 3) await change(test, owner, "moveTask", { id, status: random() < 0.5 ? "IN_REVIEW" : "BACKLOG" });
  else if (kind === 4) {
    await change(test, owner, "deleteTask", { id });
    if (random() < 0.5) await change(test, owner, "restoreTask", { id });
    else ids.splice(ids.indexOf(id), 1);
  } else {
    await change(test, owner, "moveTask", { id, projectId: other.id });
    ids.splice(ids.indexOf(id), 1);
  }
}

async function tasksOf({ id, owner }: BuiltProject): Promise<{ rows: Row[]; lastSeq: number }> {
  const query = `query ($id: ID!) { project(id: $id) { lastSeq tasks(first: 100) { nodes { id title status position version deletedAt } } } }`;
  const { project } = await ask<{ project: { lastSeq: number; tasks: { nodes: Row[] } } }>(test, owner.token, query, {
    id,
  });
  return { rows: project.tasks.nodes, lastSeq: project.lastSeq };
}

const byId = (rows: Iterable<Row>) =>
  [...rows].filter(({ deletedAt }) => deletedAt === null).toSorted((a, b) => (a.id < b.id ? -1 : 1));

describe("a snapshot and the events behind it", () => {
  it.each(Array.from({ length: ROUNDS }, (_, i) => 1_000 + i))(
    "are what a query says, for fifty who begin and break off anywhere (seed %d)",
    async (roundSeed) => {
      const random = randomOf(roundSeed);
      const project = await buildProject(test);
      const other = await buildProject(test, { owner: project.owner });
      const ids: string[] = [];
      for (let i = 0; i < 5; i++) ids.push((await buildTask(test, { project })).id);
      let end: number | null = null;
      const copies = Array.from({ length: FOLLOWERS }, (_, i) => new Copy(project, randomOf(roundSeed * 100 + i)));
      const following = copies.map(async (copy, i) => {
        await new Promise((resolve) => setTimeout(resolve, (i * 150) / FOLLOWERS));
        await copy.follow(() => end);
      });
      for (let i = 0; i < WRITES; i++) await write(project, other, ids, random);
      const { rows, lastSeq } = await tasksOf(project);
      end = lastSeq;
      // For those who wait for something new.
      await change(test, project.owner, "updateProject", { id: project.id, description: "The end" });
      await Promise.all(following);
      for (const copy of copies) expect(byId(copy.tasks.values())).toEqual(byId(rows));
    },
  );
});
