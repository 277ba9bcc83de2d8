import { atLeast } from "./atLeast";

describe("an answer that must not tell how long its work took", () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  /** How the answer stands after so many milliseconds, and one more. */
  async function around(ms: number, answer: Promise<unknown>): Promise<unknown[]> {
    let state: unknown = "waits";
    answer.then(
      (value) => (state = value),
      (error: unknown) => (state = error),
    );
    await jest.advanceTimersByTimeAsync(ms - 1);
    const before = state;
    await jest.advanceTimersByTimeAsync(1);
    return [before, state];
  }
  const after = (ms: number, work: () => void = () => {}) =>
    new Promise<void>((resolve) => setTimeout(resolve, ms)).then(work);

  it("waits where the work is done at once", async () => {
    expect(
      await around(
        250,
        atLeast(250, async () => "done"),
      ),
    ).toEqual(["waits", "done"]);
  });

  it("waits where the work fails, too", async () => {
    const error = new Error("failed");
    const fails = () => after(10, () => Promise.reject(error));
    expect(await around(250, atLeast(250, fails))).toEqual(["waits", error]);
  });

  it("waits no longer than the work where that takes more", async () => {
    expect(
      await around(
        400,
        atLeast(250, () => after(400)),
      ),
    ).toEqual(["waits", undefined]);
  });
});
