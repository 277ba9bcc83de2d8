import type { LogItem, LogSink, LogStart, LogStatus } from "./logItem";

/** What follows when a subscription is over: come back with the cursor, or with a new session, or without a cursor. */
export type NextStep = "retry" | "renew" | "restart" | { readonly end: string };

export interface FollowOptions<Item extends LogItem> {
  /** What the local state is as of; null when there is none yet. */
  readonly cursor: string | null;
  /** Answers how to unsubscribe. */
  readonly subscribe: (start: LogStart, sink: LogSink<Item>) => () => void;
  /** Reads the local state anew; answers a cursor from before it was read. Without it the log's snapshot is taken. */
  readonly readState?: () => Promise<string>;
  /** Events and snapshot pages, each once and in order; with them in it the local state is as of the last one's cursor. */
  readonly onItems: (items: Item[]) => void;
  /** The local state is to be dropped, a snapshot follows; never called when there is `readState`. */
  readonly onReset?: () => void;
  /** Each change; the first status is `connecting`. */
  readonly onStatus?: (status: LogStatus) => void;
  /** Nothing comes any more, however often one asks. */
  readonly onEnd?: (reason: string) => void;
  readonly renewSession: () => Promise<unknown>;
  /** What to do after an error of `subscribe` or `readState`; to retry unless told otherwise. */
  readonly afterError?: (error: unknown) => NextStep;
  /** For environments that know better when to try again, as a browser knows when it is online. */
  readonly sleep?: (ms: number) => Promise<void>;
}
