import { killNine } from "./kill9/killNine";

// Where a machine is busy with more than these tests.
jest.setTimeout(300_000);

test("kill -9 in a burst of creates loses no acknowledged task and leaves none half made", async () => {
  const { ok, figures } = await killNine({ rounds: 3, seconds: 0, seed: 1 });
  expect(figures.breaches).toEqual([]);
  expect(ok).toBe(true);
  expect(figures.acknowledged).toBeGreaterThan(figures.inFlight);
});
