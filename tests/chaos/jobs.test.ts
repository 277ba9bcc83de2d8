import { killJobs } from "./jobs/killJobs";

// Where a machine is busy with more than these tests.
jest.setTimeout(300_000);

test("kill -9 among jobs forgets none, does none by halves and leaves none behind", async () => {
  const { ok, figures } = await killJobs({ rounds: 3, seconds: 0, seed: 1 });
  expect(figures.breaches).toEqual([]);
  expect(ok).toBe(true);
  expect(figures.purged).toBeGreaterThan(0);
  expect(figures.asked).toBeGreaterThan(0);
});
