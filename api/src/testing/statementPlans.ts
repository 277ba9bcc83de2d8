import { fileOf } from "../app/openTables";
import { entities } from "../app/entities";
import type { Reader, SqlValue } from "../platform/db/database";
import { LibsqlDriver } from "../platform/db/sqlite/libsqlDriver";
import { tableOf } from "../platform/db/table";
import type { TestApp } from "./testApp";
import { engine } from "./testDatabase";

/** A statement with its values. */
export interface Asked {
  sql: string;
  values: readonly SqlValue[];
}

/** How the engine goes through one table, or through what another step has made. */
export interface PlanStep {
  /** The table's name; null for what the statement itself has made, which the steps that make it tell of. */
  table: string | null;
  /** Every row of the table, or every entry of an index, is looked at. */
  isScan: boolean;
  /** The names of the indexes used; MariaDB may take several at once. */
  indexes: string[];
  /** As the engine tells it. */
  told: string;
}

export interface Plan {
  steps: PlanStep[];
  /** Whether rows are put in order, or kept for it, before the first is answered. */
  sorts: boolean;
}

const TABLES: ReadonlySet<string> = new Set(entities.map((entity) => tableOf(entity).name));

/** How the engine would run a statement now. */
export async function planOfStatement(test: TestApp, { sql, values }: Asked): Promise<Plan> {
  if (engine === "sqlite") return sqlitePlan(fileOf(test.config), sql, values);
  // A connection that reads refuses to explain what writes.
  return test.app.db.transact(null, {}, (tx) => mysqlPlan(tx, sql, values));
}

async function mysqlPlan(reader: Reader, sql: string, values: readonly SqlValue[]): Promise<Plan> {
  const rows = await reader.query<Record<"table" | "type" | "key" | "rows" | "Extra", string | null>>(
    `EXPLAIN ${sql}`,
    values,
  );
  const steps = rows.map((row) => ({
    table: tableBehind(row.table, sql),
    isScan: row.type === "ALL" || row.type === "index",
    indexes: row.key?.split(/[|,]/) ?? [],
    told: `${row.table}: ${row.type} by ${row.key}, ${row.rows} rows, ${row.Extra}`,
  }));
  return { steps, sorts: rows.some(({ Extra }) => /Using (?:filesort|temporary)/.test(Extra ?? "")) };
}

/** On a connection of its own: TypeORM asks no rows of what is no SELECT. */
function sqlitePlan(file: string, sql: string, values: readonly SqlValue[]): Plan {
  const connection = new LibsqlDriver(file, {});
  const rows = connection.prepare(`EXPLAIN QUERY PLAN ${sql}`).all(...values) as { detail: string }[];
  connection.close();
  const steps = rows.flatMap(({ detail }): PlanStep[] => {
    const [, way, name] = /^(SCAN|SEARCH) (\w+)/.exec(detail) ?? [];
    if (!name) return [];
    const index = /USING (?:COVERING )?INDEX (\w+)/.exec(detail)?.[1];
    return [{ table: tableBehind(name, sql), isScan: way === "SCAN", indexes: index ? [index] : [], told: detail }];
  });
  // Sorting by the last term alone sorts what is the same by the others, a little at a time.
  return { steps, sorts: rows.some(({ detail }) => /^USE TEMP B-TREE FOR (?!LAST|RIGHT)/.test(detail)) };
}

/** The table that a statement calls so. */
function tableBehind(name: string | null, sql: string): string | null {
  if (name === null || TABLES.has(name)) return name;
  const table = new RegExp(`(?:FROM|JOIN|UPDATE)\\s+(\\w+) (?:AS )?${name}\\b`).exec(sql)?.[1];
  return table !== undefined && TABLES.has(table) ? table : null;
}

/** The columns of each index, in their order, by `table.index`. Primary keys are left out. */
export async function columnsOfIndexes(reader: Reader): Promise<Map<string, string>> {
  const rows = await reader.query<{ tableName: string; indexName: string; columnName: string }>(
    engine === "sqlite"
      ? `SELECT m.name AS "tableName", l.name AS "indexName", c.name AS "columnName"
         FROM sqlite_master m, pragma_index_list(m.name) l, pragma_index_info(l.name) c
         WHERE m.type = 'table' AND l.origin = 'c' ORDER BY m.name, l.name, c.seqno`
      : `SELECT TABLE_NAME AS "tableName", INDEX_NAME AS "indexName", COLUMN_NAME AS "columnName"
         FROM information_schema.STATISTICS WHERE TABLE_SCHEMA = DATABASE() AND INDEX_NAME <> 'PRIMARY'
         ORDER BY TABLE_NAME, INDEX_NAME, SEQ_IN_INDEX`,
  );
  const columns = new Map<string, string>();
  for (const { tableName, indexName, columnName } of rows) {
    if (!TABLES.has(tableName)) continue;
    const before = columns.get(indexName);
    columns.set(
      indexName,
      before === undefined ? `${tableName}(${columnName})` : `${before.slice(0, -1)}, ${columnName})`,
    );
  }
  return columns;
}

/** How many rows a statement would answer if it stopped at no limit: what is sorted before the first. */
export async function rowsWithoutLimit(reader: Reader, { sql, values }: Asked): Promise<number> {
  return (await reader.query(sql.replace(/\s+LIMIT \d+\s*$/, ""), values)).length;
}

/** Tells the engine how many rows there are, and how alike, as a server finds out by itself while it runs. */
export async function analyzeTables(reader: Reader): Promise<void> {
  if (engine === "sqlite") return;
  await reader.query(`ANALYZE TABLE ${[...TABLES].join(", ")}`);
}
