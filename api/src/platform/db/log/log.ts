import { placeholders, type Reader } from "../database";
import { idBytes } from "../../ids";
import type { FieldChangeRecord } from "./event.entity";

/** What a service tells the log of a change; the transaction adds seq, id and time. */
export interface LogEvent {
  /** The project or user in whose log it stands. */
  streamId: string;
  type: string;
  subjectId: string;
  /** Null when the system did it. */
  actorId: string | null;
  changes: FieldChangeRecord[];
}

/** The number of the latest change in each of these streams; a stream that does not exist is left out. */
export async function lastSeqs(reader: Reader, streamIds: readonly string[]): Promise<Map<string, number>> {
  if (streamIds.length === 0) return new Map();
  const keys = new Map(streamIds.map((id) => [idBytes(id).toString("hex"), id]));
  const rows = await reader.query<{ id: Buffer; lastSeq: number }>(
    `SELECT id, last_seq AS "lastSeq" FROM streams WHERE id IN (${placeholders(streamIds.length)})`,
    streamIds.map(idBytes),
  );
  return new Map(rows.map((row) => [keys.get(Buffer.from(row.id).toString("hex")) as string, Number(row.lastSeq)]));
}

/** The fields of `before` that `patch` really changes, with both values. */
export function diffFields<E extends object>(before: E, patch: Partial<E>): FieldChangeRecord[] {
  return (Object.keys(patch) as (keyof E & string)[])
    .map((field) => ({ field, before: plain(before[field]), after: plain(patch[field]) }))
    .filter((change) => JSON.stringify(change.before) !== JSON.stringify(change.after));
}

/** The values of a new entity, as changes from null. */
export function initialFields<E extends object>(entity: E, fields: readonly (keyof E & string)[]): FieldChangeRecord[] {
  return fields
    .filter((field) => entity[field] != null)
    .map((field) => ({ field, before: null, after: plain(entity[field]) }));
}

function plain(value: unknown): unknown {
  return value instanceof Date ? value.toISOString() : (value ?? null);
}
