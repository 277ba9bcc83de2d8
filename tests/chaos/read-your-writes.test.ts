import { readYourWrites } from "./read-your-writes/readYourWrites";

// The first run on a machine downloads the servers.
jest.setTimeout(600_000);

test("nobody reads what is older than they wrote or were told, whichever replica stops and whatever Redis loses", async () => {
  const { ok, figures } = await readYourWrites({ leastPairs: 400, steadyMs: 2_000, stoppedMs: 3_000 });
  expect(figures.breaches).toEqual([]);
  expect(ok).toBe(true);
  expect(figures.pairs).toBeGreaterThan(400);
  expect(figures.told).toBeGreaterThan(100);
});
