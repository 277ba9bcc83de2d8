import { setImmediate as nextTurn, setTimeout as sleep } from "node:timers/promises";
import type { Database } from "../db/database";
import type { EventRecord } from "../db/log/event.entity";
import { eventsAfter, subjectsAfter } from "../db/log/log";
import { type Position, START } from "../db/position";
import type { Logger } from "../observability/logger";
import type { LogTail } from "./logTail";
import type { Outlet, Payload } from "./outlet";

/** So many events are executed together at most. */
const BATCH = 100;
/** After so many sends others get their turn: a message to thousands must not hold up a request. */
const SENDS_A_TURN = 200;
const RETRY_MS = 500;

/** Whom a log is told to, and how. */
export interface Follower {
  outlet: Outlet;
  userId: string;
  /** Followers with the same rights are told the same. */
  rights: string;
  /** The subject whose changes change these rights: the follower's membership. */
  concern: string;
  sees(event: EventRecord): boolean;
  itemOf(event: EventRecord, prevSeq: number): object;
}

/** Behind which event somebody stands, and the last one up to it that they may see. */
export interface Standing {
  event: { seq: number; id: string };
  prevSeq: number;
}

export interface Departure {
  /**
   * `behind`: something between is not told here: the reader's rights change, or it stands further back than all
   * others. `lagging`: more waits to be sent than may. `aborted`: by the signal.
   */
  reason: "behind" | "lagging" | "aborted";
  standing: Standing;
  /** What must be read from, to see all that others have been told. */
  position: Position;
}

interface Seat {
  follower: Follower;
  standing: Standing;
  group: Group | null;
  leave: (reason: Departure["reason"]) => void;
}

/** Those who are told the same: the first one's outlet executes for all. */
interface Group {
  key: string;
  prevSeq: number;
  seats: Set<Seat>;
}

interface Answer {
  payload: Payload;
  standing: Standing;
}

/**
 * A log as it grows, and those who follow it. All in the groups stand behind the same event. Events are executed
 * together, once for each group; what they show was read after they were committed. Then the log is asked once more:
 * whoever's rights have changed until then leaves before anything is sent, so that nothing is sent to anybody that was
 * read after they lost the right to it.
 */
export class LiveStream {
  private readonly groups = new Map<string, Group>();
  /** Those who stand further on: the others come there first. And those who have come while others are being told. */
  private readonly ahead = new Set<Seat>();
  private isAdvancing = false;
  private readonly stopped = new AbortController();
  private position: Position = START;
  /** Resolves when the log has more than those in the groups have been told. */
  private past: Promise<Position> = Promise.resolve(START);

  constructor(
    private readonly id: string,
    private last: Standing["event"],
    private readonly db: Pick<Database, "readLatest" | "noteSeenByAll">,
    private readonly tail: LogTail,
    private readonly logger: Logger,
  ) {}

  take(follower: Follower, standing: Standing, signal: AbortSignal): Promise<Departure> {
    return new Promise((resolve) => {
      const abort = () => seat.leave("aborted");
      const seat: Seat = {
        follower,
        standing,
        group: null,
        leave: (reason) => {
          signal.removeEventListener("abort", abort);
          this.remove(seat);
          resolve({ reason, standing: seat.standing, position: this.position });
        },
      };
      signal.addEventListener("abort", abort);
      this.ahead.add(seat);
      // In a group it could come too late to be told what the others are just being told, and nobody would notice.
      if (!this.isAdvancing) this.admit();
    });
  }

  /** Whether nobody follows any more: `run` ends, and nobody who came now would be told anything. */
  get isOver(): boolean {
    return this.stopped.signal.aborted;
  }

  /** Until nobody follows any more. */
  async run(): Promise<void> {
    const { signal } = this.stopped;
    this.past = this.tail.waitPast(this.id, this.last.seq, signal);
    while (!signal.aborted) {
      try {
        const position = await this.past;
        if (!signal.aborted) await this.advance(position);
      } catch (error) {
        this.logger.error("telling a log's followers failed; it is tried again", { error });
        await sleep(RETRY_MS);
        this.past = this.tail.waitPast(this.id, this.last.seq, signal);
      }
    }
  }

  private async advance(position: Position): Promise<void> {
    this.isAdvancing = true;
    try {
      await this.tellAll(position);
    } finally {
      this.isAdvancing = false;
      this.admit();
    }
  }

  private async tellAll(position: Position): Promise<void> {
    const reader = this.db.readLatest();
    // No further than where somebody waits for the others.
    const until = Math.min(...[...this.ahead].map(({ standing }) => standing.event.seq));
    const events = await eventsAfter(reader, this.id, this.last.seq, { limit: BATCH, until });
    const newest = events.at(-1);
    // Woken without an event: the log is gone.
    if (!newest) return this.leaveAll();
    const last = { seq: newest.seq, id: newest.id };
    this.position = position;
    this.leaveIfConcerned(events.map(({ subjectId }) => subjectId));
    const groups = [...this.groups.values()];
    await this.db.noteSeenByAll(
      groups.flatMap(({ seats }) => [...seats].map(({ follower }) => follower.userId)),
      position,
    );
    const answers = await Promise.all(groups.map(async (group) => answersOf(group, events)));
    const { isPast, past } = await this.tail.lookPast(this.id, last.seq, this.stopped.signal);
    this.past = past;
    if (isPast) this.leaveIfConcerned(await subjectsAfter(reader, this.id, last.seq));
    for (const [i, group] of groups.entries()) await tell(group, answers[i] as Answer[], last);
    this.last = last;
  }

  /** Lets those in who stand where the others do; who stands further back must catch up by themselves. */
  private admit(): void {
    for (const seat of [...this.ahead]) {
      const { seq } = seat.standing.event;
      if (seq > this.last.seq) continue;
      if (seq < this.last.seq) {
        seat.leave("behind");
        continue;
      }
      this.ahead.delete(seat);
      this.enter(seat);
    }
  }

  private enter(seat: Seat): void {
    const { follower, standing } = seat;
    let key = `${follower.rights} ${follower.outlet.group}`;
    // Who had other rights before may have seen another event last.
    if ((this.groups.get(key)?.prevSeq ?? standing.prevSeq) !== standing.prevSeq)
      key += ` since ${standing.event.seq} ${standing.prevSeq}`;
    const group = this.groups.get(key) ?? { key, prevSeq: standing.prevSeq, seats: new Set() };
    this.groups.set(key, group);
    group.seats.add(seat);
    seat.group = group;
  }

  private leaveIfConcerned(subjectIds: readonly string[]): void {
    const changed = new Set(subjectIds);
    if (changed.size === 0) return;
    for (const seat of this.seats()) if (changed.has(seat.follower.concern)) seat.leave("behind");
  }

  private leaveAll(): void {
    for (const seat of [...this.seats(), ...this.ahead]) seat.leave("behind");
  }

  private seats(): Seat[] {
    return [...this.groups.values()].flatMap(({ seats }) => [...seats]);
  }

  private remove(seat: Seat): void {
    this.ahead.delete(seat);
    seat.group?.seats.delete(seat);
    if (seat.group?.seats.size === 0) this.groups.delete(seat.group.key);
    if (this.groups.size === 0 && this.ahead.size === 0) this.stopped.abort();
  }
}

/** What a group is told of these events: those that its rights let it see. */
async function answersOf({ seats, prevSeq }: Group, events: readonly EventRecord[]): Promise<Answer[]> {
  const [first] = seats;
  if (!first) return [];
  const { outlet, sees, itemOf } = first.follower;
  const visible = events.filter((event) => sees(event));
  const prevSeqs = [prevSeq, ...visible.map(({ seq }) => seq)];
  const payloads = await outlet.execute(visible.map((event, i) => itemOf(event, prevSeqs[i] as number)));
  return visible.map((event, i) => ({
    payload: payloads[i] as Payload,
    // Not what the event tells: it can be long, and is kept as long as somebody stands behind it.
    standing: { event: { seq: event.seq, id: event.id }, prevSeq: event.seq },
  }));
}

/** Sends to all of a group; after it they stand behind `last`. */
async function tell(group: Group, answers: readonly Answer[], last: Standing["event"]): Promise<void> {
  group.prevSeq = answers.at(-1)?.standing.prevSeq ?? group.prevSeq;
  const after: Standing = { event: last, prevSeq: group.prevSeq };
  let sent = 0;
  for (const seat of group.seats) {
    const { outlet } = seat.follower;
    for (const { payload, standing } of answers) {
      outlet.send(payload);
      seat.standing = standing;
      if (!outlet.isFull) continue;
      seat.leave("lagging");
      break;
    }
    if (!seat.group?.seats.has(seat)) continue;
    seat.standing = after;
    sent += answers.length;
    if (sent < SENDS_A_TURN) continue;
    sent = 0;
    await nextTurn();
  }
}
