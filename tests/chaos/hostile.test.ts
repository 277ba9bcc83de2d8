import { attack } from "./hostile/hostile";

test("hostile requests are refused or taken as plain data, side by side with another client's, and cost little", async () => {
  const { ok, figures } = await attack({ seconds: 2, seed: 1 });
  expect(figures.breaches).toEqual([]);
  expect(ok).toBe(true);
  expect(figures.sent).toBeGreaterThan(10);
});
