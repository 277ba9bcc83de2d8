import { addDays, formatDay, localDay, nextMonday } from "./calendarDay";

describe("calendar days", () => {
  it("takes the day of the browser, not of UTC", () => {
    expect(localDay(new Date(2026, 0, 5, 23, 59))).toBe("2026-01-05");
    expect(localDay(new Date(2026, 0, 5, 0, 1))).toBe("2026-01-05");
  });

  it("adds days over months and leap days", () => {
    expect(addDays("2028-02-28", 1)).toBe("2028-02-29");
    expect(addDays("2026-12-31", 1)).toBe("2027-01-01");
  });

  it.each([
    ["2026-11-22", "2026-11-23"],
    ["2026-11-23", "2026-11-30"],
    ["2026-11-28", "2026-11-30"],
  ])("the Monday after %s is %s", (day, monday) => {
    expect(nextMonday(day)).toBe(monday);
  });

  it("names the year only when it is another one", () => {
    expect(formatDay("2026-03-05", "2026-11-23", "en-GB")).toBe("5 Mar");
    expect(formatDay("2027-03-05", "2026-11-23", "en-GB")).toBe("5 Mar 2027");
  });
});
