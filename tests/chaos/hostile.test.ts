import { attack } from "./hostile/hostile";

// Where a machine is busy with more than these tests.
jest.setTimeout(300_000);

test("hostile requests are refused or taken as plain data, side by side with another client's, and cost little", async () => {
  const { ok, figures } = await attack({ seconds: 2, seed: 1 });
  expect(figures.breaches).toEqual([]);
  expect(ok).toBe(true);
  expect(figures.sent).toBeGreaterThan(10);
});
