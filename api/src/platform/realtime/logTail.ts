import type { Logger } from "../observability/logger";
import type { Database } from "../db/database";
import { lastSeqs } from "../db/log/log";
import { type Position, START } from "../db/position";
import type { Doorbell } from "./doorbell";

/** Streams, and the number of the event in each that one stands behind. */
export type Places = ReadonlyMap<string, number>;

interface Waiter {
  places: Places;
  wake: (position: Position) => void;
}

/**
 * Wakes those who wait for a stream to grow. One statement asks for the heads
 * of all streams that somebody waits for: on every ring of the doorbell, and
 * at a fixed pace besides, so that a lost ring delays and never loses.
 */
export class LogTail {
  private readonly waiters = new Map<string, Set<Waiter>>();
  private readonly timer: NodeJS.Timeout;
  private readonly stopListening: () => void;
  private looking: Promise<void> | null = null;
  private lookingAgain: Promise<void> | null = null;

  constructor(
    private readonly db: Pick<Database, "readLatest" | "position">,
    doorbell: Doorbell,
    private readonly logger: Logger,
    pollMs: number,
  ) {
    this.timer = setInterval(() => void this.look(), pollMs);
    this.timer.unref();
    this.stopListening = doorbell.onRing((ids) => {
      if (ids.some((id) => this.waiters.has(id))) void this.look();
    });
  }

  /** Resolves once the stream has an event after `afterSeq`, with a position that sees it; or when the signal aborts. */
  async waitPast(streamId: string, afterSeq: number, signal: AbortSignal): Promise<Position> {
    return this.waitPastAny(new Map([[streamId, afterSeq]]), signal);
  }

  /** The same of several streams, once one of them has. */
  async waitPastAny(places: Places, signal: AbortSignal): Promise<Position> {
    const past = this.watch(places, signal);
    // They may have grown since the caller last read them.
    void this.look();
    return past;
  }

  /** Looks now whether the stream has an event after `afterSeq`; `past` resolves as `waitPast`, also for a later one. */
  async lookPast(
    streamId: string,
    afterSeq: number,
    signal: AbortSignal,
  ): Promise<{ isPast: boolean; past: Promise<Position> }> {
    let isPast = false;
    const past = this.watch(new Map([[streamId, afterSeq]]), signal);
    void past.then(() => (isPast = true));
    await this.look();
    return { isPast, past };
  }

  private async watch(places: Places, signal: AbortSignal): Promise<Position> {
    if (signal.aborted) return START;
    return new Promise<Position>((resolve) => {
      const giveUp = () => waiter.wake(START);
      const waiter: Waiter = {
        places,
        wake: (position) => {
          signal.removeEventListener("abort", giveUp);
          this.remove(waiter);
          resolve(position);
        },
      };
      signal.addEventListener("abort", giveUp);
      for (const streamId of places.keys()) {
        const waiting = this.waiters.get(streamId);
        if (waiting) waiting.add(waiter);
        else this.waiters.set(streamId, new Set([waiter]));
      }
    });
  }

  close(): void {
    clearInterval(this.timer);
    this.stopListening();
    for (const waiting of this.waiters.values()) for (const waiter of [...waiting]) waiter.wake(START);
  }

  private remove(waiter: Waiter): void {
    for (const streamId of waiter.places.keys()) {
      const waiting = this.waiters.get(streamId);
      waiting?.delete(waiter);
      if (waiting?.size === 0) this.waiters.delete(streamId);
    }
  }

  /** Resolves when a look is over that began after the call; one at a time, and at most one waits. */
  private look(): Promise<void> {
    if (this.looking) {
      this.lookingAgain ??= this.looking.then(() => {
        this.lookingAgain = null;
        return this.look();
      });
      return this.lookingAgain;
    }
    this.looking = this.lookOnce().finally(() => (this.looking = null));
    return this.looking;
  }

  private async lookOnce(): Promise<void> {
    const watched = [...this.waiters.keys()];
    if (watched.length === 0) return;
    try {
      const heads = await lastSeqs(this.db.readLatest(), watched);
      // Who waits for a log that is gone has to find that out.
      const due = new Set<Waiter>();
      for (const streamId of watched) {
        const head = heads.get(streamId) ?? Infinity;
        for (const waiter of this.waiters.get(streamId) ?? [])
          if (head > (waiter.places.get(streamId) ?? Infinity)) due.add(waiter);
      }
      if (due.size === 0) return;
      // Asked after the heads, so that it sees whatever they count.
      const position = await this.db.position();
      for (const waiter of due) waiter.wake(position);
    } catch (error) {
      // The next poll tries again.
      this.logger.error("reading the heads of the log failed", { error });
    }
  }
}
