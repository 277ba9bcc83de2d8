import type { Clock } from "../clock";
import { idBytes, newId } from "../ids";
import { JOBS_WAIT } from "../realtime/doorbell";
import {
  type Done,
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
import { EventDispatch } from "./log/eventDispatch.entity";
import { lastSeqs } from "./log/log";
import { Stream } from "./log/stream.entity";
import { tableOf } from "./table";

/** One connection that is inside a transaction, whatever the engine. */
export interface Connection {
  query(sql: string, values: readonly SqlValue[]): Promise<SqlRow[]>;
  execute(sql: string, values: readonly SqlValue[]): Promise<number>;
}

/** SQLite takes 32,766 values in a statement. */
const VALUES_PER_INSERT = 30_000;

/** The engine-independent part of a write transaction: locks, rows, and the log. */
export class Transaction implements Tx {
  private readonly heads = new Map<string, number>();
  private readonly grown = new Set<string>();
  private readonly events: EventRecord[] = [];
  private readonly afterwards: (() => Promise<void>)[] = [];

  constructor(
    private readonly connection: Connection,
    private readonly clock: Clock,
    private readonly dispatched: ReadonlySet<string>,
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
    const table = tableOf(entity);
    const rowsPerInsert = Math.floor(VALUES_PER_INSERT / table.columns.length);
    for (let at = 0; at < rows.length; at += rowsPerInsert) {
      const { sql, values } = table.insert(rows.slice(at, at + rowsPerInsert));
      await this.connection.execute(sql, values);
    }
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
      taskId: event.taskId ?? (event.subjectId.startsWith("tsk_") ? event.subjectId : null),
      mentionedIds: event.mentionedIds?.length ? [...event.mentionedIds] : null,
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

  async once<E extends { id: string }>(request: OnceRequest, change: OnceRun<E>): Promise<Done<E>> {
    return runOnce(this, this.clock(), request, change);
  }

  afterCommit(run: () => Promise<void>): void {
    this.afterwards.push(run);
  }

  /** Does what was left for after the commit; fails with all that failed of it. */
  async runAfterwards(): Promise<void> {
    const outcomes = await Promise.allSettled(this.afterwards.map((run) => run()));
    const failures = outcomes.flatMap((outcome) => (outcome.status === "rejected" ? [outcome.reason as unknown] : []));
    if (failures.length > 0) throw new AggregateError(failures, "What follows a commit failed");
  }

  /** Writes the log's new events and heads, and which of them jobs are for; answers what the doorbell is to be rung for. */
  async flushLog(): Promise<string[]> {
    await this.insert(EventRecord, this.events);
    await this.insert(EventDispatch, this.events.filter(this.isDispatched));
    for (const id of this.grown) {
      await this.execute("UPDATE streams SET last_seq = ? WHERE id = ?", [this.lastSeq(id), idBytes(id)]);
    }
    return this.events.some(this.isDispatched) ? [...this.grown, JOBS_WAIT] : [...this.grown];
  }

  private readonly isDispatched = ({ type }: EventRecord): boolean => this.dispatched.has(type);
}
