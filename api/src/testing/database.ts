import { entities } from "../app/entities";
import type { SqlRow } from "../platform/db/database";
import { EventRecord } from "../platform/db/log/event.entity";
import { tableOf } from "../platform/db/table";
import { idBytes } from "../platform/ids";
import type { TestApp } from "./testApp";

/** Every row of every table, in an order that does not depend on the engine; equal when nothing was written in between. */
export async function dumpTables({ app }: Pick<TestApp, "app">): Promise<Record<string, string[]>> {
  const tables = entities.map((entity) => tableOf(entity).name);
  const dumped = tables.map(async (name): Promise<[string, string[]]> => {
    const rows = await app.db.readLatest().query(`SELECT * FROM ${name}`);
    return [name, rows.map(readable).sort()];
  });
  return Object.fromEntries(await Promise.all(dumped));
}

/** A project's or user's log after `seq`, oldest first. */
export async function eventsOf({ app }: Pick<TestApp, "app">, streamId: string, seq = 0): Promise<EventRecord[]> {
  const table = tableOf(EventRecord);
  const rows = await app.db
    .readLatest()
    .query(`SELECT ${table.select("e")} FROM events e WHERE e.stream_id = ? AND e.seq > ? ORDER BY e.seq`, [
      idBytes(streamId),
      seq,
    ]);
  return rows.map((row) => table.read(row));
}

function readable(row: SqlRow): string {
  const columns = Object.entries(row).map(([column, value]) => [
    column,
    Buffer.isBuffer(value) ? value.toString("hex") : value,
  ]);
  return JSON.stringify(Object.fromEntries(columns));
}
