import type { SqlValue } from "../db/database";

/** A piece of SQL and the values for its `?`s. */
export interface Sql {
  sql: string;
  values: readonly SqlValue[];
}

export type Direction = "ASC" | "DESC";

/** One column to sort by. It must not hold NULL; the last key of a list must be unique. */
export interface SortKey {
  /** SQL of the column, e.g. `t.created_at`. */
  column: string;
  direction: Direction;
}

export function reversed(keys: readonly SortKey[]): SortKey[] {
  return keys.map(({ column, direction }) => ({ column, direction: direction === "ASC" ? "DESC" : "ASC" }));
}

export function orderBy(keys: readonly SortKey[]): string {
  return `ORDER BY ${keys.map(({ column, direction }) => `${column} ${direction}`).join(", ")}`;
}

/**
 * That a row comes after the place given by one value a key. Written out as
 * `a > ? OR (a = ? AND b > ?)`: MariaDB does not use an index for a row value.
 */
export function comesAfter(keys: readonly SortKey[], place: readonly SqlValue[]): Sql {
  const alternatives = keys.map((_, last) =>
    keys
      .slice(0, last + 1)
      .map(({ column, direction }, at) => `${column} ${at < last ? "=" : direction === "ASC" ? ">" : "<"} ?`)
      .join(" AND "),
  );
  return {
    sql: `(${alternatives.map((alternative) => `(${alternative})`).join(" OR ")})`,
    values: keys.flatMap((_, last) => place.slice(0, last + 1)),
  };
}

export function allOf(parts: readonly Sql[]): Sql {
  return {
    sql: parts.length === 0 ? "1 = 1" : parts.map((part) => part.sql).join(" AND "),
    values: parts.flatMap((part) => part.values),
  };
}
