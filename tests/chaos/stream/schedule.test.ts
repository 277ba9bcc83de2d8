import { FORGETFUL, scheduleOf } from "./schedule";

const LENGTH_MS = 20_000;

test("the seed fixes the schedule of faults", () => {
  expect(scheduleOf(7, LENGTH_MS)).toEqual(scheduleOf(7, LENGTH_MS));
  expect(scheduleOf(7, LENGTH_MS)).not.toEqual(scheduleOf(8, LENGTH_MS));
});

test.each([1, 2, 3, 4, 5])("even a short run meets each kind of fault (seed %i)", (seed) => {
  const schedule = scheduleOf(seed, LENGTH_MS);
  const kinds = new Set(schedule.map(({ lane, kind }) => `${lane} ${kind}`));
  for (const kind of ["api kill", "redis wipe", "cut cut", "slow slow", "away away", "rights remove", "rights role"])
    expect(kinds).toContain(kind);
  expect(schedule.filter(({ lane }) => lane === "replica").length).toBeGreaterThan(0);
  expect(schedule.every(({ atMs }) => atMs >= 0 && atMs < LENGTH_MS)).toBe(true);
});

test("each process is struck in its turn", () => {
  const struck = scheduleOf(1, 60_000).flatMap((fault) => (fault.lane === "api" ? [fault.api] : []));
  expect(new Set(struck.slice(0, FORGETFUL + 1)).size).toBe(FORGETFUL + 1);
});
