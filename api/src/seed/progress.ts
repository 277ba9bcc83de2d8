import type { WriteStream } from "node:tty";

const BAR_WIDTH = 30;
const REDRAW_MS = 100;

/** Shows how far a count has come: a bar on a terminal, elsewhere a line for every tenth. */
export class Progress {
  private done = 0;
  private shown = 0;
  private shownAt = 0;
  private readonly startedAt = performance.now();

  constructor(
    private readonly out: Pick<WriteStream, "write"> & { isTTY?: boolean },
    private readonly total: number,
    private readonly unit: string,
  ) {}

  readonly advance = (count: number): void => {
    this.done += count;
    if (this.out.isTTY) this.redraw();
    else this.writeTenth();
  };

  private redraw(): void {
    if (performance.now() - this.shownAt < REDRAW_MS && this.done < this.total) return;
    this.shownAt = performance.now();
    const filled = Math.floor((this.done / this.total) * BAR_WIDTH);
    const bar = "█".repeat(filled) + "░".repeat(BAR_WIDTH - filled);
    this.out.write(`\r  ${bar} ${this.line()}  ${this.done >= this.total ? "\n" : ""}`);
  }

  private writeTenth(): void {
    const tenth = Math.floor((this.done / this.total) * 10);
    if (tenth <= this.shown) return;
    this.shown = tenth;
    this.out.write(`${this.line()}\n`);
  }

  private line(): string {
    const percent = Math.floor((this.done / this.total) * 100);
    const perSecond = Math.round((this.done * 1_000) / (performance.now() - this.startedAt));
    return `${percent} %  ${group(this.done)} of ${group(this.total)} ${this.unit}, ${group(perSecond)} a second`;
  }
}

/** 12345 as 12,345. */
export function group(count: number): string {
  return count.toLocaleString("en");
}
