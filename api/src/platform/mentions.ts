import { parseId } from "./ids";

/** More than so many different people in one text are not mentioned. */
const MAX_MENTIONS = 50;

const BLANK_LINE = /^[ \t]*$/;
const FENCE = /^ {0,3}(`{3,}|~{3,})/;
// An escaped character, a run of backticks, or a link that is no image: in this order, each skips what it takes.
const TOKEN = /\\[\s\S]|`+|(?<!!)\[@(?:\\.|[^\\[\]\n]){1,400}\]\((usr_[0-9a-z]{26})\)/g;

/**
 * The users that a Markdown text mentions, as `[@Name](usr_…)`, each once, in order, 50 at most. Whether they
 * may be mentioned is for the caller to ask. What stands in fenced code and code spans mentions nobody.
 *
 * Not a Markdown parser, but right where it matters and in linear time: a code block by indentation, or one
 * inside a list or quote, is read as text; so at worst somebody is notified by an example.
 */
export function mentionsIn(markdown: string | null): string[] {
  const found = new Set<string>();
  for (const paragraph of paragraphs(markdown ?? "")) collect(paragraph, found);
  return [...found].slice(0, MAX_MENTIONS);
}

/** The text between blank lines and fenced code: a code span does not reach from one to another. */
function* paragraphs(text: string): Generator<string> {
  let lines: string[] = [];
  let fence: string | null = null;
  for (const line of text.split(/\r\n|[\r\n]/)) {
    const mark: string | undefined = FENCE.exec(line)?.[1];
    if (fence !== null) {
      if (mark?.startsWith(fence) && line.trim() === mark) fence = null;
      continue;
    }
    // An opening fence of backticks has none behind it: else it is a code span.
    if (mark !== undefined && !(mark.startsWith("`") && line.trim().slice(mark.length).includes("`"))) fence = mark;
    if (fence === null && !BLANK_LINE.test(line)) lines.push(line);
    else {
      yield lines.join("\n");
      lines = [];
    }
  }
  yield lines.join("\n");
}

function collect(paragraph: string, found: Set<string>): void {
  const runsByLength = backtickRuns(paragraph);
  TOKEN.lastIndex = 0;
  for (let match = TOKEN.exec(paragraph); match; match = TOKEN.exec(paragraph)) {
    const [token, userId] = match;
    if (userId && parseId("usr", userId)) found.add(userId);
    if (!token.startsWith("`")) continue;
    // A code span ends at the next run of as many backticks; without one, they are plain text.
    const end = nextRun(runsByLength.get(token.length), match.index);
    if (end !== undefined) TOKEN.lastIndex = end + token.length;
  }
}

/** Where the runs of backticks of one length begin, and how many of them were passed. */
interface Runs {
  starts: number[];
  passed: number;
}

/** Where the next run behind a place begins; places only grow. */
function nextRun(runs: Runs | undefined, at: number): number | undefined {
  if (!runs) return undefined;
  while ((runs.starts[runs.passed] ?? Infinity) <= at) runs.passed += 1;
  return runs.starts[runs.passed];
}

function backtickRuns(text: string): Map<number, Runs> {
  const byLength = new Map<number, Runs>();
  for (const { 0: run, index } of text.matchAll(/`+/g)) {
    const runs = byLength.get(run.length);
    if (runs) runs.starts.push(index);
    else byLength.set(run.length, { starts: [index], passed: 0 });
  }
  return byLength;
}
