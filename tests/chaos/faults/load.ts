import { setTimeout as sleep } from "node:timers/promises";
import { typeid } from "typeid-js";
import { send } from "../../support/graphql";
import type { Account } from "../kill9/burst";
import { createTask } from "../kill9/createTask";
import { type Entry, Ledger } from "../kill9/ledger";

const LIST = "query ($id: ID!) { project(id: $id) { lastSeq tasks(first: 20) { nodes { id title } } } }";

/** How one operation ended; times in ms of performance.now(). */
export interface Operation {
  /** What it was, and through which process. */
  lane: string;
  at: number;
  ms: number;
  failure?: string;
}

/** People who write and read at a steady pace through several processes in turn, whatever becomes of it. */
export class Load {
  readonly ledger = new Ledger();
  readonly operations: Operation[] = [];
  readonly lanes: string[];
  /** Writes without an answer. */
  inFlight = 0;
  /** Whether nobody pauses. */
  isBurst = false;
  private isOver = false;
  private readonly people: Promise<void>[];

  /** `urls` are asked for each time; each person pauses for `pauseMs` after each operation. */
  constructor(
    private readonly urls: () => readonly string[],
    private readonly account: Account,
    { writers, readers, pauseMs }: { writers: number; readers: number; pauseMs: number },
  ) {
    this.lanes = urls().flatMap((_, i) => [`write ${i}`, `read ${i}`]);
    const forever = async (step: (turn: number) => Promise<void>) => {
      for (let turn = 0; !this.isOver; turn++) {
        await step(turn);
        await sleep(this.isBurst ? 0 : pauseMs * (0.5 + Math.random()));
      }
    };
    this.people = [
      ...Array.from({ length: writers }, (_, writer) => forever((turn) => this.write(writer, turn))),
      ...Array.from({ length: readers }, (_, reader) => forever((turn) => this.read(reader, turn))),
    ];
  }

  async stop(): Promise<void> {
    this.isOver = true;
    await Promise.all(this.people);
  }

  /** Operations that ended since then. */
  since(at: number): Operation[] {
    return this.operations.filter((operation) => operation.at >= at);
  }

  /** Asks again for what got no answer. */
  async repeatUnknown(): Promise<void> {
    const unknown = this.ledger.in("unknown");
    const next = async (): Promise<void> => {
      for (let entry = unknown.pop(); entry; entry = unknown.pop())
        await createTask(this.pick(unknown.length).url, this.account.token, entry);
    };
    await Promise.all(Array.from({ length: 8 }, next));
  }

  /** Half of the tasks are told from their repetition by their own id, half by a key. */
  private async write(writer: number, turn: number): Promise<void> {
    const { id, labelIds } = this.project(writer + turn);
    const title = `writer ${writer} task ${turn}`;
    const entry: Entry = {
      input: {
        ...((writer + turn) % 4 < 2 ? { id: typeid("tsk").toString() } : { idempotencyKey: title }),
        projectId: id,
        title,
        description: "",
        labelIds: labelIds.slice(0, turn % 3),
      },
      state: "sent",
    };
    this.ledger.entries.push(entry);
    this.inFlight += 1;
    await this.measure("write", writer + turn, async (url) => {
      await createTask(url, this.account.token, entry);
      return entry.state === "acknowledged" ? undefined : entry.failure;
    });
    this.inFlight -= 1;
  }

  private async read(reader: number, turn: number): Promise<void> {
    await this.measure("read", reader + turn, async (url) => {
      const { errors, data } = await send(url, this.account.token, LIST, { id: this.project(reader + (turn >> 1)).id });
      return errors || !data ? JSON.stringify(errors) : undefined;
    });
  }

  private async measure(kind: string, turn: number, operate: (url: string) => Promise<string | undefined>) {
    const { url, index } = this.pick(turn);
    const begun = performance.now();
    const failure = await operate(url).catch((error: unknown) => String(error));
    const at = performance.now();
    this.operations.push({ lane: `${kind} ${index}`, at, ms: at - begun, ...(failure !== undefined && { failure }) });
  }

  private pick(turn: number): { url: string; index: number } {
    const urls = this.urls();
    const index = turn % urls.length;
    return { url: urls[index] as string, index };
  }

  private project(turn: number): Account["projects"][number] {
    return this.account.projects[turn % this.account.projects.length] as Account["projects"][number];
  }
}
