import { redisAway } from "./redis-away/redisAway";

// The first run on a machine downloads the servers.
jest.setTimeout(600_000);

test("without Redis requests are answered, and guesses at a password stay limited", async () => {
  const { ok, figures } = await redisAway({ seconds: 5 });
  expect(figures.breaches).toEqual([]);
  expect(ok).toBe(true);
});
