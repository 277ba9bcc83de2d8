import { changeMoment, dueSort, NO_DUE } from "./tasks.dates";

const NOON = new Date("2025-03-01T12:00:00.000Z");

describe("a task's dates", () => {
  it.each([
    ["UTC", "2025-03-01T23:59:59.999Z", "2025-03-01"],
    ["Pacific/Kiritimati", "2025-03-01T12:00:00.000Z", "2025-03-02"],
    ["America/Los_Angeles", "2025-03-01T07:59:59.999Z", "2025-02-28"],
    ["Europe/Berlin", "2025-03-29T23:30:00.000Z", "2025-03-30"],
    ["Europe/Berlin", "2025-10-25T22:30:00.000Z", "2025-10-26"],
    ["Asia/Kathmandu", "2024-02-28T18:15:00.000Z", "2024-02-29"],
    ["UTC", "0099-12-31T00:00:00.000Z", "0099-12-31"],
    ["UTC", "1500-03-01T00:00:00.000Z", "1500-03-01"],
  ])("in %s %s is on %s", (timezone, instant, day) => {
    const at = new Date(instant);
    expect(changeMoment({ on: null, at: null }, { at }, timezone, "dueOn")).toEqual({ on: day, at });
  });

  const none = { on: null, at: null };
  const whole = { on: "2025-03-01", at: null };
  const timed = { on: "2025-03-01", at: NOON };
  it.each([
    ["nothing leaves what there is", timed, {}, timed],
    ["a day is a whole day", none, { on: "2025-03-01" }, whole],
    ["an instant sets the day too", none, { at: NOON }, timed],
    ["an instant may come with its day", none, { on: "2025-03-01", at: NOON }, timed],
    ["another instant moves the day", { on: "2020-01-01", at: new Date(0) }, { at: NOON }, timed],
    ["another day takes the instant away", timed, { on: "2025-03-02" }, { on: "2025-03-02", at: null }],
    ["the same day leaves the instant", timed, { on: "2025-03-01" }, timed],
    ["the same day and no instant makes it a whole day", timed, { on: "2025-03-01", at: null }, whole],
    ["no instant leaves the day", timed, { at: null }, whole],
    ["no day takes the instant along", timed, { on: null }, none],
    ["neither is neither", timed, { on: null, at: null }, none],
  ])("%s", (_name, current, wanted, expected) => {
    expect(changeMoment(current, wanted, "UTC", "dueOn")).toEqual(expected);
  });

  it("refuses a day that is not the instant's in the setter's zone", () => {
    const refusedIn = (timezone: string) => () =>
      changeMoment(none, { on: "2025-03-01", at: NOON }, timezone, "startOn");
    expect(refusedIn("Pacific/Kiritimati")).toThrow(
      expect.objectContaining({
        details: {
          fields: [{ path: ["input", "startOn"], message: expect.stringContaining("2025-03-02"), rule: "day" }],
        },
      }),
    );
    expect(refusedIn("Europe/Berlin")).not.toThrow();
    expect(() => changeMoment(none, { on: null, at: NOON }, "UTC", "dueOn")).toThrow("input.dueOn");
  });

  it.each([
    ["Pacific/Kiritimati", "9999-12-31T12:00:00.000Z"],
    ["America/Los_Angeles", "0001-01-01T00:00:00.000Z"],
  ])("refuses an instant that in %s is not within the years 1 to 9999", (timezone, instant) => {
    expect(() => changeMoment(none, { at: new Date(instant) }, timezone, "startOn")).toThrow("input.startAt");
  });

  it("sort by the instant, else by the last millisecond of the day in UTC, else last", () => {
    expect(dueSort(timed)).toBe(NOON.getTime());
    expect(dueSort(whole)).toBe(Date.parse("2025-03-01T23:59:59.999Z"));
    expect(dueSort(none)).toBe(NO_DUE);
    expect(NO_DUE).toBeGreaterThan(Date.parse("9999-12-31T23:59:59.999Z"));
    expect(Number.isSafeInteger(NO_DUE)).toBe(true);
  });
});
