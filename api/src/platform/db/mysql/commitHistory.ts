import { includes, type Position } from "../position";

/** Moments that are kept: at one a second, ten minutes. */
const MOST = 600;

/** Where the primary was, and when: what tells how far behind a replica is, whichever way its time is kept. */
export class CommitHistory {
  private moments: { position: Position; at: number }[] = [];

  /** `now` in ms, of a clock that only runs forward. */
  constructor(private readonly now: () => number = () => performance.now()) {}

  /**
   * Notes where the primary was when it was asked at `at`. A server that names no commits (MySQL without gtid_mode) tells
   * nothing; one that has less than it had, a new primary, makes what was before it meaningless.
   */
  add(position: Position, at: number): void {
    if (Object.keys(position).length === 0) return;
    const latest = this.moments.at(-1);
    if (latest && !includes(position, latest.position)) this.moments = [];
    this.moments.push({ position, at });
    if (this.moments.length > MOST) this.moments.shift();
  }

  /** For how long, in ms, something has been committed that is not there yet; endless before the primary was ever asked. */
  lagOf(applied: Position): number {
    if (this.moments.length === 0) return Infinity;
    const missing = this.moments.find(({ position }) => !includes(applied, position));
    return missing ? this.now() - missing.at : 0;
  }
}
