import { wordsOfQuery } from "../../platform/words";
import { plainText, Snippets } from "./taskSnippets";

const snippets = (query: string, title: string, description: string | null = null) =>
  new Snippets(wordsOfQuery(query)).of({ title, description });
const filler = (length: number) => "lorem ipsum ".repeat(length).slice(0, length).trim();

describe("snippets", () => {
  it("are of the title, then of the description, where the words are", () => {
    expect(snippets("caf", "Le Café", "No coffee.")).toEqual(["Le Café"]);
    expect(snippets("cof", "Le Café", "No coffee.")).toEqual(["No coffee."]);
    expect(snippets("no caf", "Le Café", "No coffee.")).toEqual(["Le Café", "No coffee."]);
  });

  it("are three at most, of 200 characters at most, and each has a hit", () => {
    const description = Array.from({ length: 9 }, () => `${filler(300)} Schlüssel ${filler(300)}`).join(" ");
    const found = snippets("schlussel", "The Schlüssel", description);
    expect(found).toHaveLength(3);
    for (const piece of found) {
      expect(piece.length).toBeLessThanOrEqual(200);
      expect(piece).toContain("Schlüssel");
    }
    expect(found[1]).toMatch(/^(lorem|ipsum) .* (lorem|ipsum)$/);
  });

  it("have what is near in one piece", () => {
    expect(snippets("one two", "one and two, one")).toEqual(["one and two, one"]);
  });

  it("do not begin within a word, nor split a character", () => {
    expect(snippets("ten", `${"often ".repeat(60)}ten`)[0]).toMatch(/ten$/);
    for (const piece of snippets("x", `${"😀".repeat(150)} x ${"😀".repeat(150)}`)) {
      expect(piece).toMatch(/x/);
      expect(piece.isWellFormed()).toBe(true);
    }
  });

  it("are found in a script without spaces", () => {
    const [piece] = snippets("教室", `${"あ".repeat(300)}教室${"い".repeat(300)}`);
    expect(piece).toContain("教室");
  });

  it.each([
    ["# Head\n\n- [ ] *do* __it__ now", "Head do it now"],
    ["Ask [@Ann](usr_1) or ![a picture](https://x/y.png)", "Ask @Ann or a picture"],
    ["> quoted\n1. one\n2) two", "quoted one two"],
    ["`code` with snake_case and 2 * 3", "code with snake_case and 2 3"],
    ["<b>not html</b>", "<b>not html</b>"],
  ])("have %j without Markdown's marks", (markdown, text) => {
    expect(plainText(markdown)).toBe(text);
  });

  it.each(["[", "[a](", "![", "*", "_", "> ", "1. ", "`", " "])(
    "are made from a million characters of %j before the test is over",
    (part) => {
      // Were the time that it takes squared, it would be hours.
      expect(plainText(part.repeat(1_000_000 / part.length)).length).toBeLessThanOrEqual(1_000_000);
    },
  );
});
