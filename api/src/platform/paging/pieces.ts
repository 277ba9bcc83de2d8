import { allOf, orderBy, type SortKey, type Sql } from "./keyset";

/** The first rows of a list: those that hold `where`, in the order of `keys`, `limit` of them. */
export interface Range {
  from: string;
  where: Sql;
  keys: readonly SortKey[];
  limit: number;
}

/**
 * The places of an index in which a list's rows lie, each place in the list's order, such as one project's tasks. So
 * many rows of each as are asked for are read and merged, where by one condition all rows would be read and sorted.
 */
export interface Pieces {
  /** That a row is in any of them: to count rows, and to find whether there are more. */
  whole: Sql;
  /** Conditions, of which no two hold for the same row, that together have the rows of the range. */
  find: (range: Range) => Promise<readonly Sql[]>;
}

/** Of a query whose `from` is the range's: what follows, up to its order, to have the first rows of the pieces. */
export async function firstOfPieces(pieces: Pieces, range: Range): Promise<Sql> {
  const { from, where, keys, limit } = range;
  const found = await pieces.find(range);
  if (found.length === 0) return { sql: "WHERE 1 = 0", values: [] };
  const matching = found.map((piece) => allOf([piece, where]));
  if (matching[0] && matching.length === 1) return { ...matching[0], sql: `WHERE ${matching[0].sql}` };
  const firsts = matching.map(
    // The outer SELECT is for SQLite, which takes no order within a UNION.
    ({ sql }, i) =>
      `SELECT * FROM (SELECT ${selectKeys(keys)} ${from} WHERE ${sql} ${orderBy(keys)} LIMIT ${limit}) AS piece${i}`,
  );
  const order = orderBy(keys.map(({ direction }, i) => ({ column: `key${i}`, direction })));
  return {
    sql: `JOIN (${firsts.join(" UNION ALL ")} ${order} LIMIT ${limit}) AS picked ON picked.key${keys.length - 1} = ${keys.at(-1)?.column}`,
    values: matching.flatMap(({ values }) => values),
  };
}

/** The keys as columns `key0`, `key1` and so on. */
export function selectKeys(keys: readonly SortKey[]): string {
  return keys.map(({ column }, i) => `${column} AS key${i}`).join(", ");
}
