/** What happened to all subscribers together. */
export class Tally {
  delivered = 0;
  cuts = 0;
  /** Connections that came after another one of the same subscriber. */
  reconnects = 0;
  /** Connections that were told of events before they were live. */
  replays = 0;
  laggings = 0;
  resets = 0;
  /** Streams that the server completed without a word. */
  silentEnds = 0;
  /** By their reason. */
  readonly ends: Record<string, number> = {};
  readonly closes: Record<string, number> = {};
  /** Of operations, by their code; not those that found no project. */
  readonly failures: Record<string, number> = {};

  count(counts: Record<string, number>, key: string): void {
    counts[key] = (counts[key] ?? 0) + 1;
  }
}
