/** An answer of a subscription as JSON, ready to be sent to one or to many. */
export class Payload {
  private frame: { of: unknown; bytes: Buffer } | null = null;

  constructor(
    readonly json: string,
    /** Where it can be continued, if it can be. */
    readonly cursor: string | null = null,
  ) {}

  /** What a transport sends of it to everybody alike: made once. `of` tells the transports apart. */
  framed(of: unknown, make: (json: string) => Buffer): Buffer {
    const made = this.frame;
    if (made !== null && made.of === of) return made.bytes;
    const bytes = make(this.json);
    this.frame = { of, bytes };
    return bytes;
  }
}

/** Where the answers of one subscription go, for whoever makes and sends them for many subscriptions at a time. */
export interface Outlet {
  /** Subscriptions with the same have the same answers, for people of the same rights. */
  readonly group: string;
  /** Makes the answers to these items, all from what the database has after the call. */
  execute(items: readonly object[]): Promise<Payload[]>;
  /** Sends, or keeps until the network takes it. */
  send(payload: Payload): void;
  /** Whether so much is kept that no more should be. */
  readonly isFull: boolean;
}
