import type { Clock } from "../clock";
import { idBytes, newId } from "../ids";
import {
  type EntityClass,
  type Locks,
  type LogEvent,
  type OnceRequest,
  type OnceRun,
  type SqlRow,
  type SqlValue,
  type Tx,
} from "./database";
import { runOnce } from "./idempotency";
import { EventRecord } from "./log/event.entity";
import { lastSeqs } from "./log/log";
import { Stream } from "./log/stream.entity";
import { tableOf } from "./table";

/** One connection that is inside a transaction, whatever the engine. */
export interface Connection {
  query(sql: string, values: readonly SqlValue[]): Promise<SqlRow[]>;
  execute(sql: string, values: readonly SqlValue[]): Promise<number>;
}

// SQLite takes 32,766 values in a statement; an event row has 11.
const EVENTS_PER_INSERT = 500;

/** The engine-independent part of a write transaction: locks, rows, and the log. */
export class Transaction implements Tx {
  private readonly heads = new Map<string, number>();
  private readonly grown = new Set<string>();
  private readonly events: EventRecord[] = [];

  constructor(
    private readonly connection: Connection,
    private readonly clock: Clock,
  ) {}

  /** Takes the locks; a stream that does not exist is not held, and `emit` to it throws. */
  async lock(locks: Locks, suffix: string): Promise<void> {
    for (const ids of [locks.projects ?? [], locks.users ?? []]) {
      const sorted = [...new Set(ids)].sort();
      if (sorted.length === 0) continue;
      for (const [id, seq] of await lastSeqs(this, sorted, suffix)) this.heads.set(id, seq);
    }
  }

  async query<R = SqlRow>(sql: string, values: readonly SqlValue[] = []): Promise<R[]> {
    return (await this.connection.query(sql, values)) as R[];
  }

  async execute(sql: string, values: readonly SqlValue[] = []): Promise<number> {
    return this.connection.execute(sql, values);
  }

  async insert<E extends object>(entity: EntityClass<E>, rows: readonly E[]): Promise<void> {
    if (rows.length === 0) return;
    const { sql, values } = tableOf(entity).insert(rows);
    await this.connection.execute(sql, values);
  }

  async update<E extends object>(entity: EntityClass<E>, id: string, patch: Partial<E>): Promise<void> {
    const { sql, values } = tableOf(entity).update(id, patch);
    await this.connection.execute(sql, values);
  }

  async createStream(id: string): Promise<void> {
    await this.insert(Stream, [{ id: idBytes(id), lastSeq: 0 }]);
    this.heads.set(id, 0);
  }

  emit(event: LogEvent): number {
    const seq = this.lastSeq(event.streamId) + 1;
    this.heads.set(event.streamId, seq);
    this.grown.add(event.streamId);
    this.events.push({
      streamId: idBytes(event.streamId),
      seq,
      id: newId("evt"),
      type: event.type,
      subjectId: event.subjectId,
      subjectVersion: event.subjectVersion,
      actorId: event.actorId,
      occurredAt: this.clock(),
      changedFields: event.changes.map((change) => change.field).join(","),
      changes: event.changes,
      isRestricted: event.isRestricted ?? false,
    });
    return seq;
  }

  holds(streamId: string): boolean {
    return this.heads.has(streamId);
  }

  lastSeq(streamId: string): number {
    const seq = this.heads.get(streamId);
    if (seq === undefined) throw new Error(`The transaction does not hold the stream ${streamId}`);
    return seq;
  }

  async once<E extends { id: string }>(request: OnceRequest, change: OnceRun<E>): Promise<{ entity: E; seq: number }> {
    return runOnce(this, this.clock(), request, change);
  }

  /** Writes the log's new events and heads; answers the ids of the streams that grew. */
  async flushLog(): Promise<string[]> {
    for (let at = 0; at < this.events.length; at += EVENTS_PER_INSERT) {
      await this.insert(EventRecord, this.events.slice(at, at + EVENTS_PER_INSERT));
    }
    for (const id of this.grown) {
      await this.execute("UPDATE streams SET last_seq = ? WHERE id = ?", [this.lastSeq(id), idBytes(id)]);
    }
    return [...this.grown];
  }
}
