import { foldWords, patternOf } from "../../platform/words";
import type { Task } from "./task.entity";

const MAX_SNIPPETS = 3;
const MAX_LENGTH = 200;
/** Characters before what was found. */
const LEAD = 60;
/** A piece is cut between words where there is a space within so many characters. */
const SLACK = 20;
const RUN = /[\p{L}\p{N}\p{M}]+/gu;

/** Pieces of tasks' texts around the words of a query; see platform/words. */
export class Snippets {
  private readonly hit: RegExp;

  constructor(words: readonly string[]) {
    this.hit = patternOf(words);
  }

  of({ title, description }: Pick<Task, "title" | "description">): string[] {
    const snippets: string[] = [];
    for (const text of [title, ...(description === null ? [] : [plainText(description)])]) {
      for (const piece of this.pieces(text)) {
        snippets.push(piece);
        if (snippets.length === MAX_SNIPPETS) return snippets;
      }
    }
    return snippets;
  }

  private *pieces(text: string): Generator<string> {
    let end = 0;
    for (const { 0: run, index } of text.matchAll(RUN)) {
      if (index < end) continue;
      const found = this.hit.exec(foldWords(run));
      if (!found) continue;
      // Folding may change a run's length: then this is near the place, which is good enough.
      const at = index + Math.min(found.index, run.length - 1);
      const start = at - LEAD <= end ? end : startBehind(text, at - LEAD);
      end = start + MAX_LENGTH >= text.length ? text.length : endBefore(text, start + MAX_LENGTH);
      yield text.slice(start, end).trim();
    }
  }
}

/** Markdown without its marks, on one line. */
export function plainText(markdown: string): string {
  return markdown
    .replace(/!?\[([^[\]\n]*)\]\([^()\n]*\)/g, "$1")
    .replace(/^[ \t]*(?:#{1,6}|>+|[-*+]|\d{1,9}[.)])[ \t]+(?:\[[ xX]\][ \t])?/gm, "")
    .replace(/[*~`]+|(?<![\p{L}\p{N}])_+|_+(?![\p{L}\p{N}])/gu, "")
    .replace(/\s+/g, " ");
}

/** A place at or right behind `from` that splits no word, or at least no character. */
function startBehind(text: string, from: number): number {
  const space = text.slice(from, from + SLACK).indexOf(" ");
  return space < 0 ? whole(text, from) : from + space;
}

function endBefore(text: string, to: number): number {
  const space = text.slice(to - SLACK, to).lastIndexOf(" ");
  return space < 0 ? whole(text, to) : to - SLACK + space;
}

/** Not between the two halves of a character. */
function whole(text: string, at: number): number {
  return /[\ud800-\udbff]/.test(text.charAt(at - 1)) ? at - 1 : at;
}
