import type { FollowOptions, NextStep } from "./followOptions";
import { type Gathering, gather } from "./gather";
import type { LogItem, LogStatus } from "./logItem";
import { LogPosition } from "./logPosition";

/** More events than this are not replayed: reading the state anew is less work, for both sides. */
const LONGEST_REPLAY = 500;
const ENDS_FOR_GOOD = ["ACCESS_REVOKED", "PROJECT_DELETED"];

type ReaderOptions<Item extends LogItem> = Pick<FollowOptions<Item>, "cursor" | "onItems" | "onReset" | "readState">;

/** What a log's items mean to the one who reads them. */
export class LogReader<Item extends LogItem> {
  readonly #options: ReaderOptions<Item>;
  readonly #tell: (status: LogStatus) => void;
  readonly #gathering: Gathering<Item>;
  #position: LogPosition;
  #isLive = false;
  /** Until it is live, after the state was read: what came meanwhile is replayed, however much it is. */
  #isFresh: boolean;
  #replayed = 0;
  /** The seq behind which something was missing, which another subscription may bring. */
  #gapAt: number | null = null;

  constructor(options: ReaderOptions<Item>, tell: (status: LogStatus) => void) {
    this.#options = options;
    this.#tell = tell;
    this.#gathering = gather(options.onItems);
    this.#position = new LogPosition(options.cursor);
    this.#isFresh = options.cursor === null;
  }

  get cursor(): string | null {
    return this.#position.cursor;
  }

  /** To continue as of `cursor`, with a state that was read anew. */
  startAt(cursor: string | null): void {
    this.#gathering.drop();
    this.#position = new LogPosition(cursor);
    this.#isFresh = true;
    this.#gapAt = null;
  }

  /** When a subscription is over; `next` is what follows. */
  pause(next: NextStep): void {
    if (next === "restart") this.#gathering.drop();
    else this.#gathering.flush();
    this.#isLive = false;
    this.#replayed = 0;
  }

  /** Answers what to do next when the subscription is over with this item. */
  take(item: Item): NextStep | null {
    const place = this.#position.take(item);
    if (place === "repeated") return null;
    if (place === "gap") return this.#afterGap();
    switch (item.__typename) {
      case "StreamSnapshot":
      case "StreamEvent":
        return this.#takeChange(item);
      case "StreamLive":
        this.#gathering.flush();
        this.#isLive = true;
        this.#isFresh = false;
        this.#tell("live");
        return null;
      case "StreamLagging":
        this.#isLive = false;
        this.#tell("catching-up");
        return (item.behind ?? 0) > LONGEST_REPLAY ? "restart" : null;
      case "StreamReset":
        return this.#afterReset(item);
      case "StreamEnd":
        return afterEnd(item.endReason ?? "");
      default:
        return null;
    }
  }

  #takeChange(item: Item): NextStep | null {
    if (!this.#isLive) this.#tell("catching-up");
    if (this.#isLive || this.#isFresh) {
      this.#gathering.add(item);
      return null;
    }
    // All at once, or not at all: a replay that turns out too long would have been applied for nothing.
    this.#gathering.hold(item);
    this.#replayed += 1;
    return this.#replayed > LONGEST_REPLAY ? "restart" : null;
  }

  /** What was lost on the way comes with another subscription; if not even so, the log has lost it. */
  #afterGap(): NextStep {
    const { seq } = this.#position;
    if (this.#gapAt === seq) return "restart";
    this.#gapAt = seq;
    return "retry";
  }

  #afterReset({ cursor }: Item): NextStep | null {
    const { readState, onReset } = this.#options;
    if (readState) return "restart";
    this.startAt(cursor);
    onReset?.();
    return null;
  }
}

function afterEnd(reason: string): NextStep {
  if (ENDS_FOR_GOOD.includes(reason)) return { end: reason };
  return reason === "SESSION_ENDED" ? "renew" : "retry";
}
