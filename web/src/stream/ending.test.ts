import { end, event, firstWait, followFake, followRereading, frame, live } from "../test/fakeLog";

beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

describe("the end", () => {
  it.each(["ACCESS_REVOKED", "PROJECT_DELETED"])("by %s is for good", async (reason) => {
    const log = followRereading();
    log.send(live(), event(1), end(reason));
    await jest.advanceTimersByTimeAsync(60_000);
    expect(log.news()).toEqual(["live", "items 1", "ended", `because ${reason}`]);
    expect(log.starts).toHaveLength(1);
  });

  it.each(["SERVER_DRAINING", "TOO_SLOW", "SOMETHING_NEW"])(
    "by %s is followed by coming back at once",
    async (reason) => {
      const log = followRereading();
      log.send(live(), end(reason));
      await firstWait();
      expect(log.starts).toEqual([
        { after: "0", snapshot: false },
        { after: "end", snapshot: false },
      ]);
    },
  );

  it("of the session renews it first, and comes back also when that was not to be had", async () => {
    const log = followRereading({ renewSession: () => Promise.reject(new Error("Away")) });
    log.send(live(), end("SESSION_ENDED"));
    await firstWait();
    expect(log.starts).toHaveLength(2);
  });

  it("may be told by an error, of reading too", async () => {
    const afterError = (error: unknown) => ({ end: (error as Error).message });
    const log = followRereading({ afterError });
    log.fail(new Error("Not found"));
    await frame();
    expect(log.news()).toEqual(["ended", "because Not found"]);
    const reading = followFake({ cursor: null, afterError, readState: () => Promise.reject(new Error("Gone")) });
    await frame();
    expect(reading.news()).toEqual(["ended", "because Gone"]);
  });
});
