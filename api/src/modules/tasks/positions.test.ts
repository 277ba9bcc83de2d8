import { positionBetween, positionsBetween } from "./positions";

describe("positions", () => {
  it("lie between their neighbours, in the order of bytes", () => {
    const middle = positionBetween(null, null)!;
    const [before, behind] = [positionBetween(null, middle)!, positionBetween(middle, null)!];
    const inside = positionBetween(middle, behind)!;
    expect([inside, behind, middle, before].toSorted()).toEqual([before, middle, inside, behind]);
  });

  it("stay short at the end and at the start, however many there are", () => {
    let [low, high] = [positionBetween(null, null)!, positionBetween(null, null)!];
    for (let i = 0; i < 5_000; i++) {
      const [lower, higher] = [positionBetween(null, low)!, positionBetween(high, null)!];
      expect([lower < low, higher > high]).toEqual([true, true]);
      [low, high] = [lower, higher];
    }
    expect([low.length <= 5, high.length <= 5]).toEqual([true, true]);
  });

  it("are refused where there is no short one left, before they reach 64 characters", () => {
    const low = positionBetween(null, null)!;
    let high = positionBetween(low, null);
    let longest = 0;
    while (high !== null) {
      longest = Math.max(longest, high.length);
      high = positionBetween(low, high);
    }
    expect(longest).toBeLessThanOrEqual(32);
  });

  it("are refused between two that are the same or the wrong way round", () => {
    const [low, high] = [positionBetween(null, null)!, positionBetween(positionBetween(null, null), null)!];
    expect([positionBetween(low, low), positionBetween(high, low)]).toEqual([null, null]);
    expect([positionsBetween(low, low, 2), positionsBetween(high, low, 2)]).toEqual([null, null]);
  });

  it("come many at once, in order, and half as long as where room is made", () => {
    const [low, high] = [positionBetween(null, null)!, positionBetween(positionBetween(null, null), null)!];
    const positions = positionsBetween(low, high, 1_000)!;
    expect([low, ...positions, high]).toEqual([low, ...positions.toSorted(), high]);
    expect(new Set(positions).size).toBe(1_000);
    expect(Math.max(...positions.map(({ length }) => length))).toBeLessThanOrEqual(16);
  });
});
