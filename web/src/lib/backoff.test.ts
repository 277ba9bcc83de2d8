import { backoffMs } from "./backoff";

describe("backoffMs", () => {
  it("is never zero, so that nothing loops tightly", () => {
    expect(backoffMs(0, () => 0)).toBe(250);
  });

  it("doubles up to thirty seconds", () => {
    const longest = [0, 1, 2, 3, 20].map((attempt) => backoffMs(attempt, () => 1));
    expect(longest).toEqual([500, 1_000, 2_000, 4_000, 30_000]);
  });
});
