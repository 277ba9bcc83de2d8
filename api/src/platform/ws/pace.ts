import type { WebSocket } from "ws";

const WINDOW_MS = 1_000;

/**
 * Does at most so many things a second for one socket. What comes beyond that waits, and meanwhile nothing is read
 * from the network: a flood slows down its sender alone, and nothing of it is lost.
 */
export class Pace {
  // Bounded by what the network had already handed over when reading stopped: 64 KiB.
  private waiting: (() => void)[] = [];
  private taken = 0;
  private windowEnd: NodeJS.Timeout | undefined;

  constructor(
    private readonly socket: Pick<WebSocket, "pause" | "resume">,
    private readonly perSecond: number,
  ) {}

  take(work: () => void): void {
    if (this.taken >= this.perSecond) {
      this.waiting.push(work);
      this.socket.pause();
      return;
    }
    this.taken += 1;
    this.windowEnd ??= setTimeout(() => this.next(), WINDOW_MS).unref();
    work();
  }

  /** Forgets what waits. */
  stop(): void {
    clearTimeout(this.windowEnd);
    this.waiting = [];
  }

  private next(): void {
    this.windowEnd = undefined;
    this.taken = 0;
    const due = this.waiting.splice(0, this.perSecond);
    if (this.waiting.length === 0) this.socket.resume();
    for (const work of due) this.take(work);
  }
}
