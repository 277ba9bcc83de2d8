import { CommitHistory } from "./commitHistory";

describe("how far a replica is behind", () => {
  let now = 0;
  const history = () => {
    now = 0;
    return new CommitHistory(() => now);
  };

  it("is not known before the primary has been asked", () => {
    expect(history().lagOf({ "0": 5 })).toBe(Infinity);
  });

  it("is nothing where it has all, however long ago that was", () => {
    const asked = history();
    asked.add({ "0": 5 }, 0);
    now = 60_000;
    expect(asked.lagOf({ "0": 5 })).toBe(0);
    expect(asked.lagOf({ "0": 6 })).toBe(0);
  });

  it("is the time since the first commit that it lacks was seen", () => {
    const asked = history();
    for (let second = 0; second < 10; second++) asked.add({ "0": 10 + second }, second * 1_000);
    now = 10_000;
    expect(asked.lagOf({ "0": 9 })).toBe(10_000);
    expect(asked.lagOf({ "0": 15 })).toBe(4_000);
    expect(asked.lagOf({ "0": 19 })).toBe(0);
  });

  it("counts from the oldest moment that is kept", () => {
    const asked = history();
    for (let second = 0; second < 700; second++) asked.add({ "0": second }, second * 1_000);
    now = 700_000;
    expect(asked.lagOf({ "0": 0 })).toBe(600_000);
  });

  it("begins anew with a primary that lacks what the one before it had", () => {
    const asked = history();
    asked.add({ u1: 1_000 }, 0);
    asked.add({ u1: 998, u2: 5 }, 1_000);
    now = 2_000;
    expect(asked.lagOf({ u1: 998, u2: 5 })).toBe(0);
    expect(asked.lagOf({ u1: 998 })).toBe(1_000);
  });

  it("is endless while the primary names no commits", () => {
    const asked = history();
    asked.add({}, 0);
    expect(asked.lagOf({})).toBe(Infinity);
  });
});
