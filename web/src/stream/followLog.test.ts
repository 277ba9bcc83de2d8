import { event, events, firstWait, followRereading, frame, live } from "../test/fakeLog";

beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

describe("following a log", () => {
  it("starts behind the cursor, replays, and is live", async () => {
    const log = followRereading();
    log.send(event(5), event(6), live());
    expect(log.starts).toEqual([{ after: "0", snapshot: false }]);
    expect(log.news()).toEqual(["catching-up", "items 5 6", "live"]);
  });

  it("hands on a replay as one, when it is whole", async () => {
    const log = followRereading();
    log.send(...events(1, 250));
    await frame();
    log.send(...events(251, 500));
    expect(log.news()).toEqual(["catching-up"]);
    log.send(live());
    expect(log.news()).toEqual([
      `items ${events(1, 500)
        .map(({ cursor }) => cursor)
        .join(" ")}`,
      "live",
    ]);
  });

  it("hands on in one call what comes within a frame", async () => {
    const log = followRereading();
    log.send(live(), event(1), event(2));
    log.send(event(3));
    expect(log.news()).toEqual(["live"]);
    await frame();
    log.send(event(4));
    await frame();
    expect(log.news()).toEqual(["items 1 2 3", "items 4"]);
  });

  it("hands on a flood in parts, without waiting", () => {
    const log = followRereading();
    log.send(live(), ...events(1, 450));
    expect(log.news().map((call) => call.split(" ").length - 1)).toEqual([0, 200, 200]);
  });

  it("keeps the cursor of kinds that it does not know, and ignores the rest", async () => {
    const log = followRereading();
    log.send(live(), { __typename: "StreamWeather", cursor: "rain" });
    log.fail();
    await firstWait();
    expect(log.news()).toEqual(["live", "reconnecting"]);
    expect(log.starts.at(-1)).toEqual({ after: "rain", snapshot: false });
  });

  it("leaves out what it has already", async () => {
    const log = followRereading();
    log.send(event(5), event(6), event(5), event(6), live());
    expect(log.news()).toEqual(["catching-up", "items 5 6", "live"]);
  });

  it("says nothing any more when stopped", async () => {
    const log = followRereading();
    log.send(live());
    log.follower.stop();
    log.send(event(1));
    await firstWait();
    expect(log.news()).toEqual(["live"]);
    expect(log.starts).toHaveLength(1);
  });
});

describe("a lost connection", () => {
  it("is continued behind the last item, whose like were handed on", async () => {
    const log = followRereading();
    log.send(live(), event(1), event(2));
    log.fail();
    expect(log.isSubscribed()).toBe(false);
    await firstWait();
    log.send(event(3), live());
    expect(log.starts.at(-1)).toEqual({ after: "2", snapshot: false });
    expect(log.news()).toEqual(["live", "items 1 2", "reconnecting", "catching-up", "items 3", "live"]);
  });

  it("while catching up is continued from there", async () => {
    const log = followRereading();
    log.send(event(1), event(2));
    log.fail();
    await firstWait();
    expect(log.starts.at(-1)).toEqual({ after: "2", snapshot: false });
    expect(log.news()).toEqual(["catching-up", "items 1 2", "reconnecting"]);
  });

  it("is tried again ever more rarely, and never in step with others", async () => {
    const log = followRereading();
    const waits: number[] = [];
    for (let attempt = 1; attempt <= 9; attempt += 1) {
      const lostAt = Date.now();
      log.fail();
      while (log.starts.length === attempt) await jest.advanceTimersByTimeAsync(1);
      waits.push(Date.now() - lostAt);
    }
    waits.forEach((wait, attempt) => {
      const longest = Math.min(30_000, 500 * 2 ** attempt);
      expect(wait).toBeGreaterThanOrEqual(longest / 2);
      expect(wait).toBeLessThanOrEqual(longest + 1);
    });
    expect(waits).not.toEqual(waits.map((wait) => Math.round(wait / 250) * 250));
  });

  it("is tried again soon once it has been live", async () => {
    const log = followRereading();
    for (let attempt = 0; attempt < 5; attempt += 1) {
      log.fail();
      await jest.advanceTimersByTimeAsync(30_000);
    }
    log.send(live());
    log.complete();
    await firstWait();
    expect(log.starts).toHaveLength(7);
  });
});

describe("a gap", () => {
  it("is mended by another subscription, behind what came before it", async () => {
    const log = followRereading();
    log.send(live(), event(1), event(4, 3));
    await firstWait();
    expect(log.starts.at(-1)).toEqual({ after: "1", snapshot: false });
    log.send(...events(2, 4), live());
    expect(log.news()).toEqual(["live", "items 1", "reconnecting", "catching-up", "items 2 3 4", "live"]);
  });

  it("that stays is not asked for again: the state is read anew", async () => {
    const log = followRereading();
    log.send(live(), event(1), event(4, 3));
    await firstWait();
    log.send(event(4, 3));
    await jest.advanceTimersByTimeAsync(1_000);
    expect(log.starts.map(({ after }) => after)).toEqual(["0", "1", "read 1"]);
  });

  it("is none where only others may see what lies between", async () => {
    const log = followRereading();
    log.send(event(1), event(7, 1), live());
    expect(log.news()).toEqual(["catching-up", "items 1 7", "live"]);
  });
});
