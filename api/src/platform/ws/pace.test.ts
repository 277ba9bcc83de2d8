import { Pace } from "./pace";

describe("a pace", () => {
  let calls: string[];
  let done: number[];
  let pace: Pace;
  const take = (from: number, to: number) => {
    for (let i = from; i <= to; i++) pace.take(() => done.push(i));
  };
  const upTo = (last: number) => Array.from({ length: last }, (_, i) => i + 1);
  beforeEach(() => {
    jest.useFakeTimers();
    [calls, done] = [[], []];
    pace = new Pace({ pause: () => calls.push("pause"), resume: () => calls.push("resume") }, 3);
  });
  afterEach(() => jest.useRealTimers());

  it("does so much a second, in order, and reads again once nothing waits", () => {
    take(1, 8);
    expect(done).toEqual(upTo(3));
    expect(new Set(calls)).toEqual(new Set(["pause"]));
    jest.advanceTimersByTime(999);
    expect(done).toEqual(upTo(3));
    jest.advanceTimersByTime(1);
    expect(done).toEqual(upTo(6));
    expect(calls).not.toContain("resume");
    jest.advanceTimersByTime(1_000);
    expect(done).toEqual(upTo(8));
    expect(calls.at(-1)).toBe("resume");
    take(9, 10);
    expect(done).toEqual(upTo(9));
    jest.advanceTimersByTime(1_000);
    expect(done).toEqual(upTo(10));
  });

  it("does not hold up what is slower", () => {
    for (let i = 1; i <= 12; i += 3) {
      take(i, i + 2);
      jest.advanceTimersByTime(1_000);
    }
    expect(done).toEqual(upTo(12));
    expect(calls).not.toContain("pause");
  });

  it("forgets what waits when it is stopped", () => {
    take(1, 8);
    pace.stop();
    jest.advanceTimersByTime(10_000);
    expect(done).toEqual(upTo(3));
  });
});
