import { send } from "../../../testing/client";
import { buildProject, type BuiltProject } from "../../../testing/factories";
import { startTestApp, type TestApp } from "../../../testing/testApp";
import type { Database, LogEvent, SqlValue } from "../database";
import { lastSeqs } from "../log/log";

let test: TestApp;
let db: Database;
let project: BuiltProject;
beforeAll(async () => {
  test = await startTestApp();
  db = test.app.db;
  await db.transact(null, {}, (tx) => tx.execute("CREATE TABLE notes (text TEXT)"));
});
beforeEach(async () => {
  await db.transact(null, {}, (tx) => tx.execute("DELETE FROM notes"));
  project = await buildProject(test);
});
afterAll(() => test.close());

const write = (text: SqlValue) => db.transact(null, {}, (tx) => tx.execute("INSERT INTO notes VALUES (?)", [text]));
const notes = async () =>
  (await db.readLatest().query<{ text: string }>("SELECT text FROM notes ORDER BY rowid")).map(({ text }) => text);
const change = (): LogEvent => ({
  streamId: project.id,
  type: "PROJECT_UPDATED",
  subjectId: project.id,
  subjectVersion: 2,
  actorId: null,
  changes: [],
});
const head = async () => (await lastSeqs(db.readLatest(), [project.id])).get(project.id);
const busy = { code: "UNAVAILABLE", details: { retryAfter: expect.any(Number) } };

/** A transaction that holds the writer until it is told to commit. */
function holdWriter(): { holding: Promise<void>; release: () => void } {
  let release = () => {};
  const released = new Promise<void>((resolve) => (release = resolve));
  return { holding: db.transact(null, {}, () => released), release: () => release() };
}

describe("a transaction", () => {
  it("that fails leaves nothing: no row, no event, no number used up", async () => {
    const before = await head();
    const failing = db.transact(null, { projects: [project.id] }, async (tx) => {
      await tx.execute("INSERT INTO notes VALUES ('lost')");
      tx.emit(change());
      throw new Error("changed my mind");
    });
    await expect(failing).rejects.toThrow("changed my mind");
    expect(await notes()).toEqual([]);
    expect(await head()).toBe(before);
    expect(await db.transact(null, { projects: [project.id] }, async (tx) => tx.emit(change()))).toBe(before! + 1);
  });

  it("that fails takes nothing of its neighbours with it", async () => {
    const work = Array.from({ length: 40 }, (_, i) =>
      db.transact(null, {}, async (tx) => {
        await tx.execute("INSERT INTO notes VALUES (?)", [`note ${i}`]);
        if (i % 2 === 1) throw new Error("odd");
      }),
    );
    const outcomes = await Promise.allSettled(work);
    expect(outcomes.filter(({ status }) => status === "rejected")).toHaveLength(20);
    expect(await notes()).toEqual(Array.from({ length: 20 }, (_, i) => `note ${i * 2}`));
  });

  it("is seen by readers when it has committed, and not before", async () => {
    let seenWithin: string[] = [];
    await db.transact(null, {}, async (tx) => {
      await tx.execute("INSERT INTO notes VALUES ('new')");
      seenWithin = await notes();
    });
    expect(seenWithin).toEqual([]);
    expect(await notes()).toEqual(["new"]);
  });

  it("tells only a log that it holds", async () => {
    await expect(db.transact(null, {}, async (tx) => tx.emit(change()))).rejects.toThrow("does not hold");
    await expect(
      db.transact(null, { projects: ["prj_01h2xcejqtf2nbrexx3vqjhp41"] }, async (tx) =>
        tx.lastSeq("prj_01h2xcejqtf2nbrexx3vqjhp41"),
      ),
    ).rejects.toThrow("does not hold");
  });

  it.each([
    ["undefined", undefined],
    ["a Date", new Date()],
    ["NaN", Number.NaN],
    ["an object", {}],
  ])("that binds %s fails, and the process lives", async (_name, value) => {
    await expect(write(value as SqlValue)).rejects.toThrow("SQLite cannot bind");
    await write("still here");
    expect(await notes()).toEqual(["still here"]);
  });
});

describe("the queue for the writer", () => {
  it("is bounded: whoever comes when 1,000 wait is refused, and those who wait are served", async () => {
    const { holding, release } = holdWriter();
    const waiting = Array.from({ length: 1_000 }, (_, i) => write(`note ${i}`));
    await expect(write("one too many")).rejects.toMatchObject(busy);
    const { data, errors } = await send(
      test,
      project.owner.token,
      `mutation { createTask(input: { title: "x" }) { seq } }`,
    );
    expect(data).toEqual({ createTask: null });
    expect(errors?.[0]?.extensions).toMatchObject({ code: "UNAVAILABLE", retryAfter: expect.any(Number) });
    release();
    await Promise.all([holding, ...waiting]);
    expect(await notes()).toEqual(Array.from({ length: 1_000 }, (_, i) => `note ${i}`));
  });

  it("is bounded in time: whoever waited for 10 s is refused, without having written", async () => {
    jest.useFakeTimers({
      doNotFake: ["Date", "hrtime", "nextTick", "queueMicrotask", "setImmediate", "setInterval", "setTimeout"],
    });
    try {
      const { holding, release } = holdWriter();
      const late = write("late");
      jest.advanceTimersByTime(10_001);
      release();
      await holding;
      await expect(late).rejects.toMatchObject(busy);
      await write("on time");
      expect(await notes()).toEqual(["on time"]);
    } finally {
      jest.useRealTimers();
    }
  });

  it("does not hold up those who read", async () => {
    const { holding, release } = holdWriter();
    const { data } = await send(test, project.owner.token, "{ viewer { id } }");
    expect(data).toEqual({ viewer: { id: project.owner.id } });
    release();
    await holding;
  });
});
