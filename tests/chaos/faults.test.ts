import { faults } from "./faults/faults";

// The first run on a machine downloads the servers.
jest.setTimeout(600_000);

test("no acknowledged write is lost or doubled, and no process ends, when servers are killed and stopped", async () => {
  const { ok, figures } = await faults({
    seconds: 0,
    quietMs: 800,
    downMs: 1_000,
    primaryDownMs: 1_000,
    pausedMs: 2_500,
  });
  expect(figures.breaches).toEqual([]);
  expect(ok).toBe(true);
  expect(figures.kills).toBe(6);
});
