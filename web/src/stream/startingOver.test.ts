import {
  event,
  events,
  firstWait,
  followFake,
  followRereading,
  frame,
  lagging,
  live,
  reset,
  snapshot,
} from "../test/fakeLog";

beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

describe("reading anew", () => {
  it("begins with it when there is no state yet", async () => {
    const log = followRereading({ cursor: null });
    await frame();
    expect(log.starts).toEqual([{ after: "read 1", snapshot: false }]);
  });

  it("follows a reset, and forgets which seq was the last", async () => {
    const log = followRereading();
    log.send(live(), event(9), reset());
    await firstWait();
    log.send(event(4), live());
    expect(log.starts.at(-1)).toEqual({ after: "read 1", snapshot: false });
    expect(log.news()).toEqual(["live", "catching-up", "items 4", "live"]);
  });

  it("is tried until it works", async () => {
    const readState = jest.fn<Promise<string>, []>().mockRejectedValueOnce(new Error("Away")).mockResolvedValue("read");
    const log = followFake({ cursor: null, readState });
    await firstWait();
    expect(log.news()).toEqual(["reconnecting"]);
    expect(log.starts).toEqual([{ after: "read", snapshot: false }]);
  });

  it("replaces a replay of more than 500 events", async () => {
    const log = followRereading();
    log.send(...events(1, 500));
    expect(log.isSubscribed()).toBe(true);
    log.send(event(501));
    expect(log.isSubscribed()).toBe(false);
    await firstWait();
    expect(log.starts.at(-1)).toEqual({ after: "read 1", snapshot: false });
    // None of them was handed on, to be read again after it.
    expect(log.news()).toEqual(["catching-up"]);
  });

  it("is not replaced by itself, however much came while it was read", async () => {
    const log = followRereading({ cursor: null });
    await frame();
    log.send(...events(1, 600), live());
    expect(log.news().at(-1)).toBe("live");
  });

  it("is done again when the connection that followed it is lost for long", async () => {
    const log = followRereading({ cursor: null });
    await frame();
    log.send(live());
    log.fail();
    await firstWait();
    log.send(...events(1, 501));
    await jest.advanceTimersByTimeAsync(1_000);
    expect(log.starts.map(({ after }) => after)).toEqual(["read 1", "live", "read 2"]);
  });

  it("is not needed for many short absences", async () => {
    const log = followRereading();
    log.send(...events(1, 400), live());
    log.fail();
    await firstWait();
    log.send(...events(401, 800), live());
    expect(log.starts.map(({ after }) => after)).toEqual(["0", "live"]);
    expect(log.news().at(-1)).toBe("live");
  });

  it("helps a reader that lags far behind, but not one that lags a little", async () => {
    const log = followRereading();
    log.send(live(), lagging(500));
    expect(log.isSubscribed()).toBe(true);
    log.send(lagging(501));
    expect(log.isSubscribed()).toBe(false);
    await firstWait();
    expect(log.starts.at(-1)?.after).toBe("read 1");
    expect(log.news()).toEqual(["live", "catching-up"]);
  });

  it("can be wished, also by the last items before the connection was lost", async () => {
    const log = followRereading({ onItems: () => log.follower.restart() });
    log.send(live(), event(1));
    log.fail();
    await firstWait();
    log.send(live());
    log.follower.restart();
    await firstWait();
    expect(log.starts.map(({ after }) => after)).toEqual(["0", "read 1", "read 2"]);
  });
});

describe("the log's own snapshot", () => {
  it("is taken by those who read no state, and continued where it broke off", async () => {
    const log = followFake({ cursor: null });
    log.send(snapshot(7, "page 1", false));
    log.fail();
    await firstWait();
    log.send(snapshot(7, "page 2", true), event(8), live());
    expect(log.starts).toEqual([
      { after: null, snapshot: true },
      { after: "page 1", snapshot: true },
    ]);
    expect(log.news()).toEqual([
      "catching-up",
      "items page 1",
      "reconnecting",
      "catching-up",
      "items page 2 8",
      "live",
    ]);
  });

  it("tells which event must follow", async () => {
    const log = followFake({ cursor: null });
    log.send(snapshot(7, "page", true), event(10, 9));
    await firstWait();
    expect(log.starts.at(-1)).toEqual({ after: "page", snapshot: true });
  });

  it("follows a reset within the same subscription", () => {
    const log = followFake();
    log.send(reset(), snapshot(3, "page", true), live());
    expect(log.starts).toHaveLength(1);
    expect(log.news()).toEqual(["reset", "catching-up", "items page", "live"]);
  });

  it("replaces a replay of more than 500 events", async () => {
    const log = followFake();
    log.send(...events(1, 501));
    await firstWait();
    expect(log.starts.at(-1)).toEqual({ after: null, snapshot: true });
    expect(log.news()).toContain("reset");
  });
});
