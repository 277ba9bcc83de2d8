import { fold } from "./text";

/** Words of a text that it is found by, at most, the first ones: they bound what a change of it writes. */
export const MAX_WORDS = 3_000;
/** Characters of a word that are kept. */
const MAX_LENGTH = 64;

/** Scripts that are written without spaces: any two characters that follow one another are a word. */
const DENSE = String.raw`\p{scx=Han}\p{scx=Hira}\p{scx=Kana}\p{scx=Thai}\p{scx=Laoo}\p{scx=Khmr}\p{scx=Mymr}`;
const RUN = /[\p{L}\p{N}]+/gu;
const HAS_DENSE = new RegExp(`[${DENSE}]`, "u");
/** A run in parts that are all of such scripts, or not at all. */
const PART = new RegExp(`[${DENSE}]+|[^${DENSE}]+`, "gu");

/** Text as words are found in it. Without regard to case ß is ss. */
export function foldWords(text: string): string {
  return fold(text).replaceAll("ß", "ss");
}

/**
 * The words of a text that it is found by, each once, in the order of the text: runs of letters and
 * digits without case and accents. The same on every database engine, as no engine has a say in it. Of a run of a
 * script without spaces each character begins a word of two, so that any part of it is found; the last stands alone.
 */
export function wordsOf(text: string): Set<string> {
  const words = new Set<string>();
  for (const [run] of foldWords(text).matchAll(RUN)) {
    for (const word of wordsOfRun(run, true)) {
      if (words.size === MAX_WORDS) return words;
      words.add(word);
    }
  }
  return words;
}

/**
 * The words that a text must have, each as the beginning of one, to be found by a query. Those that begin another of
 * them say nothing more and are left out.
 */
export function wordsOfQuery(query: string): string[] {
  const runs = [...foldWords(query).matchAll(RUN)];
  const words = [...new Set(runs.flatMap(([run]) => wordsOfRun(run, false)))];
  return words.filter((word) => !words.some((other) => other !== word && other.startsWith(word)));
}

/** Finds where, in text that was folded by `foldWords`, a word begins with one of these. */
export function patternOf(words: readonly string[]): RegExp {
  // Letters and digits mean nothing special in a pattern. Of a script without spaces every character begins a word.
  const begins = (word: string) => (HAS_DENSE.test(word) ? word : `(?<=^|[^\\p{L}\\p{N}]|[${DENSE}])${word}`);
  return new RegExp(words.map(begins).join("|"), "u");
}

/** Behind every word that begins with `prefix`, compared by code points or as UTF-8: no word has this character. */
export function endOfPrefix(prefix: string): string {
  return `${prefix}\u{10ffff}`;
}

/** `isWhole`: the text goes no further, so that the last character of a script without spaces is a word by itself. */
function wordsOfRun(run: string, isWhole: boolean): string[] {
  if (!HAS_DENSE.test(run)) return [cut(run)];
  return [...run.matchAll(PART)].flatMap(([part]) => (HAS_DENSE.test(part) ? pairs(part, isWhole) : [cut(part)]));
}

function pairs(run: string, hasLast: boolean): string[] {
  const characters = [...run];
  if (characters.length === 1) return characters;
  const both = characters.slice(1).map((character, i) => `${characters[i]}${character}`);
  return hasLast ? [...both, characters.at(-1) as string] : both;
}

function cut(word: string): string {
  return word.length <= MAX_LENGTH ? word : [...word].slice(0, MAX_LENGTH).join("");
}
