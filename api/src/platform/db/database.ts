import type { Viewer } from "../auth/viewer";
import type { Clock } from "../clock";
import type { Logger } from "../observability/logger";
import type { Doorbell } from "../realtime/doorbell";
import type { FieldChangeRecord } from "./log/event.entity";
import type { Position } from "./position";

export type SqlValue = string | number | Buffer | null;
export type SqlRow = Record<string, unknown>;

/** A table, by the class of its rows. */
export type EntityClass<E> = new () => E;

/** What a service tells the log of a change; the transaction adds seq, id and time. */
export interface LogEvent {
  /** The project or user in whose log it stands. */
  streamId: string;
  type: string;
  subjectId: string;
  /** The subject's version after the change. */
  subjectVersion: number;
  /** Null when the system did it. */
  actorId: string | null;
  changes: FieldChangeRecord[];
  /** The task that the subject hangs on; a task is its own. */
  taskId?: string;
  /** Users whom the change mentions anew. */
  mentionedIds?: readonly string[];
  /** Only those who manage the project may know of it; see EventRecord. */
  isRestricted?: boolean;
}

/** A mutation's name and its coerced input, which may carry an idempotencyKey. */
export interface OnceRequest {
  viewerId: string;
  field: string;
  input: { idempotencyKey?: string | null };
}

/** What a change came to. */
export interface Done<E> {
  entity: E;
  /** Number of its event in the log. */
  seq: number;
  /** Number of its event in the log that the entity left, for a change that is in two. */
  sourceSeq?: number | null;
}

/** A change that a repeated request must not do again. */
export interface OnceRun<E> {
  run: () => Promise<Done<E>>;
  /** Finds the entity as it is now for a request that was carried out before. */
  replay: (id: string) => Promise<E>;
}

/** Reads. A reader cannot write: no method of it does. */
export interface Reader {
  /** Runs one SELECT; `?` stands for a value. */
  query<R = SqlRow>(sql: string, values?: readonly SqlValue[]): Promise<R[]>;
}

/** The streams that a transaction writes to: locked before anything else, projects first, each kind in id order. */
export interface Locks {
  projects?: readonly string[];
  users?: readonly string[];
  /**
   * What `once` is going to be given: its key is looked up with the locks, and both go with what is asked first, in one
   * message. Until that is answered, nothing is held. Without it the locks are held from the beginning.
   */
  once?: OnceRequest;
}

/**
 * A write transaction that holds its locks. What `write`, `insert` and `update` do may wait to be
 * sent until something is read, executed or committed: whatever is asked later sees it, and its failure is that of the
 * later call. What is asked at the same time (by Promise.all) goes together, in the order of the calls.
 */
export interface Tx extends Reader {
  /** Runs when the change has been committed, before whoever asked for it hears so; a failure is logged and changes nothing. */
  afterCommit(run: () => Promise<void>): void;
  /** Runs one statement that changes rows; answers how many. */
  execute(sql: string, values?: readonly SqlValue[]): Promise<number>;
  /** As `execute`, for whoever need not know how many. */
  write(sql: string, values: readonly SqlValue[]): Promise<void>;
  /** `onDuplicate` makes what the transaction fails with when a unique key is taken; without it, it may be tried again. */
  insert<E extends object>(entity: EntityClass<E>, rows: readonly E[], onDuplicate?: () => Error): Promise<void>;
  update<E extends object>(entity: EntityClass<E>, id: string, patch: Partial<E>): Promise<void>;
  /** Opens the log of a new project or user, held by this transaction. `onDuplicate`: as for `insert`. */
  createStream(id: string, onDuplicate?: () => Error): Promise<void>;
  /** Appends to the log of a locked stream and answers the event's seq. Written with the commit. */
  emit(event: LogEvent): number;
  /** Whether this transaction has locked the stream, and so may write to it. */
  holds(streamId: string): boolean;
  /** The latest seq of a locked stream. */
  lastSeq(streamId: string): number;
  /** Runs a change at most once for an idempotency key; see OnceRun. */
  once<E extends { id: string }>(request: OnceRequest, change: OnceRun<E>): Promise<Done<E>>;
}

/** The database as services see it: `read` and `transact` hand out different types on purpose. */
export interface Database {
  /**
   * A reader that sees at least what this viewer has written, in whatever process, and what streams have told them.
   * What that is, is looked up once a viewer object: make a new one for each request.
   */
  read(viewer: Viewer): Reader;
  /**
   * A reader that sees every commit: for credentials, jobs, whatever has no viewer, and for what a change looks up
   * before it locks, as a replica may not know yet what others have done.
   */
  readLatest(): Reader;
  /** Where the log of commits is now: whoever reads from there on sees all that was committed before the call. */
  position(): Promise<Position>;
  /** Makes all later reads of this viewer, in whatever process, see at least that. */
  noteSeen(viewer: Viewer, position: Position): Promise<void>;
  /** The same of many, whose viewer objects are yet to be made. */
  noteSeenByAll(userIds: readonly string[], position: Position): Promise<void>;
  /**
   * Runs `work` in one transaction that commits when it resolves and rolls back when it throws.
   * Nothing slow may be awaited inside but SQL: other writers wait.
   * @throws AppError UNAVAILABLE when the lock cannot be had in time
   */
  transact<T>(viewer: Viewer | null, locks: Locks, work: (tx: Tx) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

/** What every engine is given. */
export interface DatabaseOptions {
  clock: Clock;
  /** Event types that jobs are for: read at each commit, filled before the first. None: nothing is dispatched. */
  dispatched?: ReadonlySet<string>;
  doorbell: Doorbell;
  logger: Logger;
  onStatement?: StatementListener;
}

/** What is told of every statement, for logs, metrics and the tests that count them. */
export interface StatementInfo {
  sql: string;
  /** May be secret: not for logs. */
  values: readonly SqlValue[];
  durationMs: number;
}
export type StatementListener = (info: StatementInfo) => void;

/** `?, ?, ?` for an IN list of that many values. */
export function placeholders(count: number): string {
  return Array.from({ length: count }, () => "?").join(", ");
}
