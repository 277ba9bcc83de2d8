import { createHash } from "node:crypto";
import type { Reader, SqlRow, SqlValue } from "../db/database";
import type { ReadPlan } from "../db/reads/readPlan";
import { badArgument } from "../errors";
import type { Cursors } from "./cursors";
import { allOf, comesAfter, orderBy, reversed, type SortKey, type Sql } from "./keyset";
import { firstOfPieces, type Pieces, selectKeys } from "./pieces";

const DEFAULT_PAGE_SIZE = 50;
const MAX_PAGE_SIZE = 100;
/** Rows are counted up to this number, as counting more would cost more than the answer is worth. */
const MAX_COUNTED = 10_000;

/** The paging arguments of a list, as clients give them. */
export interface PageArgs {
  first?: number | null;
  after?: string | null;
  last?: number | null;
  before?: string | null;
}

/** A list as SQL: which rows, in which order, and what becomes of them. */
export interface ListQuery<Node extends object> {
  /** Names the list and all that decides its rows and order; cursors are good for the same identity only. */
  identity: unknown;
  /** How rows become nodes. */
  plan: ReadPlan<Node>;
  /** `FROM …`, with the plan's entity by its alias, and the joins that `where` and `keys` name. */
  from: string;
  where: readonly Sql[];
  /** For a list whose rows no index has in one order; `where` is about what is besides. */
  pieces?: Pieces;
  /** The last one unique. */
  keys: readonly SortKey[];
  /** How far rows are counted; 10,000 unless told. */
  maxCounted?: number;
}

/**
 * Exactly what a GraphQL connection resolves from: what costs something is found out when its field is selected. By
 * functions, not getters: V8 keeps what a getter of an object literal refers to until the next full collection.
 */
export interface Page<Node> {
  edges: () => { cursor: () => string; node: Node }[];
  nodes: Node[];
  pageInfo: {
    hasNextPage: () => Promise<boolean>;
    hasPreviousPage: () => Promise<boolean>;
    startCursor: () => string | null;
    endCursor: () => string | null;
  };
  /** Exact up to the list's bound; null when there are more. */
  totalCount: () => Promise<number | null>;
}

/**
 * Reads one page by keyset: a row whose sort values do not change is on
 * exactly one page, whatever is written between two pages.
 * @throws AppError BAD_USER_INPUT for arguments that do not fit
 */
export async function readPage<Node extends object>(
  reader: Reader,
  cursors: Cursors,
  query: ListQuery<Node>,
  args: PageArgs,
): Promise<Page<Node>> {
  const backward = args.last != null || (args.first == null && args.before != null);
  const limit = pageSize(args);
  const purpose = `page:${createHash("sha256").update(JSON.stringify(query.identity)).digest("base64url")}`;
  const after = openPlace(cursors, purpose, "after", args.after, query.keys);
  const before = openPlace(cursors, purpose, "before", args.before, query.keys);
  const backwardKeys = reversed(query.keys);

  const bounds = [
    ...(after ? [comesAfter(query.keys, after)] : []),
    ...(before ? [comesAfter(backwardKeys, before)] : []),
  ];
  const keys = backward ? backwardKeys : query.keys;
  const rest = await finding(query, keys, bounds, limit + 1);
  const rows = await reader.query(
    `SELECT ${query.plan.select}, ${selectKeys(query.keys)} ${query.from} ${query.plan.joins} ${rest.sql}
     ${orderBy(keys)} LIMIT ${limit + 1}`,
    rest.values,
  );
  const overflows = rows.length > limit;
  if (overflows) rows.pop();
  if (backward) rows.reverse();

  const placeOf = (row: SqlRow) => query.keys.map((_, i) => row[`key${i}`] as SqlValue);
  const seal = (row: SqlRow) => cursors.seal(purpose, encodePlace(placeOf(row)));
  const exists = async (towards: readonly SortKey[], condition: Sql) => {
    const any = await finding(query, towards, [condition], 1);
    return (await reader.query(`SELECT 1 ${query.from} ${any.sql} LIMIT 1`, any.values)).length > 0;
  };
  /** Whether there are rows beyond the page's edge; on an empty page, on the other side of the bound given. */
  const beyond = async (towards: readonly SortKey[], edge: SqlRow | undefined, bound: SqlValue[] | null) => {
    if (!bound) return false;
    if (edge) return exists(towards, comesAfter(towards, placeOf(edge)));
    const inside = comesAfter(towards === query.keys ? backwardKeys : query.keys, bound);
    return exists(towards, { sql: `NOT ${inside.sql}`, values: inside.values });
  };

  const nodes = query.plan.read(rows);
  await query.plan.complete(reader, nodes);
  const [start, end] = [rows.at(0), rows.at(-1)];
  return {
    nodes,
    edges: () => rows.map((row, i) => ({ node: nodes[i] as Node, cursor: () => seal(row) })),
    pageInfo: {
      hasNextPage: async () => (!backward && overflows) || beyond(query.keys, end, before),
      hasPreviousPage: async () => (backward && overflows) || beyond(backwardKeys, start, after),
      startCursor: () => (start ? seal(start) : null),
      endCursor: () => (end ? seal(end) : null),
    },
    totalCount: async () => {
      const all = allOf([...(query.pieces ? [query.pieces.whole] : []), ...query.where]);
      const most = query.maxCounted ?? MAX_COUNTED;
      const counted = `SELECT 1 ${query.from} WHERE ${all.sql} LIMIT ${most + 1}`;
      const [row] = await reader.query<{ n: number }>(`SELECT COUNT(*) AS n FROM (${counted}) AS counted`, all.values);
      const count = Number(row?.n);
      return count > most ? null : count;
    },
  };
}

/** What finds the first rows of a list in this order: what follows `from` in a statement, up to the order. */
async function finding<Node extends object>(
  { from, where, pieces }: ListQuery<Node>,
  keys: readonly SortKey[],
  bounds: readonly Sql[],
  limit: number,
): Promise<Sql> {
  const all = allOf([...where, ...bounds]);
  if (pieces) return firstOfPieces(pieces, { from, where: all, keys, limit });
  return { sql: `WHERE ${all.sql}`, values: all.values };
}

function pageSize({ first, last }: PageArgs): number {
  if (first != null && last != null) throw badArgument("last", "cannot be given together with first.", "exclusive");
  const [name, size] = last != null ? ["last", last] : ["first", first ?? DEFAULT_PAGE_SIZE];
  if (size < 1 || size > MAX_PAGE_SIZE) throw badArgument(name, `must be from 1 to ${MAX_PAGE_SIZE}.`, "range");
  return size;
}

function openPlace(
  cursors: Cursors,
  purpose: string,
  argument: string,
  cursor: string | null | undefined,
  keys: readonly SortKey[],
): SqlValue[] | null {
  if (cursor == null) return null;
  const payload = cursors.open(purpose, cursor);
  const place = payload && decodePlace(payload);
  if (!place || place.length !== keys.length) {
    throw badArgument(argument, "is not a cursor of this list with this filter and order.", "cursor");
  }
  return place;
}

/** Sort values as JSON; an id's bytes as `{b: base64}`. */
function encodePlace(place: readonly SqlValue[]): Buffer {
  const plain = place.map((value) =>
    value instanceof Uint8Array ? { b: Buffer.from(value).toString("base64url") } : value,
  );
  return Buffer.from(JSON.stringify(plain));
}

function decodePlace(payload: Buffer): SqlValue[] {
  const plain = JSON.parse(payload.toString()) as (string | number | { b: string })[];
  return plain.map((value) => (typeof value === "object" ? Buffer.from(value.b, "base64url") : value));
}
