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
import { readOfKey, runOnce } from "./idempotency";
import { EventRecord } from "./log/event.entity";
import { EventDispatch } from "./log/eventDispatch.entity";
import { readsOfLastSeqs } from "./log/log";
import { Stream } from "./log/stream.entity";
import { tableOf } from "./table";
import { type Connection, type Statement, StatementQueue } from "./statementQueue";

/** What a request's key was found to have been used for. */
interface Foreseen {
  request: OnceRequest;
  rows: SqlRow[];
}

/** SQLite takes 32,766 values in a statement. */
const VALUES_PER_INSERT = 30_000;

/** The engine-independent part of a write transaction: locks, rows, and the log. */
export class Transaction implements Tx {
  private readonly heads = new Map<string, number>();
  private readonly grown = new Set<string>();
  private readonly events: EventRecord[] = [];
  private readonly afterwards: (() => Promise<void>)[] = [];
  private readonly queue: StatementQueue;
  private foreseen: Foreseen | null = null;

  constructor(
    connection: Connection,
    private readonly clock: Clock,
    private readonly dispatched: ReadonlySet<string>,
  ) {
    this.queue = new StatementQueue(connection);
  }

  /** Takes the locks, see Locks; a stream that does not exist is not held, and `emit` to it throws. */
  async lock(locks: Locks, suffix: string): Promise<void> {
    for (const ids of [locks.projects ?? [], locks.users ?? []]) {
      const sorted = [...new Set(ids)].sort();
      for (const { sql, values, read } of readsOfLastSeqs(sorted, suffix)) {
        this.queue.add({ sql, values }, ({ rows }) => {
          for (const [id, seq] of read(rows)) this.heads.set(id, seq);
        });
      }
    }
    if (locks.once) this.foresee(locks.once);
    else await this.queue.flush();
  }

  async query<R = SqlRow>(sql: string, values: readonly SqlValue[] = []): Promise<R[]> {
    return (await this.queue.ask({ sql, values })).rows as R[];
  }

  async execute(sql: string, values: readonly SqlValue[] = []): Promise<number> {
    return (await this.queue.ask({ sql, values })).affected;
  }

  async write(sql: string, values: readonly SqlValue[]): Promise<void> {
    await this.queue.write({ sql, values });
  }

  async insert<E extends object>(entity: EntityClass<E>, rows: readonly E[], onDuplicate?: () => Error): Promise<void> {
    const table = tableOf(entity);
    const rowsPerInsert = Math.floor(VALUES_PER_INSERT / table.columns.length);
    for (let at = 0; at < rows.length; at += rowsPerInsert) {
      await this.queue.write({ ...table.insert(rows.slice(at, at + rowsPerInsert)), onDuplicate });
    }
  }

  async update<E extends object>(entity: EntityClass<E>, id: string, patch: Partial<E>): Promise<void> {
    await this.queue.write(tableOf(entity).update(id, patch));
  }

  async createStream(id: string, onDuplicate?: () => Error): Promise<void> {
    await this.insert(Stream, [{ id: idBytes(id), lastSeq: 0 }], onDuplicate);
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
    const rows = this.foreseen?.request === request ? this.foreseen.rows : null;
    return runOnce(this, this.clock(), request, change, rows);
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

  /** Queues the log's new events and heads, and which of them jobs are for; answers what the doorbell is to be rung for. */
  async finishLog(): Promise<string[]> {
    await this.insert(EventRecord, this.events);
    await this.insert(EventDispatch, this.events.filter(this.isDispatched));
    for (const id of this.grown) {
      await this.write("UPDATE streams SET last_seq = ? WHERE id = ?", [this.lastSeq(id), idBytes(id)]);
    }
    return this.events.some(this.isDispatched) ? [...this.grown, JOBS_WAIT] : [...this.grown];
  }

  /** Sends the writes that wait. */
  async flush(): Promise<void> {
    await this.queue.flush();
  }

  /** The writes that wait, for whoever sends them with the commit. */
  takeWrites(): Statement[] {
    return this.queue.take();
  }

  private foresee(request: OnceRequest): void {
    const read = readOfKey(request);
    if (read) this.queue.add(read, ({ rows }) => (this.foreseen = { request, rows }));
  }

  private readonly isDispatched = ({ type }: EventRecord): boolean => this.dispatched.has(type);
}
