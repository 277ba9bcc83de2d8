import type { Logger } from "../observability/logger";
import type { Reader } from "../db/database";
import { lastSeqs } from "../db/log/log";
import type { Doorbell } from "./doorbell";

interface Waiter {
  afterSeq: number;
  wake: () => void;
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
  private looking = false;
  private lookAgain = false;

  constructor(
    private readonly reader: Reader,
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

  /** Resolves once the stream has an event after `afterSeq`, or when the signal aborts. */
  async waitPast(streamId: string, afterSeq: number, signal: AbortSignal): Promise<void> {
    if (signal.aborted) return;
    await new Promise<void>((resolve) => {
      const waiter: Waiter = {
        afterSeq,
        wake: () => {
          signal.removeEventListener("abort", waiter.wake);
          this.remove(streamId, waiter);
          resolve();
        },
      };
      signal.addEventListener("abort", waiter.wake);
      const waiting = this.waiters.get(streamId);
      if (waiting) waiting.add(waiter);
      else this.waiters.set(streamId, new Set([waiter]));
      // It may have grown since the caller last read it.
      void this.look();
    });
  }

  close(): void {
    clearInterval(this.timer);
    this.stopListening();
    for (const waiting of this.waiters.values()) for (const waiter of [...waiting]) waiter.wake();
  }

  private remove(streamId: string, waiter: Waiter): void {
    const waiting = this.waiters.get(streamId);
    waiting?.delete(waiter);
    if (waiting?.size === 0) this.waiters.delete(streamId);
  }

  private async look(): Promise<void> {
    if (this.looking) {
      this.lookAgain = true;
      return;
    }
    this.looking = true;
    try {
      do {
        this.lookAgain = false;
        const heads = await lastSeqs(this.reader, [...this.waiters.keys()]);
        for (const [streamId, seq] of heads) {
          for (const waiter of [...(this.waiters.get(streamId) ?? [])]) if (seq > waiter.afterSeq) waiter.wake();
        }
      } while (this.lookAgain);
    } catch (error) {
      // The next poll tries again.
      this.logger.error("reading the heads of the log failed", { error });
    } finally {
      this.looking = false;
    }
  }
}
