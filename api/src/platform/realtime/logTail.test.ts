import { setImmediate as tick, setTimeout as sleep } from "node:timers/promises";
import { buildProject, buildTask, type BuiltProject } from "../../testing/factories";
import { openLiveStream } from "../../testing/projectStream";
import { startTestApp, type TestApp, withTestApp } from "../../testing/testApp";
import { lastSeqs } from "../db/log/log";
import { InProcessDoorbell } from "./doorbell";
import { LogTail } from "./logTail";

const NEVER_MS = 2 ** 31 - 1;

describe("the log's tail", () => {
  let test: TestApp;
  let project: BuiltProject;
  let doorbell: InProcessDoorbell;
  let tail: LogTail;
  beforeAll(async () => {
    test = await startTestApp();
  });
  beforeEach(async () => {
    project = await buildProject(test);
    doorbell = new InProcessDoorbell();
    startTail(NEVER_MS);
  });
  afterEach(() => tail.close());
  afterAll(() => test.close());

  const errors: string[] = [];
  const logger = { info: () => {}, warn: () => {}, error: (message: string) => void errors.push(message) };
  const startTail = (pollMs: number) => {
    tail = new LogTail(test.app.db, doorbell, logger, pollMs);
  };
  const headOf = async (id: string) => (await lastSeqs(test.app.db.readLatest(), [id])).get(id) ?? 0;
  /** Waits for the next event; `woken` says whether it has come. */
  const wait = async ({ signal = new AbortController().signal, id = project.id } = {}) => {
    const waiter = { woken: false, done: Promise.resolve() };
    waiter.done = tail.waitPast(id, await headOf(id), signal).then(() => {
      waiter.woken = true;
    });
    // The look that begins with the wait has then been taken.
    for (let i = 0; i < 5; i++) await tick();
    return waiter;
  };
  const waiting = () => tail["waiters"].size;

  it("sleeps while nothing happens and wakes at a ring of its stream", async () => {
    const waiter = await wait();
    expect(waiter.woken).toBe(false);
    await buildTask(test, { project });
    expect(waiter.woken).toBe(false);
    doorbell.ring([project.id]);
    await waiter.done;
    expect(waiter.woken).toBe(true);
    expect(waiting()).toBe(0);
  });

  it("does not wake for a ring without an event, nor look for one of another stream", async () => {
    const waiter = await wait();
    doorbell.ring([project.id]);
    await tick();
    expect(waiter.woken).toBe(false);
    expect(await test.statementsOf(async () => doorbell.ring(["prj_01h2xcejqtf2nbrexx3vqjhp41"]))).toEqual([]);
  });

  it("does not sleep through what was there before it waited", async () => {
    await tail.waitPast(project.id, (await headOf(project.id)) - 1, new AbortController().signal);
    expect(waiting()).toBe(0);
  });

  it("looks by itself, so that a lost ring delays and never loses", async () => {
    tail.close();
    startTail(10);
    const waiter = await wait();
    await buildTask(test, { project });
    await waiter.done;
    expect(waiter.woken).toBe(true);
  });

  it("asks for all streams that are waited for in one statement", async () => {
    const other = await buildProject(test);
    const [first, second] = [await wait(), await wait()];
    await wait({ id: other.id });
    const statements = await test.statementsOf(async () => {
      await buildTask(test, { project });
      doorbell.ring([project.id, other.id]);
      await Promise.all([first.done, second.done]);
    });
    const looks = statements.filter((sql) => sql.startsWith("SELECT id, last_seq") && sql.includes("(?, ?)"));
    expect(looks).toHaveLength(1);
    expect(waiting()).toBe(1);
  });

  it("forgets who stops to wait", async () => {
    const controllers = Array.from({ length: 20 }, () => new AbortController());
    const waiters = await Promise.all(controllers.map(({ signal }) => wait({ signal })));
    for (const controller of controllers) controller.abort();
    await Promise.all(waiters.map(({ done }) => done));
    expect(waiting()).toBe(0);
    await wait({ signal: controllers[0]!.signal });
    expect(waiting()).toBe(0);
  });

  it("wakes everybody when it is closed", async () => {
    const waiter = await wait();
    tail.close();
    await waiter.done;
    expect(waiter.woken).toBe(true);
  });

  it("goes on after a look that failed", async () => {
    tail.close();
    startTail(10);
    const waiter = await wait();
    const rename = (from: string, to: string) =>
      test.app.db.transact(null, {}, (tx) => tx.execute(`ALTER TABLE ${from} RENAME TO ${to}`));
    await rename("streams", "hidden");
    while (errors.length === 0) await sleep(10);
    await rename("hidden", "streams");
    await buildTask(test, { project });
    await waiter.done;
    expect(errors[0]).toBe("reading the heads of the log failed");
  });

  it("is no longer asked for a project whose subscription is complete", async () => {
    await withTestApp({ LOG_POLL_MS: "10" }, async (polling) => {
      const { id, owner } = await buildProject(polling);
      const streams = [await openLiveStream(polling, owner.token, id), await openLiveStream(polling, owner.token, id)];
      const streamsAskedFor = async () => {
        const looks = await polling.statementsOf(() => sleep(50));
        return Math.max(...looks.map((sql) => sql.split("?").length - 1));
      };
      // The project's and the owner's own, for the end of their session.
      while ((await streamsAskedFor()) !== 2) continue;
      streams[0]?.stop();
      expect(await streamsAskedFor()).toBe(2);
      streams[1]?.stop();
      while ((await streamsAskedFor()) !== 1) continue;
    });
  });
});
