import { includes, mergePositions, type Position } from "./position";

describe("a position in the log of commits", () => {
  it.each<[Position, Position, boolean]>([
    [{}, {}, true],
    [{}, { "0": 1 }, false],
    [{ "0": 5 }, {}, true],
    [{ "0": 5 }, { "0": 5 }, true],
    [{ "0": 4 }, { "0": 5 }, false],
    [{ "0": 10 }, { "0": 9 }, true],
    [{ "0": 9, "1": 1 }, { "0": 9, "1": 2 }, false],
    [{ "0": 9 }, { "0": 3, "1": 1 }, false],
  ])("%j includes %j: %s", (reached, wanted, answer) => {
    expect(includes(reached, wanted)).toBe(answer);
  });

  it("merges to the farther of each source", () => {
    expect(mergePositions({ "0": 5, "1": 2 }, { "0": 4, "2": 7 })).toEqual({ "0": 5, "1": 2, "2": 7 });
    expect(mergePositions({}, {})).toEqual({});
  });
});
