/** A fenced block of a Markdown text: ```` ```json answer ```` has the language json and the role answer. */
export interface Block {
  language: string;
  role: string;
  text: string;
  /** Of the opening fence, from 1. */
  line: number;
}

export function blocksOf(markdown: string): Block[] {
  const blocks: Block[] = [];
  let open: Block | undefined;
  for (const [index, line] of markdown.split("\n").entries()) {
    const fence = /^```(\w*) ?(\w*)$/.exec(line);
    if (open && fence) {
      blocks.push(open);
      open = undefined;
    } else if (open) {
      open.text += `${line}\n`;
    } else if (fence) {
      open = { language: fence[1] ?? "", role: fence[2] ?? "", text: "", line: index + 1 };
    }
  }
  if (open) throw new Error(`The block of line ${open.line} does not end`);
  return blocks;
}

/**
 * What the placeholders stand for: `tsk_…cake` is bound by the first answer that it stands in, and
 * means that from then on; `…` alone is anything.
 */
export class Placeholders {
  constructor(private readonly bound: Map<string, string>) {}

  get(name: string): string | undefined {
    return this.bound.get(name);
  }

  /** The text with what is bound in the place of its names. */
  fill(text: string): string {
    // The longest first: `prj_…` is the beginning of `prj_…other`.
    const names = [...this.bound.keys()].sort((one, other) => other.length - one.length);
    return names.reduce((filled, name) => filled.replaceAll(name, this.bound.get(name) ?? ""), text);
  }

  /** Holds a value against what the text says of it. @throws Error saying where they differ */
  match(expected: unknown, actual: unknown, where = "the answer"): void {
    if (typeof expected === "string" && expected.includes("…")) return this.matchText(expected, actual, where);
    if (typeof expected !== "object" || expected === null || typeof actual !== "object" || actual === null) {
      if (expected !== actual)
        throw new Error(`${where}: ${JSON.stringify(actual)} instead of ${JSON.stringify(expected)}`);
      return;
    }
    const keys = new Set([...Object.keys(expected), ...Object.keys(actual)]);
    // Where in a document an error is changes with its layout.
    if ("message" in expected) keys.delete("locations");
    for (const key of keys) {
      const of = (object: object) => (object as Record<string, unknown>)[key];
      this.match(of(expected), of(actual), `${where}.${key}`);
    }
  }

  private matchText(expected: string, actual: unknown, where: string): void {
    const [start = ""] = expected.split("…");
    const known = this.bound.get(expected);
    if (typeof actual !== "string" || !actual.startsWith(start) || (known !== undefined && known !== actual))
      throw new Error(`${where}: ${JSON.stringify(actual)} instead of ${JSON.stringify(known ?? expected)}`);
    if (expected !== "…") this.bound.set(expected, actual);
  }
}
