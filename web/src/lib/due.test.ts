import { dueLabel, dueTone } from "./due";

const now = new Date(2026, 10, 23, 12, 0);
const day = (dueOn: string) => ({ dueOn, dueAt: null });
const at = (hour: number) => ({ dueOn: "2026-11-23", dueAt: new Date(2026, 10, 23, hour).toISOString() });

describe("dueTone", () => {
  it("is overdue only after the day has passed", () => {
    expect(dueTone(day("2026-11-22"), now)).toBe("overdue");
    expect(dueTone(day("2026-11-23"), now)).toBe("today");
    expect(dueTone(day("2026-11-24"), now)).toBe("later");
  });

  it("goes by the instant when there is one", () => {
    expect(dueTone(at(11), now)).toBe("overdue");
    expect(dueTone(at(13), now)).toBe("today");
  });
});

describe("dueLabel", () => {
  it.each([
    ["2026-11-22", "Yesterday"],
    ["2026-11-23", "Today"],
    ["2026-11-24", "Tomorrow"],
    ["2026-11-27", "Fri"],
    ["2026-11-30", "30 Nov"],
  ])("%s reads %s", (dueOn, label) => {
    expect(dueLabel(day(dueOn), now, "en-GB")).toBe(label);
  });

  it("adds the time when there is one", () => {
    expect(dueLabel(at(13), now, "en-GB")).toBe("Today, 13:00");
  });
});
