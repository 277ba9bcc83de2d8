import type { LogItem } from "./logItem";

/** Where a reader stands in a log. */
export class LogPosition {
  #cursor: string | null;
  /** Null until the first event: a cursor does not tell it. */
  #seq: number | null = null;

  constructor(cursor: string | null) {
    this.#cursor = cursor;
  }

  get cursor(): string | null {
    return this.#cursor;
  }

  get seq(): number | null {
    return this.#seq;
  }

  /** Steps behind the item when it is `next`; when it was seen already, or one before it is missing, stays. */
  take(item: LogItem): "next" | "repeated" | "gap" {
    const { __typename, cursor, seq, prevSeq, isLast } = item;
    if (__typename === "StreamEvent" && seq !== undefined && prevSeq !== undefined) {
      if (this.#seq !== null && seq <= this.#seq) return "repeated";
      if (this.#seq !== null && prevSeq > this.#seq) return "gap";
      this.#seq = seq;
    }
    if (__typename === "StreamSnapshot" && isLast && seq !== undefined) this.#seq = seq;
    this.#cursor = cursor;
    return "next";
  }
}
