import { faults } from "./faults/faults";

// The first run on a machine downloads the servers.
jest.setTimeout(600_000);

test("no acknowledged write is lost or doubled, and no process ends, when servers are killed and stopped", async () => {
  const { ok, figures } = await faults({
    seconds: 0,
    quietMs: 800,
    downMs: 1_000,
    primaryDownMs: 1_000,
    // Longer than a request waits for a connection (DB_POOL_WAIT_MS).
    pausedMs: 5_500,
  });
  expect(figures.breaches).toEqual([]);
  expect(ok).toBe(true);
  expect(figures.kills).toBe(6);
  for (const fault of ["replica", "replicas", "redis", "stopped"])
    expect({ fault, failures: figures.faults[fault]?.[0]?.failures }).toEqual({ fault, failures: {} });
});
