import { z } from "zod";
import { type JobBench, openJobBench } from "../../testing/jobs";
import { type AnyJob, defineJob } from "./job";
import { nextTime } from "./schedules";

const HOUR_MS = 3_600_000;

let bench: JobBench;
let runs: number[];
beforeEach(async () => {
  bench = await openJobBench();
  runs = [];
});
afterEach(() => bench.close());

const sweeping = ({ ms = HOUR_MS, depth = 1, run = async () => {}, attempts = 2 } = {}): AnyJob =>
  defineJob({
    name: "sweep",
    schema: z.object({ depth: z.number() }),
    options: { every: { ms, data: { depth } }, attempts },
    run: async (data) => {
      runs.push(data.depth);
      await run();
    },
  });

describe("a schedule", () => {
  it("is due at once when it is new, and then in its own time", async () => {
    const runner = bench.runner([sweeping()]);
    await runner.idle();
    expect(runs).toHaveLength(1);
    bench.advance(HOUR_MS - 1_000);
    await runner.idle();
    expect(runs).toHaveLength(1);
    bench.advance(1_000);
    await runner.idle();
    expect(runs).toHaveLength(2);
  });

  it("does not catch up on what was missed", async () => {
    const runner = bench.runner([sweeping()]);
    await runner.idle();
    bench.advance(100.5 * HOUR_MS);
    await runner.idle();
    expect(runs).toHaveLength(2);
    bench.advance(0.4 * HOUR_MS);
    await runner.idle();
    expect(runs).toHaveLength(2);
    bench.advance(0.1 * HOUR_MS);
    await runner.idle();
    expect(runs).toHaveLength(3);
  });

  it("keeps its time over a restart", async () => {
    await bench.runner([sweeping()]).idle();
    bench.advance(0.9 * HOUR_MS);
    const restarted = bench.runner([sweeping()]);
    await restarted.idle();
    expect(runs).toHaveLength(1);
    bench.advance(0.1 * HOUR_MS);
    await restarted.idle();
    expect(runs).toHaveLength(2);
    expect(await bench.rows()).toHaveLength(1);
  });

  it("follows the release: another interval, other data, or none any more", async () => {
    await bench.runner([sweeping({ ms: 1_000 * HOUR_MS })]).idle();
    const shorter = bench.runner([sweeping({ depth: 7 })]);
    bench.advance(HOUR_MS);
    await shorter.idle();
    expect(runs).toEqual([1]);
    bench.advance(HOUR_MS);
    await shorter.idle();
    expect(runs).toEqual([1, 7]);
    const eventDriven = defineJob({
      name: "sweep",
      schema: z.object({}),
      options: { on: { A: () => ({}) } },
      run: async () => {},
    });
    await bench.runner([eventDriven]).idle();
    expect(await bench.rows()).toEqual([]);
  });

  it("that fails is tried again, then waits for its next time; it is never given up", async () => {
    const run = async () => {
      throw new Error("not today");
    };
    const runner = bench.runner([sweeping({ run })]);
    await runner.idle();
    bench.advance(10_000);
    await runner.idle();
    expect(runs).toHaveLength(2);
    expect(bench.logged.map(({ level }) => level)).toEqual(["warn", "error"]);
    expect(await bench.rows()).toMatchObject([{ attempts: 0, failedAt: null, lastError: "not today" }]);
    bench.advance(0.9 * HOUR_MS);
    await runner.idle();
    expect(runs).toHaveLength(2);
    bench.advance(0.1 * HOUR_MS);
    await runner.idle();
    expect(runs).toHaveLength(3);
  });
});

describe("the next time", () => {
  const at = (ms: number) => new Date(ms);
  it.each<[number, number, number]>([
    [1_000, 1_000, 1_100],
    [1_000, 1_099, 1_100],
    [1_000, 1_100, 1_200],
    [1_000, 5_555, 5_600],
    [1_000, 900, 1_100],
  ])("of a schedule of 100 ms that was due at %d, at %d, is %d", (due, now, next) => {
    expect(nextTime(at(due), 100, at(now))).toEqual(at(next));
  });
});
