import { endOfPrefix, MAX_WORDS, patternOf, wordsOf, wordsOfQuery } from "./words";

const found = (text: string, query: string) =>
  wordsOfQuery(query).every((prefix) => [...wordsOf(text)].some((word) => word.startsWith(prefix)));

describe("the words of a text", () => {
  it.each<[string, string[]]>([
    ["Call the café, then call back", ["call", "the", "cafe", "then", "back"]],
    ["under_score and don't", ["under", "score", "and", "don", "t"]],
    ["v2.10 (№ 7)", ["v2", "10", "no", "7"]],
    ["Straße", ["strasse"]],
    ["ΟΔΟΣ", ["οδοσ"]],
    ["日本語", ["日本", "本語", "語"]],
    ["東", ["東"]],
    ["iPhone用ケース", ["iphone", "用ケ", "ケー", "ース", "ス"]],
    ["😀 — …", []],
    ["", []],
  ])("of %j are %j", (text, words) => {
    expect([...wordsOf(text)]).toEqual(words);
  });

  it("are cut to 64 characters, and none of these in half", () => {
    expect([...wordsOf("a".repeat(500))]).toEqual(["a".repeat(64)]);
    expect([...wordsOf("𐐨".repeat(100))]).toEqual(["𐐨".repeat(64)]);
  });

  it("are the first 3,000 different ones", () => {
    expect(MAX_WORDS).toBe(3_000);
    const words = Array.from({ length: 4_000 }, (_, i) => `w${i}`);
    expect([...wordsOf(words.join(" "))]).toEqual(words.slice(0, 3_000));
  });
});

describe("the words of a query", () => {
  it.each<[string, string[]]>([
    ["Go gopher", ["gopher"]],
    ["日本語", ["日本", "本語"]],
    ["語", ["語"]],
    ["?!", []],
  ])("of %j are %j", (query, words) => {
    expect(wordsOfQuery(query)).toEqual(words);
  });

  it.each<[string, string, boolean]>([
    ["在日本語教室", "日本語", true],
    ["在日本語教室", "室", true],
    ["在日本語教室", "日教", false],
    ["한국어를 배우다", "한국", true],
    ["ภาษาไทย", "ไทย", true],
    ["gopher", "pher", false],
  ])("find in %j %j: %s", (text, query, isFound) => {
    expect(found(text, query)).toBe(isFound);
  });

  it("are all between a prefix and its end", () => {
    for (const word of ["go", "gopher", "go\u{10fffd}", "goё"]) {
      expect(Buffer.compare(Buffer.from(word), Buffer.from("go"))).toBeGreaterThanOrEqual(0);
      expect(Buffer.compare(Buffer.from(word), Buffer.from(endOfPrefix("go")))).toBe(-1);
    }
    expect(Buffer.compare(Buffer.from("gp"), Buffer.from(endOfPrefix("go")))).toBe(1);
  });

  it("are found at the beginning of words alone", () => {
    expect(patternOf(["вет"]).exec("привет ветер")?.index).toBe(7);
    expect(patternOf(["教室"]).exec("在日本語教室")?.index).toBe(4);
  });
});
