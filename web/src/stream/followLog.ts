import { backoffMs } from "../lib/backoff";
import type { FollowOptions, NextStep } from "./followOptions";
import type { LogItem, LogStatus } from "./logItem";
import { LogReader } from "./logReader";

export interface LogFollower {
  readonly stop: () => void;
  /** Reads the state anew, as after a reset. */
  readonly restart: () => void;
}

/** Keeps a local state as its log tells: through lost connections, restarts of the server and long absence. */
export function followLog<Item extends LogItem>(options: FollowOptions<Item>): LogFollower {
  const follower = new Follower(options);
  void follower.run();
  return { stop: () => follower.stop(), restart: () => follower.restart() };
}

class Follower<Item extends LogItem> {
  readonly #options: FollowOptions<Item>;
  readonly #reader: LogReader<Item>;
  #status: LogStatus = "connecting";
  #failures = 0;
  #isStopped = false;
  #leave: (next: NextStep) => void = () => undefined;

  constructor(options: FollowOptions<Item>) {
    this.#options = options;
    this.#reader = new LogReader(options, (status) => this.#tell(status));
  }

  stop(): void {
    this.#isStopped = true;
    this.#leave("retry");
  }

  restart(): void {
    // At once: the subscription may be over already, for another reason, and its last items be what asks for this.
    this.#startOver();
    this.#leave("restart");
  }

  async run(): Promise<void> {
    const { sleep = sleepFor, renewSession, onEnd } = this.#options;
    for (;;) {
      const next = await this.#attempt();
      if (this.#isStopped) return;
      if (typeof next === "object") {
        this.#tell("ended");
        return onEnd?.(next.end);
      }
      this.#tell(next === "restart" ? "catching-up" : "reconnecting");
      if (next === "restart" && this.#reader.cursor !== null) this.#startOver();
      if (next === "renew") await renewSession().catch(() => undefined);
      // A server that stops, or resets a log, sends everyone away in one moment: they must not come back in one.
      await sleep(backoffMs(this.#failures));
      if (this.#isStopped) return;
      this.#failures += 1;
    }
  }

  async #attempt(): Promise<NextStep> {
    const { readState } = this.#options;
    try {
      if (readState && this.#reader.cursor === null) this.#reader.startAt(await readState());
      return this.#isStopped ? "retry" : await this.#listen();
    } catch (error) {
      return this.#after(error);
    }
  }

  /** One subscription, until it is over. */
  #listen(): Promise<NextStep> {
    const { subscribe, readState } = this.#options;
    return new Promise((resolve) => {
      let isOver = false;
      let unsubscribe: (() => void) | undefined;
      const leave = (next: NextStep) => {
        if (isOver) return;
        isOver = true;
        unsubscribe?.();
        this.#reader.pause(next);
        resolve(next);
      };
      this.#leave = leave;
      unsubscribe = subscribe(
        { after: this.#reader.cursor, snapshot: !readState },
        {
          next: (item) => {
            const next = isOver ? null : this.#reader.take(item);
            if (next) leave(next);
          },
          error: (error) => leave(this.#after(error)),
          complete: () => leave("retry"),
        },
      );
      if (isOver) unsubscribe();
    });
  }

  #startOver(): void {
    const { readState, onReset } = this.#options;
    this.#reader.startAt(null);
    if (!readState) onReset?.();
  }

  #after(error: unknown): NextStep {
    return this.#options.afterError?.(error) ?? "retry";
  }

  #tell(status: LogStatus): void {
    if (status === "live") this.#failures = 0;
    if (status === this.#status) return;
    this.#status = status;
    this.#options.onStatus?.(status);
  }
}

const sleepFor = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));
