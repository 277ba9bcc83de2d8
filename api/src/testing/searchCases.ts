import { buildMember, buildProject, buildTask, buildUser, type BuiltProject, type Person } from "./factories";
import { change } from "./mutations";
import type { TestApp } from "./testApp";

const LONG = `${"pneumono".repeat(12)}coniosis`;

/** The tasks that the cases are about: descriptions by title. */
const TASKS = {
  "Call the Café": "About the *Brûlée*, go on Monday.",
  "ΠΡΟΣΟΧΗ στην ΟΔΟΣ": null,
  "Straße sperren": "Über die Maßnahme",
  "under_score and dash-ed": "50% off!",
  "Gopher go": "[the page](https://example.com/wiki)",
  日本語の教室: "東京タワー",
  "한국어를 배우다": "Привет, ветер",
  "Ship 🚀 v2": "the the the",
  "ﬁnal ＦＵＬＬ width": LONG,
} as const;
export type SearchedTitle = keyof typeof TASKS;

export interface SearchFixture {
  person: Person;
  project: BuiltProject;
  ids: Record<SearchedTitle, string>;
}

/** A project of nine tasks; and what must never be found: in the trash, in an archived project, and in somebody else's. */
export async function buildSearchFixture(test: TestApp): Promise<SearchFixture> {
  const person = await buildUser(test);
  // Somebody else's project, so that the viewer's tasks are of two owners.
  const project = await buildProject(test);
  await buildMember(test, { project, person });
  const ids = {} as SearchFixture["ids"];
  for (const [title, description] of Object.entries(TASKS)) {
    ids[title as SearchedTitle] = (await buildTask(test, { project, title, description })).id;
    test.advance(1_000);
  }
  const everything = { title: Object.keys(TASKS).join(" "), description: Object.values(TASKS).join(" ") };
  const trashed = await buildTask(test, { project, ...everything });
  await change(test, project.owner, "deleteTask", { id: trashed.id });
  await buildTask(test, everything);
  return { person, project, ids };
}

/** Name, query, and the titles that it finds. */
export const SEARCH_CASES: [name: string, query: string, expected: readonly SearchedTitle[]][] = [
  ["a word", "sperren", ["Straße sperren"]],
  ["a prefix", "sper", ["Straße sperren"]],
  ["no infix", "perren", []],
  ["a word of the description", "monday", ["Call the Café"]],
  ["words of both", "cafe monday", ["Call the Café"]],
  ["all words, in any order", "monday call", ["Call the Café"]],
  ["not some of the words", "monday gopher", []],
  ["without regard to accents", "brulee", ["Call the Café"]],
  ["with accents for what has none", "göpher", ["Gopher go"]],
  ["with accents composed otherwise", "cafe\u0301", ["Call the Café"]],
  ["without regard to case", "CAFÉ", ["Call the Café"]],
  ["a final sigma", "οδος", ["ΠΡΟΣΟΧΗ στην ΟΔΟΣ"]],
  ["a sigma in place of a final one", "οδοσ", ["ΠΡΟΣΟΧΗ στην ΟΔΟΣ"]],
  ["a prefix that ends in a final sigma", "προς", ["ΠΡΟΣΟΧΗ στην ΟΔΟΣ"]],
  ["ß", "straße", ["Straße sperren"]],
  ["ß as ss, as in capitals", "STRASSE", ["Straße sperren"]],
  ["a prefix that ends in one s of ß", "mas", ["Straße sperren"]],
  ["a word that engines ignore", "the", ["Call the Café", "Gopher go", "Ship 🚀 v2"]],
  ["only words that engines ignore", "about the", ["Call the Café"]],
  ["a word of two letters", "go", ["Call the Café", "Gopher go"]],
  ["a word of one letter, and a space", "v ", ["Ship 🚀 v2"]],
  ["words of one letter", "g o", ["Call the Café"]],
  ["a letter and a digit", "v2", ["Ship 🚀 v2"]],
  ["digits", "50", ["under_score and dash-ed"]],
  ["a word twice", "gopher gopher", ["Gopher go"]],
  ["a prefix of another word", "go gopher", ["Gopher go"]],
  ["words parted by _", "score", ["under_score and dash-ed"]],
  ["words parted by -", "dash-ed", ["under_score and dash-ed"]],
  ["% is no wildcard", "sp%rren", []],
  ["_ is no wildcard", "sp_rren", []],
  ["* is no wildcard", "sp*ren", []],
  ["punctuation around a word", '"sperren!"', ["Straße sperren"]],
  ["signs that engines know", "+gopher -page <wiki* (the)", ["Gopher go"]],
  ["a quote", "' OR 1=1 --", []],
  ["the target of a link", "wiki", ["Gopher go"]],
  ["an emoji beside a word", "🚀 ship", ["Ship 🚀 v2"]],
  ["Japanese, from the middle", "教室", ["日本語の教室"]],
  ["Japanese, one character", "語 ", ["日本語の教室"]],
  ["Japanese in two words", "東京 日本語", ["日本語の教室"]],
  ["Japanese, not in this order", "語日本", []],
  ["Katakana with a long vowel", "タワー", ["日本語の教室"]],
  ["Katakana of half width", "ﾀﾜｰ", ["日本語の教室"]],
  ["Korean, a prefix", "한국", ["한국어를 배우다"]],
  ["Cyrillic", "ПРИ", ["한국어를 배우다"]],
  ["ligatures", "final", ["ﬁnal ＦＵＬＬ width"]],
  ["full width", "full", ["ﬁnal ＦＵＬＬ width"]],
  ["a word longer than what is kept", LONG, ["ﬁnal ＦＵＬＬ width"]],
  ["a long prefix", LONG.slice(0, 50), ["ﬁnal ＦＵＬＬ width"]],
  ["200 characters", `${"sperren ".repeat(24)}sperren!`, ["Straße sperren"]],
  [
    "200 different characters of a script without spaces",
    Array.from({ length: 200 }, (_, i) => String.fromCodePoint(0x4e00 + i)).join(""),
    [],
  ],
  ["a word a hundred times", "v ".repeat(100), ["Ship 🚀 v2"]],
];

/** Name, query, and the rule that it breaks. */
export const BAD_QUERIES: [name: string, query: string, rule: string][] = [
  ["nothing", "", "length"],
  ["one character", "a", "length"],
  ["one character of two halves", "😀", "length"],
  ["201 characters", "a".repeat(201), "length"],
  ["punctuation alone", "?! %_*", "words"],
  ["spaces", "   ", "words"],
  ["emoji alone", "🚀🚀", "words"],
  ["NUL", "go\0pher", "text"],
  ["half a character", "go \ud83d", "text"],
];
