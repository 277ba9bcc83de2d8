import { placeholders, type Reader, type SqlRow, type Tx } from "../database";
import { tableOf } from "../table";
import { conflict } from "../../errors";
import { idBytes } from "../../ids";
import { EventRecord, type FieldChangeRecord } from "./event.entity";

/** Statements name so many values at most: well below what the engines take. */
const CHUNK = 1_000;

interface SeqsRead {
  sql: string;
  values: Buffer[];
  read: (rows: readonly SqlRow[]) => [string, number][];
}

/** The number of the latest change in each of these streams; a stream that does not exist is left out. */
export async function lastSeqs(reader: Reader, streamIds: readonly string[]): Promise<Map<string, number>> {
  const seqs: [string, number][] = [];
  for (const { sql, values, read } of readsOfLastSeqs(streamIds)) seqs.push(...read(await reader.query(sql, values)));
  return new Map(seqs);
}

/** What `lastSeqs` asks. `suffix` ends each statement: how a transaction locks the rows that it reads, in id order. */
export function readsOfLastSeqs(streamIds: readonly string[], suffix = ""): SeqsRead[] {
  const reads: SeqsRead[] = [];
  for (let at = 0; at < streamIds.length; at += CHUNK) {
    const chunk = streamIds.slice(at, at + CHUNK);
    const values = chunk.map(idBytes);
    const ids = new Map(chunk.map((id, i) => [(values[i] as Buffer).toString("hex"), id]));
    reads.push({
      sql: `SELECT id, last_seq AS "lastSeq" FROM streams WHERE id IN (${placeholders(chunk.length)}) ORDER BY id ${suffix}`,
      values,
      read: (rows) =>
        rows.map(({ id, lastSeq }) => [ids.get((id as Buffer).toString("hex")) as string, Number(lastSeq)]),
    });
  }
  return reads;
}

/** What comes after an event in a log, up to number `until`, oldest first. */
export async function eventsAfter(
  reader: Reader,
  streamId: string,
  seq: number,
  { limit, until = Infinity }: { limit: number; until?: number },
): Promise<EventRecord[]> {
  const table = tableOf(EventRecord);
  const rows = await reader.query(
    `SELECT ${table.select("e")} FROM events e WHERE e.stream_id = ? AND e.seq > ? AND e.seq <= ? ORDER BY e.seq LIMIT ${limit}`,
    [idBytes(streamId), seq, Math.min(until, Number.MAX_SAFE_INTEGER)],
  );
  return rows.map((row) => table.read(row));
}

/** Whether a log tells of a task behind an event. */
export async function hasEventOfTask(reader: Reader, streamId: string, taskId: string, seq: number): Promise<boolean> {
  const rows = await reader.query("SELECT 1 FROM events WHERE task_id = ? AND stream_id = ? AND seq > ? LIMIT 1", [
    idBytes(taskId),
    idBytes(streamId),
    seq,
  ]);
  return rows.length > 0;
}

/** What the events after one in a log are about. */
export async function subjectsAfter(reader: Reader, streamId: string, seq: number): Promise<string[]> {
  const rows = await reader.query<{ subjectId: string }>(
    `SELECT DISTINCT subject_id AS "subjectId" FROM events WHERE stream_id = ? AND seq > ?`,
    [idBytes(streamId), seq],
  );
  return rows.map(({ subjectId }) => subjectId);
}

/** Deletes the oldest events of a log, `limit` at most, and that jobs of them were to be made; answers how many. */
export async function deleteSomeEvents(tx: Tx, streamId: string, limit: number): Promise<number> {
  const id = idBytes(streamId);
  const [row] = await tx.query<{ first: number | null }>("SELECT MIN(seq) AS first FROM events WHERE stream_id = ?", [
    id,
  ]);
  if (!row || row.first === null) return 0;
  const end = Number(row.first) + limit;
  await tx.execute("DELETE FROM event_dispatch WHERE stream_id = ? AND seq < ?", [id, end]);
  return tx.execute("DELETE FROM events WHERE stream_id = ? AND seq < ?", [id, end]);
}

/** The fields of an entity that changed after it had `version`. */
async function fieldsChangedSince(reader: Reader, subjectId: string, version: number): Promise<string[]> {
  const rows = await reader.query<{ changedFields: string }>(
    `SELECT DISTINCT changed_fields AS "changedFields" FROM events WHERE subject_id = ? AND subject_version > ?`,
    [subjectId, version],
  );
  return [...new Set(rows.flatMap((row) => row.changedFields.split(",").filter(Boolean)))].sort();
}

/** @throws AppError CONFLICT when the client's expectedVersion is not the entity's, with what has changed since */
export async function checkVersion(
  reader: Reader,
  entity: { id: string; version: number },
  expectedVersion: number | null | undefined,
): Promise<void> {
  if (expectedVersion == null || expectedVersion === entity.version) return;
  throw conflict("It was changed by someone else in the meantime.", {
    currentVersion: entity.version,
    changedFields: await fieldsChangedSince(reader, entity.id, expectedVersion),
  });
}

/**
 * Takes out of the log what it keeps of the content of these entities, for what is deleted at somebody's
 * wish must not live on in its history. That they changed, which fields, when and by whom stays.
 */
export async function forgetValues(tx: Tx, subjectIds: readonly string[]): Promise<void> {
  for (let at = 0; at < subjectIds.length; at += CHUNK) {
    const chunk = subjectIds.slice(at, at + CHUNK);
    await tx.execute(
      `UPDATE events SET changes = '[]', mentioned_ids = NULL WHERE subject_id IN (${placeholders(chunk.length)})`,
      chunk,
    );
  }
}

/** An entity's properties that the log tells of, with the names of their GraphQL fields. */
export type LoggedFields<E> = { readonly [Property in keyof E]?: string };

/** What `patch` really changes of `before`. */
export function diffFields<E extends object>(
  before: E,
  patch: Partial<E>,
  fields: LoggedFields<E>,
): FieldChangeRecord[] {
  return (Object.keys(fields) as (keyof E)[])
    .filter((property) => patch[property] !== undefined)
    .map((property) => ({
      field: fields[property] as string,
      before: plain(before[property]),
      after: plain(patch[property]),
    }))
    .filter((change) => change.before !== change.after);
}

/** The values of a new entity, as changes from null. */
export function initialFields<E extends object>(entity: E, fields: LoggedFields<E>): FieldChangeRecord[] {
  return (Object.keys(fields) as (keyof E)[])
    .filter((property) => entity[property] != null)
    .map((property) => ({ field: fields[property] as string, before: null, after: plain(entity[property]) }));
}

function plain(value: unknown): unknown {
  return value instanceof Date ? value.toISOString() : (value ?? null);
}
