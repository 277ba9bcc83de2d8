import type { Connection, History, Part } from "./record";
import type { Tally } from "./tally";
import type { Item } from "./wire";

const newPart = (reset: Part["reset"] = null): Part => ({
  begunAt: reset?.at ?? Infinity,
  reset,
  pages: [],
  heard: [],
});

/** All that one subscriber is told, in order, and where it stands. */
export class Transcript {
  /** Of the last item; null: to begin anew. */
  cursor: string | null = null;
  readonly history: History;
  private part = newPart();
  private isLive = false;

  constructor(
    who: Pick<History, "name" | "userId" | "projectId">,
    private readonly tally: Tally,
  ) {
    this.history = { ...who, parts: [this.part], connections: [] };
  }

  /** Whether it has all up to this event of the log, which was there at that time. */
  hasCaughtUp(seq: number, since: number): boolean {
    const { heard, pages, begunAt } = this.part;
    const standing = heard.at(-1)?.seq ?? (pages.at(-1)?.isLast ? pages[0]?.cut : undefined);
    return standing === undefined ? this.isLive && begunAt > since : standing >= seq;
  }

  /** What is written from now on will be told. */
  begin(cursor: string): void {
    this.cursor = cursor;
    this.part.begunAt = Math.min(this.part.begunAt, Date.now());
  }

  forget(): void {
    this.cursor = null;
    this.startPart(null);
  }

  end(connection: Connection): void {
    this.isLive = false;
    this.history.connections.push(connection);
  }

  take(item: Item, connection: Connection): void {
    const at = Date.now();
    const { tally } = this;
    if (connection.firstItemAt === Infinity) {
      connection.firstItemAt = at;
      if (this.history.connections.some(({ firstItemAt }) => firstItemAt < Infinity)) tally.reconnects += 1;
    }
    this.begin(item.cursor);
    switch (item.__typename) {
      case "StreamLive":
        this.isLive = true;
        break;
      case "StreamLagging":
        this.isLive = false;
        tally.laggings += 1;
        break;
      case "StreamEnd":
        connection.isToldWhy = true;
        tally.count(tally.ends, item.endReason);
        break;
      case "StreamReset":
        tally.resets += 1;
        this.startPart({ at, reason: item.resetReason, api: connection.api, standing: this.standing() });
        break;
      case "StreamSnapshot": {
        const tasks = item.tasks.map(({ id, version }) => ({ id, version, isDeleted: false }));
        this.part.pages.push({ at, cut: item.seq, isLast: item.isLast, tasks });
        break;
      }
      case "StreamEvent":
        if (!this.isLive && !connection.isReplayed) {
          connection.isReplayed = true;
          tally.replays += 1;
        }
        this.hear(at, item);
        break;
    }
  }

  private hear(at: number, { seq, prevSeq, type, subjectId, task }: Item): void {
    const seen = task && { id: task.id, version: task.version, isDeleted: task.deletedAt !== null };
    this.part.heard.push({ at, seq, prevSeq, type, subjectId, task: seen, isLive: this.isLive });
    this.tally.delivered += 1;
  }

  private standing(): number | null {
    return this.part.heard.at(-1)?.seq ?? this.part.pages[0]?.cut ?? null;
  }

  private startPart(reset: Part["reset"]): void {
    this.part = newPart(reset);
    this.history.parts.push(this.part);
  }
}
