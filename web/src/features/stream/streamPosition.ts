export interface SeenEvent {
  readonly seq: number;
  readonly prevSeq: number;
}

/**
 * Where a client stands in a project's log. `prevSeq` greater than that means that an event this
 * viewer may see was lost on the way.
 */
export class StreamPosition {
  #seq: number | null = null;

  /** Takes the event in; false when one before it is missing. */
  advance({ seq, prevSeq }: SeenEvent): boolean {
    const isComplete = this.#seq === null || prevSeq <= this.#seq;
    this.#seq = Math.max(seq, this.#seq ?? 0);
    return isComplete;
  }

  /** After a new connection: whatever comes first is the start. */
  reset(): void {
    this.#seq = null;
  }
}
