import { escapeLike, fold } from "./text";

describe("folded text", () => {
  it.each([
    ["ÉCLAIR", "eclair"],
    ["e\u0301clair", "eclair"],
    ["Ångström", "angstrom"],
    ["İstanbul", "istanbul"],
    ["ﬁnal", "final"],
    ["ＦＵＬＬ", "full"],
    ["Straße", "straße"],
    ["日本語", "日本語"],
    ["ΟΔΥΣΣΕΥΣ", "οδυσσευσ"],
    ["100% _!", "100% _!"],
  ])("of %s is %s", (text, folded) => {
    expect(fold(text)).toBe(folded);
    expect(fold(folded)).toBe(folded);
  });

  it("has LIKE's wildcards, and what escapes them, taken literally", () => {
    expect(escapeLike("50%_off!")).toBe("50!%!_off!!");
  });
});
