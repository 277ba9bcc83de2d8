import type { EventRecord } from "../db/log/event.entity";
import type { Database } from "../db/database";
import type { Position } from "../db/position";
import { createLogger } from "../observability/logger";
import { type Departure, type Follower, LiveStream, type Standing } from "./liveStream";
import type { LogTail } from "./logTail";
import { Payload } from "./outlet";

const PROJECT = "prj_01h2xcejqtf2nbrexx3vqjhp41";
const logger = createLogger({ level: "silent", json: false });

/** A log in memory, and whoever waits for it. */
class Log {
  readonly events: EventRecord[] = [];
  failing = false;
  /** Runs once, while the events are executed. */
  meanwhile: (() => void) | null = null;
  private readonly waiting = new Set<() => void>();

  append(subjectId: string, isRestricted = false): void {
    const seq = this.events.length + 1;
    this.events.push({
      seq,
      id: `event ${seq}`,
      subjectId,
      isRestricted: isRestricted ? 1 : 0,
    } as unknown as EventRecord);
    for (const look of [...this.waiting]) look();
  }

  /** Answers the statements by what they ask for. */
  readonly db = {
    readLatest: () => ({
      query: async (sql: string, values: readonly number[]) => {
        if (this.failing) throw new Error("away");
        const after = this.events.filter(({ seq }) => seq > (values[1] ?? 0) && seq <= (values[2] ?? Infinity));
        return sql.includes("DISTINCT") ? after.map(({ subjectId }) => ({ subjectId })) : after.slice(0, 100);
      },
    }),
    noteSeenByAll: async () => {},
  } as unknown as Database;

  readonly tail = {
    waitPast: async (_id: string, afterSeq: number, signal: AbortSignal) => this.past(afterSeq, signal),
    lookPast: async (_id: string, afterSeq: number, signal: AbortSignal) => ({
      isPast: this.events.length > afterSeq,
      past: this.past(afterSeq, signal),
    }),
  } as unknown as LogTail;

  private past(afterSeq: number, signal: AbortSignal): Promise<Position> {
    return new Promise((resolve) => {
      const look = () => {
        if (this.events.length <= afterSeq && !signal.aborted) return;
        this.waiting.delete(look);
        resolve({});
      };
      this.waiting.add(look);
      signal.addEventListener("abort", look);
      look();
    });
  }
}

/** Somebody who follows, and what they were told: numbers, with the number before. */
class Reader {
  readonly told: string[] = [];
  executed = 0;
  isFull = false;
  departure: Departure | null = null;
  private readonly left = new AbortController();

  constructor(
    private readonly log: Log,
    private readonly name: string,
    private readonly rights = "MEMBER",
    private readonly group = "a selection",
  ) {}

  follow(stream: LiveStream, seq: number, prevSeq = seq): this {
    const standing: Standing = { event: { seq, id: `event ${seq}` }, prevSeq };
    const outlet = {
      group: this.group,
      execute: async (items: readonly object[]) => {
        this.executed += items.length;
        await new Promise((resolve) => setTimeout(resolve, 1));
        this.log.meanwhile?.();
        this.log.meanwhile = null;
        return items.map((item) => new Payload(JSON.stringify(item)));
      },
      send: ({ json }: Payload) => void this.told.push(json),
      isFull: false,
    };
    Object.defineProperty(outlet, "isFull", { get: () => this.isFull });
    const follower: Follower = {
      outlet,
      userId: this.name,
      rights: this.rights,
      concern: `membership of ${this.name}`,
      sees: ({ isRestricted }) => !isRestricted || this.rights === "ADMIN",
      itemOf: (event, before) => [event.seq, before],
    };
    void stream.take(follower, standing, this.left.signal).then((departure) => (this.departure = departure));
    return this;
  }

  leave(): void {
    this.left.abort();
  }
}

/** Until what is to happen has happened: several turns of the event loop, however long each takes. */
async function settle(): Promise<void> {
  for (let turn = 0; turn < 50; turn++) await new Promise((resolve) => setTimeout(resolve, 1));
}

function open(seq = 0): { log: Log; stream: LiveStream; reader: (...args: [string, string?, string?]) => Reader } {
  const log = new Log();
  const stream = new LiveStream(PROJECT, { seq, id: `event ${seq}` }, log.db, log.tail, logger);
  void stream.run();
  return { log, stream, reader: (...args) => new Reader(log, ...args) };
}

describe("those who follow a log", () => {
  it("are told the same by one execution, those of other rights by another", async () => {
    const { log, stream, reader } = open();
    const all = [reader("a"), reader("b"), reader("c", "ADMIN"), reader("d", "MEMBER", "another selection")];
    for (const each of all) each.follow(stream, 0);
    log.append("task");
    log.append("invitation", true);
    log.append("task");
    await settle();
    expect(all.map(({ told }) => told)).toEqual([
      ["[1,0]", "[3,1]"],
      ["[1,0]", "[3,1]"],
      ["[1,0]", "[2,1]", "[3,2]"],
      ["[1,0]", "[3,1]"],
    ]);
    expect(all.map(({ executed }) => executed)).toEqual([2, 0, 3, 2]);
    for (const each of all) each.leave();
  });

  it("are told apart where they have seen another event last", async () => {
    const { log, stream, reader } = open();
    log.append("task");
    log.append("invitation", true);
    await settle();
    const [was, is] = [reader("was an admin").follow(stream, 2, 2), reader("b").follow(stream, 2, 1)];
    log.append("task");
    log.append("task");
    await settle();
    expect([was.told, is.told]).toEqual([
      ["[3,2]", "[4,3]"],
      ["[3,1]", "[4,3]"],
    ]);
    for (const each of [was, is]) each.leave();
  });

  it("leave before anything is sent when their rights change, also while it is executed", async () => {
    const { log, stream, reader } = open();
    const [a, b, c] = [reader("a"), reader("b"), reader("c")].map((each) => each.follow(stream, 0)) as [
      Reader,
      Reader,
      Reader,
    ];
    log.meanwhile = () => log.append("membership of b");
    log.append("membership of a");
    await settle();
    expect(a.departure).toMatchObject({ reason: "behind", standing: { event: { seq: 0 }, prevSeq: 0 } });
    expect(b.departure).toMatchObject({ reason: "behind", standing: { event: { seq: 0 }, prevSeq: 0 } });
    expect([a.told, b.told, c.told]).toEqual([[], [], ["[1,0]", "[2,1]"]]);
    c.leave();
  });

  it("leave where too much waits for them, knowing what they were sent", async () => {
    const { log, stream, reader } = open();
    const [slow, other] = [reader("slow").follow(stream, 0), reader("other").follow(stream, 0)];
    log.append("task");
    await settle();
    slow.isFull = true;
    log.append("task");
    log.append("task");
    await settle();
    expect(slow.departure).toMatchObject({ reason: "lagging", standing: { event: { seq: 2 }, prevSeq: 2 } });
    expect(other.told).toEqual(["[1,0]", "[2,1]", "[3,2]"]);
    other.leave();
    await settle();
    expect(other.departure).toMatchObject({ reason: "aborted", standing: { event: { seq: 3 }, prevSeq: 3 } });
  });

  it("take a seat right behind what the others were told: who is further on waits, who is behind reads on", async () => {
    const { log, stream, reader } = open();
    const first = reader("first").follow(stream, 0);
    for (let i = 0; i < 3; i++) log.append("task");
    const [ahead, behind] = [reader("ahead").follow(stream, 2), reader("behind")];
    await settle();
    behind.follow(stream, 1);
    await settle();
    expect(first.told).toEqual(["[1,0]", "[2,1]", "[3,2]"]);
    expect(ahead.told).toEqual(["[3,2]"]);
    expect(behind.departure).toMatchObject({ reason: "behind", standing: { event: { seq: 1 } } });
    for (const each of [first, ahead]) each.leave();
  });

  it("are told later what cannot be read now", async () => {
    const { log, stream, reader } = open();
    const one = reader("one").follow(stream, 0);
    log.failing = true;
    log.append("task");
    await settle();
    expect(one.told).toEqual([]);
    log.failing = false;
    await new Promise((resolve) => setTimeout(resolve, 600));
    expect(one.told).toEqual(["[1,0]"]);
    one.leave();
  });
});
