import { chooseColor, makeKey } from "./projectDefaults";

describe("a new project's defaults", () => {
  it.each([
    ["Sales", "SAL"],
    ["It", "IT"],
    ["x", "XPR"],
    ["Big Blue Sky", "BBS"],
    ["the quick brown fox jumps over", "TQBFJ"],
    ["Über uns", "UU"],
    ["Élan", "ELA"],
    ["ﬁx", "FIX"],
    ["R2D2", "R2D"],
    ["2025 plan", "PLA"],
    ["  spaced   out ", "SO"],
    ["日本語", "PRJ"],
    ["42", "PRJ"],
    ["🚀", "PRJ"],
    ["straße", "STR"],
  ])("make a key of %j: %s", (name, key) => {
    expect(makeKey(name, new Set())).toBe(key);
    expect(key).toMatch(/^[A-Z][A-Z0-9]{1,9}$/);
  });

  it("number a key that is taken", () => {
    expect(makeKey("Sales", new Set(["SAL"]))).toBe("SAL2");
    expect(makeKey("Sales", new Set(["SAL", "SAL2", "SAL3"]))).toBe("SAL4");
  });

  it("hand out each colour before one comes again", () => {
    const colors = Array.from({ length: 16 }, (_, count) => chooseColor(count));
    expect(new Set(colors.slice(0, 8)).size).toBe(8);
    expect(colors.slice(8)).toEqual(colors.slice(0, 8));
    expect(colors.every((color) => /^#[0-9a-f]{6}$/.test(color))).toBe(true);
  });
});
