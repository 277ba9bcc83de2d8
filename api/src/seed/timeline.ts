import type { Clock } from "../platform/clock";

/** The clock of made-up history: it stands still until it is set. */
export class Timeline {
  readonly clock: Clock = () => new Date(this.now);

  /** `now` in ms since 1970. */
  constructor(public now: number) {}
}
