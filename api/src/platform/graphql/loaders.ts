import DataLoader from "dataloader";
import type { Viewer } from "../auth/viewer";
import type { Reader } from "../db/database";
import { lastSeqs } from "../db/log/log";
import type { Loaders } from "./context";

/** What a module's loaders are made from, anew for each request. */
export interface LoaderEnv {
  reader: Reader;
  viewer: Viewer | null;
}

/** A module's part of the loaders: by name, how each is made. */
export type LoaderFactories = { [Name in keyof Loaders]?: (env: LoaderEnv) => Loaders[Name] };

declare module "./context" {
  interface Loaders {
    /** The number of the latest change in a project's or user's log. */
    lastSeqByStream: DataLoader<string, number>;
  }
}

const platformLoaders: LoaderFactories = {
  lastSeqByStream: ({ reader }) =>
    batchLoader(async (ids) => {
      const seqs = await lastSeqs(reader, ids);
      return ids.map((id) => seqs.get(id) ?? 0);
    }),
};

/** A loader whose statements name no more values than every engine takes. */
export function batchLoader<Key, Value>(load: DataLoader.BatchLoadFn<Key, Value>): DataLoader<Key, Value> {
  return new DataLoader(load, { maxBatchSize: 1_000 });
}

/** Joins the modules' loaders into one function that opens them for a request; each is made when first used. */
export function combineLoaders(parts: readonly LoaderFactories[]): (env: LoaderEnv) => Loaders {
  const prototype = {};
  for (const [name, make] of [platformLoaders, ...parts].flatMap((part) => Object.entries(part))) {
    if (name in prototype) throw new Error(`Two modules declare the loader ${name}`);
    Object.defineProperty(prototype, name, {
      get(this: { env: LoaderEnv }) {
        const loader: unknown = (make as (env: LoaderEnv) => unknown)(this.env);
        Object.defineProperty(this, name, { value: loader });
        return loader;
      },
    });
  }
  return (env) => Object.create(prototype, { env: { value: env } }) as Loaders;
}

/** A batch's answers in the order of its keys; null where there is none. */
export function byKey<Key, Row>(keys: readonly Key[], rows: readonly Row[], keyOf: (row: Row) => Key): (Row | null)[] {
  const found = new Map(rows.map((row) => [keyOf(row), row]));
  return keys.map((key) => found.get(key) ?? null);
}

/** A batch's lists in the order of its keys; empty where there is none. */
export function groupByKey<Key, Row>(keys: readonly Key[], rows: readonly Row[], keyOf: (row: Row) => Key): Row[][] {
  const groups = new Map<Key, Row[]>(keys.map((key) => [key, []]));
  for (const row of rows) groups.get(keyOf(row))?.push(row);
  return keys.map((key) => groups.get(key) as Row[]);
}
