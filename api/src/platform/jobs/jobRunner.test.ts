import { z } from "zod";
import { idBytes } from "../ids";
import { type JobBench, openJobBench } from "../../testing/jobs";
import { type AnyJob, defineJob } from "./job";
import { engine } from "../../testing/testDatabase";

let bench: JobBench;
beforeEach(async () => {
  bench = await openJobBench();
});
afterEach(() => bench.close());

/** A job for events of type A that notes what it was given. */
function noting(done: string[], more: { name?: string; attempts?: number; run?: () => Promise<void> } = {}): AnyJob {
  return defineJob({
    name: more.name ?? "note",
    schema: z.object({ event: z.string() }),
    options: { on: { A: ({ id }) => ({ event: id }) }, ...(more.attempts && { attempts: more.attempts }) },
    run: async ({ event }) => {
      await more.run?.();
      done.push(event);
    },
  });
}

const failing = (done: string[], times: number, attempts?: number) => {
  let left = times;
  const run = async () => {
    if (left-- > 0) throw new Error("not today");
  };
  return noting(done, { run, ...(attempts && { attempts }) });
};

/** What runs until it is told to end. */
function holding() {
  let [begin, release] = [() => {}, () => {}];
  const hasBegun = new Promise<void>((resolve) => (begin = resolve));
  const isReleased = new Promise<void>((resolve) => (release = resolve));
  const run = async () => {
    begin();
    await isReleased;
  };
  return { hasBegun, release, run };
}

describe("an event", () => {
  it("has its jobs done, and leaves nothing behind", async () => {
    const done: string[] = [];
    const runner = bench.runner([noting(done), noting(done, { name: "noteToo" })]);
    const ids = [await bench.emit("A"), await bench.emit("A")];
    expect(await bench.waiting()).toBe(2);
    await runner.idle();
    expect(done.toSorted()).toEqual([...ids, ...ids].toSorted());
    expect(await bench.waiting()).toBe(0);
    expect(await bench.rows()).toEqual([]);
  });

  it("of a type that no job is for waits for none", async () => {
    bench.runner([noting([])]);
    await bench.emit("B");
    expect(await bench.waiting()).toBe(0);
  });

  it("makes no job when the job has no use for it", async () => {
    const job = defineJob({ name: "pick", schema: z.object({}), options: { on: { A: () => null } }, run: fail });
    const runner = bench.runner([job]);
    await bench.emit("A");
    await runner.idle();
    expect([await bench.waiting(), await bench.rows()]).toEqual([0, []]);
  });

  it("that was not committed has no job", async () => {
    bench.runner([noting([])]);
    const { db, streamId } = bench;
    const undone = db.transact(null, { users: [streamId] }, async (tx) => {
      tx.emit({ streamId, type: "A", subjectId: streamId, subjectVersion: 1, actorId: null, changes: [] });
      throw new Error("changed my mind");
    });
    await expect(undone).rejects.toThrow("changed my mind");
    expect(await bench.waiting()).toBe(0);
  });

  it("enqueues a job once, whatever happens", async () => {
    const done: string[] = [];
    const runner = bench.runner([failing(done, 1)]);
    const id = await bench.emit("A");
    await runner.idle();
    await bench.db.transact(null, {}, (tx) =>
      tx.execute("INSERT INTO event_dispatch VALUES (?, 1)", [idBytes(bench.streamId)]),
    );
    await runner.idle();
    expect((await bench.rows()).map((row) => row.id)).toEqual([`note/${id}`]);
    bench.advance(10_000);
    await runner.idle();
    expect(done).toEqual([id]);
  });

  it("that a job cannot read is kept for people to see, and holds up nobody", async () => {
    const done: string[] = [];
    const on = {
      A: () => {
        throw new Error("no such field");
      },
    };
    const runner = bench.runner([
      defineJob({ name: "misread", schema: z.object({}), options: { on }, run: fail }),
      noting(done),
    ]);
    const id = await bench.emit("A");
    await runner.idle();
    expect(done).toEqual([id]);
    expect(await bench.rows()).toMatchObject([{ id: `misread/${id}`, failedAt: expect.any(Date) }]);
    expect(bench.logged).toMatchObject([{ level: "error", fields: { job: `misread/${id}` } }]);
  });

  it("that was committed before the process ended has its job done by the next", async () => {
    const done: string[] = [];
    bench.runner([noting(done)]);
    const ids: string[] = [];
    for (let i = 0; i < 250; i++) ids.push(await bench.emit("A"));
    await bench.runner([noting(done)]).idle();
    expect(done.toSorted()).toEqual(ids.toSorted());
    expect(await bench.waiting()).toBe(0);
  });
});

describe("a job that fails", () => {
  it("is done again after a while, and is then forgotten", async () => {
    const done: string[] = [];
    const runner = bench.runner([failing(done, 1)]);
    const id = await bench.emit("A");
    await runner.idle();
    const [row] = await bench.rows();
    expect(row).toMatchObject({ attempts: 1, lastError: "not today", failedAt: null, leasedUntil: null });
    const delay = row!.runAt.getTime() - bench.clock().getTime();
    expect(delay).toBeGreaterThan(4_000);
    expect(delay).toBeLessThanOrEqual(10_000);
    expect(bench.logged).toMatchObject([{ level: "warn", fields: { job: `note/${id}`, attempt: 1 } }]);

    bench.advance(4_000);
    await runner.idle();
    expect(done).toEqual([]);
    bench.advance(6_000);
    await runner.idle();
    expect(done).toEqual([id]);
    expect(await bench.rows()).toEqual([]);
  });

  it("waits twice as long each time, an hour at most, and is given up after ten runs", async () => {
    const done: string[] = [];
    const runner = bench.runner([failing(done, 1_000)]);
    await bench.emit("A");
    for (let attempt = 1; attempt < 10; attempt++) {
      await runner.idle();
      const [row] = await bench.rows();
      const longest = Math.min(10_000 * 2 ** (attempt - 1), 3_600_000);
      const delay = row!.runAt.getTime() - bench.clock().getTime();
      expect(row).toMatchObject({ attempts: attempt, failedAt: null });
      expect(delay).toBeLessThanOrEqual(longest);
      expect(delay).toBeGreaterThan(longest / 2 - 1_000);
      bench.advance(longest);
    }
    expect(bench.logged.every(({ level }) => level === "warn")).toBe(true);
    await runner.idle();
    expect(await bench.rows()).toMatchObject([{ attempts: 10, failedAt: expect.any(Date), lastError: "not today" }]);
    expect(bench.logged.at(-1)).toMatchObject({ level: "error", message: "a job was given up" });
    bench.advance(365 * 86_400_000);
    await runner.idle();
    expect(await bench.rows()).toMatchObject([{ attempts: 10 }]);
  });

  it("may say how often it is tried", async () => {
    const runner = bench.runner([failing([], 1_000, 1)]);
    await bench.emit("A");
    await runner.idle();
    expect(await bench.rows()).toMatchObject([{ attempts: 1, failedAt: expect.any(Date) }]);
  });

  it("holds up no other", async () => {
    const done: string[] = [];
    const runner = bench.runner([failing([], 1_000), noting(done, { name: "noteToo" })]);
    const id = await bench.emit("A");
    await runner.idle();
    expect(done).toEqual([id]);
  });

  it("fails before it runs when its data does not fit its schema any more", async () => {
    const done: string[] = [];
    const runner = bench.runner([failing(done, 1, 2)]);
    await bench.emit("A");
    await runner.idle();
    await bench.db.transact(null, {}, (tx) => tx.execute(`UPDATE jobs SET data = '{"event": 7}'`));
    bench.advance(10_000);
    await runner.idle();
    expect(done).toEqual([]);
    expect(await bench.rows()).toMatchObject([
      { failedAt: expect.any(Date), lastError: expect.stringMatching(/expected string/) },
    ]);
  });
});

describe("a runner", () => {
  it("that died loses its job to the next when its lease runs out, and not before", async () => {
    const done: string[] = [];
    const hold = holding();
    const dead = bench.runner([noting(done, { run: hold.run })]);
    const next = bench.runner([noting(done)]);
    const id = await bench.emit("A");
    void dead.idle();
    await hold.hasBegun;
    bench.advance(4_500);
    await next.idle();
    expect(done).toEqual([]);
    bench.advance(500);
    await next.idle();
    expect(done).toEqual([id]);
    expect(await bench.rows()).toEqual([]);
    hold.release();
    await dead.idle();
    expect(bench.logged).toEqual([]);
  });

  it("that was taken for dead changes nothing when it is back", async () => {
    const hold = holding();
    const back = bench.runner([noting([], { run: hold.run })]);
    const next = bench.runner([failing([], 1_000)]);
    await bench.emit("A");
    const idle = back.idle();
    await hold.hasBegun;
    bench.advance(5_000);
    await next.idle();
    const rows = await bench.rows();
    hold.release();
    await idle;
    expect(rows).toMatchObject([{ attempts: 2, lastError: "not today" }]);
    expect(await bench.rows()).toEqual(rows);
  });

  it("keeps the lease of what it is doing", async () => {
    jest.useFakeTimers({
      doNotFake: ["Date", "hrtime", "nextTick", "performance", "queueMicrotask", "setImmediate", "setTimeout"],
    });
    try {
      const hold = holding();
      const runner = bench.runner([noting([], { run: hold.run })]);
      await bench.emit("A");
      runner.start();
      await hold.hasBegun;
      const renewed = async () => {
        const [row] = await bench.rows();
        return row!.leasedUntil!.getTime() - bench.clock().getTime();
      };
      bench.advance(2_000);
      expect(await renewed()).toBeLessThanOrEqual(3_000);
      jest.advanceTimersByTime(2_000);
      // Behind the renewal in the writer's queue.
      await bench.db.transact(null, {}, async () => {});
      expect(await renewed()).toBeGreaterThan(4_000);
      hold.release();
      await runner.idle();
    } finally {
      jest.useRealTimers();
    }
  });

  it("does not try for ever what ends the process each time", async () => {
    const done: string[] = [];
    const runner = bench.runner([failing(done, 1, 2)]);
    await bench.emit("A");
    await runner.idle();
    await bench.db.transact(null, {}, (tx) => tx.execute("UPDATE jobs SET attempts = 2"));
    bench.advance(10_000);
    await runner.idle();
    expect(done).toEqual([]);
    expect(await bench.rows()).toMatchObject([{ attempts: 3, failedAt: expect.any(Date) }]);
    expect(bench.logged.at(-1)).toMatchObject({ level: "error" });
  });

  it("leaves jobs and events that it does not know, and says so once", async () => {
    const before = bench.runner([failing([], 1_000), noting([], { name: "gone" })]);
    await bench.emit("A");
    await before.idle();
    await bench.emit("A");
    const other = defineJob({ name: "other", schema: z.object({}), options: { on: { B: () => ({}) } }, run: fail });
    const now = bench.runner([other]);
    bench.logged.length = 0;
    bench.advance(86_400_000);
    await now.idle();
    await now.idle();
    expect(await bench.rows()).toHaveLength(1);
    expect(await bench.waiting()).toBe(1);
    expect(bench.logged).toEqual([
      { level: "warn", message: expect.stringMatching(/does not know/), fields: { job: "note", waiting: 1 } },
      { level: "warn", message: expect.stringMatching(/no job for/), fields: { events: 1 } },
    ]);
  });

  it("only reads when there is nothing to do", async () => {
    const runner = bench.runner([noting([])]);
    await runner.idle();
    bench.statements.length = 0;
    await runner.idle();
    await runner.idle();
    expect(bench.statements.length).toBeGreaterThan(0);
    expect(bench.statements.filter((sql) => !/^\s*SELECT/.test(sql))).toEqual([]);
  });

  it("does a few jobs at once, and all in the end", async () => {
    const done: string[] = [];
    let [running, most] = [0, 0];
    const run = async () => {
      most = Math.max(most, (running += 1));
      await new Promise(setImmediate);
      running -= 1;
    };
    const runner = bench.runner([noting(done, { run })]);
    for (let i = 0; i < 20; i++) await bench.emit("A");
    await runner.idle();
    expect(done).toHaveLength(20);
    expect(most).toBe(4);
  });

  it("is woken by the doorbell", async () => {
    const hold = holding();
    const runner = bench.runner([noting([], { run: hold.run })], 2 ** 31 - 1);
    runner.start();
    await runner.idle();
    await bench.emit("A");
    await expect(hold.hasBegun).resolves.toBeUndefined();
    hold.release();
  });

  it("finds by itself what no ring told of", async () => {
    const hold = holding();
    const runner = bench.runner([noting([], { run: hold.run })], 20);
    runner.start();
    await runner.idle();
    await bench.db.transact(null, {}, (tx) =>
      tx.execute(
        `INSERT INTO jobs (id, name, data, run_at, attempts) VALUES ('note/x', 'note', '{"event": "x"}', ${bench.clock().getTime()}, 0)`,
      ),
    );
    await expect(hold.hasBegun).resolves.toBeUndefined();
    hold.release();
  });

  it("that is stopped waits for what it is doing, and begins nothing more", async () => {
    const done: string[] = [];
    const hold = holding();
    const runner = bench.runner([noting(done, { run: hold.run })]);
    const id = await bench.emit("A");
    runner.start();
    await hold.hasBegun;
    const stopped = runner.stop(60_000);
    await bench.emit("A");
    hold.release();
    await stopped;
    expect(done).toEqual([id]);
    expect(await bench.rows()).toEqual([]);
    expect(await bench.waiting()).toBe(1);
  });

  it("that is stopped does not wait for ever, and the job is done again", async () => {
    const done: string[] = [];
    const hold = holding();
    const runner = bench.runner([noting([], { run: hold.run })]);
    const id = await bench.emit("A");
    runner.start();
    await hold.hasBegun;
    await runner.stop(1);
    expect(bench.logged).toMatchObject([{ level: "warn", fields: { jobs: [`note/${id}`] } }]);
    bench.advance(10_000);
    await bench.runner([noting(done)]).idle();
    expect(done).toEqual([id]);
    hold.release();
  });

  it("tells of an outcome that it could not store, and the job is done again", async () => {
    const done: string[] = [];
    const runner = bench.runner([noting(done)]);
    const id = await bench.emit("A");
    await bench.db.transact(null, {}, (tx) =>
      tx.execute(`CREATE TRIGGER stuck BEFORE DELETE ON jobs ${DISK_FULL[engine]}`),
    );
    await runner.idle();
    expect(bench.logged).toMatchObject([{ level: "error", fields: { job: `note/${id}` } }]);
    await bench.db.transact(null, {}, (tx) => tx.execute("DROP TRIGGER stuck"));
    bench.advance(10_000);
    await runner.idle();
    expect(done).toEqual([id, id]);
    expect(await bench.rows()).toEqual([]);
  });
});

/** The body of a trigger that fails. */
const DISK_FULL = {
  sqlite: "BEGIN SELECT RAISE(ABORT, 'disk full'); END",
  mysql: "FOR EACH ROW SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'disk full'",
};

async function fail(): Promise<void> {
  throw new Error("This job was not to run");
}
