import { followLog } from "../stream/followLog";
import type { FollowOptions } from "../stream/followOptions";
import type { LogItem, LogSink, LogStart } from "../stream/logItem";

/** The cursor of an item is its seq. */
export const event = (seq: number, prevSeq = seq - 1): LogItem => ({
  __typename: "StreamEvent",
  cursor: String(seq),
  seq,
  prevSeq,
});

export const events = (from: number, to: number): LogItem[] =>
  Array.from({ length: to - from + 1 }, (_, i) => event(from + i));

export const snapshot = (seq: number, cursor: string, isLast: boolean): LogItem => ({
  __typename: "StreamSnapshot",
  cursor,
  seq,
  isLast,
});

export const live = (cursor = "live"): LogItem => ({ __typename: "StreamLive", cursor });
export const reset = (cursor = "reset"): LogItem => ({ __typename: "StreamReset", cursor });
export const lagging = (behind: number): LogItem => ({ __typename: "StreamLagging", cursor: "lagging", behind });
export const end = (endReason: string): LogItem => ({ __typename: "StreamEnd", cursor: "end", endReason });

/** A log that says what a test says, and all that its follower did. */
export function followFake(options: Partial<FollowOptions<LogItem>> = {}) {
  const starts: LogStart[] = [];
  const done: string[] = [];
  let sink: LogSink<LogItem> | null = null;
  const follower = followLog({
    cursor: "0",
    subscribe: (start, nextSink) => {
      starts.push(start);
      sink = nextSink;
      return () => {
        if (sink === nextSink) sink = null;
      };
    },
    onItems: (items) => done.push(`items ${items.map(({ cursor }) => cursor).join(" ")}`),
    onReset: () => done.push("reset"),
    onStatus: (status) => done.push(status),
    onEnd: (reason) => done.push(`because ${reason}`),
    renewSession: async () => done.push("renew"),
    ...options,
  });
  return {
    follower,
    starts,
    done,
    isSubscribed: () => sink !== null,
    /** What it did since it was asked the last time. */
    news: () => done.splice(0),
    send: (...items: LogItem[]) => {
      for (const item of items) sink?.next(item);
    },
    fail: (error: unknown = new Error("Lost")) => sink?.error(error),
    complete: () => sink?.complete(),
  };
}

/** One that reads its state anew, each time with another cursor. */
export function followRereading(options: Partial<FollowOptions<LogItem>> = {}) {
  let reads = 0;
  return followFake({ readState: async () => `read ${(reads += 1)}`, ...options });
}

/** As long as a frame, within which items are gathered. */
export const frame = () => jest.advanceTimersByTimeAsync(20);
/** As long as the first wait before coming back, at most. */
export const firstWait = () => jest.advanceTimersByTimeAsync(500);
