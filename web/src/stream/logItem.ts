/** An item of a log, as far as following it looks at it. Kinds that are not known yet have a cursor too. */
export interface LogItem {
  readonly __typename: string;
  /** Continues exactly behind this item. */
  readonly cursor: string;
  /** Of an event, and of a snapshot's cut. */
  readonly seq?: number;
  /** `seq` of the event before it that this reader may see. */
  readonly prevSeq?: number;
  /** Whether it is a snapshot's last page. */
  readonly isLast?: boolean;
  /** How many events a slow reader is behind. */
  readonly behind?: number;
  readonly endReason?: string;
}

/** Where a subscription starts; with neither, at what happens from now on. */
export interface LogStart {
  readonly after: string | null;
  /** Whether the log's own pages of the current state are wanted, at the start or when `after` is too old. */
  readonly snapshot: boolean;
}

export interface LogSink<Item> {
  readonly next: (item: Item) => void;
  readonly error: (error: unknown) => void;
  readonly complete: () => void;
}

/**
 * `connecting` until anything came, then `catching-up` with what has been missed and `live`; `reconnecting` as long
 * as the log is away; `ended` for good.
 */
export type LogStatus = "connecting" | "catching-up" | "live" | "reconnecting" | "ended";
