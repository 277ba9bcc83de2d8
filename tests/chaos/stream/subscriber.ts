import { setTimeout as sleep } from "node:timers/promises";
import { send } from "../../support/graphql";
import type { Person } from "./ledger";
import type { Connection } from "./record";
import { APIS, FORGETFUL } from "./schedule";
import { openSocket } from "./socketWire";
import { openEvents } from "./sseWire";
import { LISTS, streamQuery } from "./streamQuery";
import type { Tally } from "./tally";
import { Transcript } from "./transcript";
import type { Wire } from "./wire";

const REFUSED_PAUSE_MS = 400;
const PAUSE_MS = 200;

export interface Style {
  over: "socket" | "events";
  /** Lists: takes a cursor before it would read lists, and continues behind that. */
  begins: "live" | "lists" | "snapshot";
  /** Reads much, and pauses now and then. */
  isSlow: boolean;
  /** What its selection has that no other has; null: many have the same. */
  own: string | null;
}

/** A client of one project's stream that comes back with its cursor, whatever breaks. */
export class Subscriber {
  readonly transcript: Transcript;
  private wire: Wire | null = null;
  private isOver = false;
  private awayUntil = 0;
  private via: number | null = null;
  private readonly running: Promise<void>;

  constructor(
    private readonly urlOf: (api: number) => string,
    private readonly person: Person,
    private readonly projectId: string,
    readonly style: Style,
    private readonly tally: Tally,
    private readonly chance: () => number,
    name: string,
  ) {
    this.transcript = new Transcript({ name, userId: person.id, projectId }, tally);
    this.running = this.run();
  }

  /** Breaks its connection in the middle of what comes next. */
  cut(): void {
    this.wire?.cut(() => (this.tally.cuts += 1));
  }

  async readNothing(forMs: number): Promise<void> {
    const { wire } = this;
    wire?.pause();
    await sleep(forMs);
    wire?.resume();
  }

  /** Leaves, and comes back to the process that will not know its cursor any more, or without one. */
  goAway(forMs: number, isForgotten: boolean): void {
    this.wire?.close();
    this.awayUntil = Date.now() + forMs;
    this.via = isForgotten ? null : FORGETFUL;
    if (isForgotten) this.transcript.forget();
  }

  async stop(): Promise<void> {
    this.isOver = true;
    this.wire?.close();
    await this.running;
  }

  private async run(): Promise<void> {
    while (!this.isOver) {
      const connection = await this.attend();
      this.transcript.end(connection);
      const pauseMs = connection.refusedAt === null ? PAUSE_MS * this.chance() : REFUSED_PAUSE_MS;
      await sleep(pauseMs);
      // It may be sent away while it is away.
      while (!this.isOver && this.awayUntil > Date.now()) await sleep(100);
    }
  }

  /** One connection, from its beginning to its end. */
  private async attend(): Promise<Connection> {
    const api = this.via ?? Math.floor(this.chance() * APIS);
    this.via = null;
    const connection: Connection = {
      ...{ api, sentAt: Date.now(), firstItemAt: Infinity, refusedAt: null },
      ...{ isToldWhy: false, isReplayed: false },
    };
    if (this.style.begins !== "lists" || this.transcript.cursor !== null || (await this.takeCursor(connection)))
      await this.subscribe(connection);
    return connection;
  }

  private async subscribe(connection: Connection): Promise<void> {
    const { style, transcript, projectId, person, tally } = this;
    const open = style.over === "socket" ? openSocket : openEvents;
    const variables = { projectId, after: transcript.cursor, snapshot: style.begins === "snapshot" };
    const query = streamQuery({ isWordy: style.isSlow, own: style.own });
    let isOpen = true;
    const why = await new Promise<string>((closed) => {
      const wire = open(
        { url: this.urlOf(connection.api), token: person.token, query, variables },
        {
          item: (item) => isOpen && transcript.take(item, connection),
          failed: (codes) => this.fail(codes, connection),
          closed,
        },
      );
      const close = () => {
        // What had come before is not looked at any more.
        isOpen = false;
        wire.close();
      };
      this.wire = { ...wire, close };
      if (this.isOver || this.awayUntil > Date.now()) close();
    });
    this.wire = null;
    tally.count(tally.closes, why);
    if (why === "completed" && !connection.isToldWhy) tally.silentEnds += 1;
  }

  /** As a client that is about to read lists; a replica may still say that there is no such project. */
  private async takeCursor(connection: Connection): Promise<boolean> {
    const { projectId: id, person, transcript } = this;
    const url = this.urlOf(connection.api);
    const answer = await send<Lists>(url, person.token, LISTS, { id }).catch(() => null);
    const cursor = answer?.data?.project?.streamCursor;
    if (cursor !== undefined) transcript.begin(cursor);
    return cursor !== undefined;
  }

  private fail(codes: readonly string[], connection: Connection): void {
    connection.isToldWhy = true;
    for (const code of codes) {
      if (code === "NOT_FOUND") connection.refusedAt = Date.now();
      else this.tally.count(this.tally.failures, code);
    }
  }
}

interface Lists {
  project: { streamCursor: string } | null;
}
