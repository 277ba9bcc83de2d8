import { atLeast } from "./atLeast";

describe("an answer that must not tell how long its work took", () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
  /** How the answer stands a millisecond before `ms` and then. */
  async function around(ms: number, answer: Promise<unknown>): Promise<unknown[]> {
    let state: unknown = "waits";
    void answer.then(
      (value) => (state = value),
      (error: unknown) => (state = error),
    );
    await jest.advanceTimersByTimeAsync(ms - 1);
    const before = state;
    await jest.advanceTimersByTimeAsync(1);
    return [before, state];
  }

  it("waits where the work is done at once", async () => {
    const answer = atLeast(250, async () => "done");
    expect(await around(250, answer)).toEqual(["waits", "done"]);
  });

  it("waits where the work fails, too", async () => {
    const error = new Error("failed");
    const answer = atLeast(250, async () => {
      await sleep(10);
      throw error;
    });
    expect(await around(250, answer)).toEqual(["waits", error]);
  });

  it("waits no longer than the work where that takes more", async () => {
    const answer = atLeast(250, async () => {
      await sleep(400);
      return "done";
    });
    expect(await around(400, answer)).toEqual(["waits", "done"]);
  });
});
