import type { EntityClass, Reader, SqlRow } from "../database";
import { tableOf } from "../table";
import { type FieldSource, sourcesOf } from "./fields";
import type { Selection } from "../../selection";

/** How deep entities are joined to entities, and how many in all; what is beyond is left to loaders. */
const MAX_DEPTH = 2;
const MAX_JOINS = 8;

type Entity = Record<string, unknown>;

/** How the rows of a statement become entities with what was selected of them. */
export class ReadPlan<E extends object> {
  /** The select list. */
  readonly select: string;
  /** Joins to go behind `FROM table alias`. */
  readonly joins: string;
  private readonly root: Source;
  private readonly many: [name: string, source: Many<E>, selection: Selection][];

  constructor(entity: EntityClass<E>, selection: Selection | null, alias: string) {
    const budget = { joins: MAX_JOINS };
    this.root = new Source(entity, selection, alias, 0, budget);
    this.select = this.root.selected().join(", ");
    this.joins = this.root.joinSql().join(" ");
    const sources = sourcesOf(entity);
    this.many = [...(selection?.fields ?? [])].flatMap(([name, inside]) => {
      const source = sources[name] as FieldSource<E> | undefined;
      return source && "many" in source ? [[name, source, inside] as [string, Many<E>, Selection]] : [];
    });
  }

  /** The entities in rows, each joined one once for all that have it. */
  read(rows: readonly SqlRow[]): E[] {
    const known = new Map<string, Entity>();
    return rows.map((row) => this.root.read(row, known)) as E[];
  }

  /** The same where an entity may be in several rows: it is one object. */
  readShared(rows: readonly SqlRow[]): E[] {
    const known = new Map<string, Entity>();
    return rows.map((row) => this.root.find(row, known)) as E[];
  }

  /** Reads what hangs on entities in other statements, one for each such field. */
  async complete(reader: Reader, entities: readonly E[]): Promise<void> {
    if (entities.length === 0) return;
    await Promise.all(
      this.many.map(async ([name, { many }, selection]) => {
        const lists = await many(reader, entities, selection);
        entities.forEach((entity, i) => ((entity as Entity)[name] = lists[i]));
      }),
    );
  }
}

type Many<E extends object> = Extract<FieldSource<E>, { many: unknown }>;

/** One table of a plan, and those joined to it. */
class Source {
  private readonly columns: {
    property: string;
    sql: string;
    key: string;
    from: ((value: unknown) => unknown) | null;
  }[];
  private readonly ones: { name: string; by: string; column: string; source: Source }[] = [];
  private readonly idKey: string;
  private readonly table;

  constructor(
    private readonly entity: EntityClass<object>,
    selection: Selection | null,
    private readonly alias: string,
    depth: number,
    budget: { joins: number },
  ) {
    this.table = tableOf(entity);
    const needs = needsOf(entity, selection);
    if (depth < MAX_DEPTH) this.join(needs, depth, budget);
    // An id is that of what is joined by it: decoded once a page, and not once a row.
    const joined = new Set(this.ones.map(({ by }) => by));
    this.columns = this.table.columns
      .filter(({ property }) => !joined.has(property) && (!needs.columns || needs.columns.has(property)))
      .map(({ property, column, from }) => ({
        property,
        sql: `${alias}.${column}`,
        key: depth === 0 ? property : `${alias}.${property}`,
        from,
      }));
    this.idKey = depth === 0 ? "id" : `${alias}.id`;
  }

  selected(): string[] {
    const own = this.columns.map(({ sql, key }) => `${sql} AS "${key}"`);
    return [...own, ...this.ones.flatMap(({ source }) => source.selected())];
  }

  joinSql(): string[] {
    return this.ones.flatMap(({ column, source }) => [
      `LEFT JOIN ${source.table.name} ${source.alias} ON ${source.alias}.id = ${this.alias}.${column}`,
      ...source.joinSql(),
    ]);
  }

  read(row: SqlRow, known: Map<string, Entity>): Entity {
    const entity = new this.entity() as Entity;
    for (const { property, key, from } of this.columns) {
      const value = row[key];
      entity[property] = from && value !== null ? from(value) : value;
    }
    for (const { name, by, source } of this.ones) {
      const one = source.find(row, known);
      entity[name] = one;
      entity[by] = one && one["id"];
    }
    return entity;
  }

  private join({ ones }: Needs, depth: number, budget: { joins: number }): void {
    for (const [name, { of, by, selection }] of ones) {
      if (budget.joins === 0) break;
      budget.joins -= 1;
      const source = new Source(of, selection, `${this.alias}_${name}`, depth + 1, budget);
      this.ones.push({ name, by, column: this.table.columnOf(by), source });
    }
  }

  find(row: SqlRow, known: Map<string, Entity>): Entity | null {
    const id = row[this.idKey] as Buffer | null;
    if (id === null) return null;
    const key = this.alias + id.toString("latin1");
    let entity = known.get(key);
    if (!entity) known.set(key, (entity = this.read(row, known)));
    return entity;
  }
}

interface Needs {
  /** Properties; null: all. */
  columns: Set<string> | null;
  ones: Map<string, { of: EntityClass<object>; by: string; selection: Selection }>;
}

/** What a selection needs of an entity; the id always, by which it is told from others. */
function needsOf(entity: EntityClass<object>, selection: Selection | null): Needs {
  const ones: Needs["ones"] = new Map();
  if (!selection) return { columns: null, ones };
  const properties = new Set(tableOf(entity).columns.map(({ property }) => property));
  const sources = sourcesOf(entity);
  const columns = new Set(["id"]);
  let needsAll = false;
  const join = (name: string, inside: Selection) => {
    const source = sources[name];
    if (!source || !("one" in source)) throw new Error(`${entity.name}.${name} is declared as no entity`);
    columns.add(source.by);
    const before = ones.get(name);
    ones.set(name, { of: source.one(), by: source.by, selection: before ? union(before.selection, inside) : inside });
  };
  for (const [name, inside] of selection.fields) {
    const source = sources[name];
    if (!source) {
      if (properties.has(name)) columns.add(name);
      else needsAll ||= name !== "__typename";
    } else if ("one" in source) {
      join(name, inside);
    } else if ("columns" in source) {
      for (const property of source.columns) columns.add(property);
      if ("joined" in source) for (const [one, fields] of Object.entries(source.joined)) join(one, leaves(fields));
    }
  }
  return { columns: needsAll ? null : columns, ones };
}

const NOTHING: Selection = { fields: new Map() };
const leaves = (names: readonly string[]): Selection => ({ fields: new Map(names.map((name) => [name, NOTHING])) });

function union(one: Selection, other: Selection): Selection {
  const fields = new Map(one.fields);
  for (const [name, inside] of other.fields) {
    const before = fields.get(name);
    fields.set(name, before ? union(before, inside) : inside);
  }
  return { fields };
}

const plans = new WeakMap<Selection, ReadPlan<object>>();

/**
 * The plan for an entity that stands as `alias` in the statement, always the same for a selection; null: all columns,
 * and nothing besides.
 */
export function planOf<E extends object>(
  entity: EntityClass<E>,
  selection: Selection | null,
  alias: string,
): ReadPlan<E> {
  if (!selection) return new ReadPlan(entity, null, alias);
  let plan = plans.get(selection);
  if (!plan) plans.set(selection, (plan = new ReadPlan<object>(entity, selection, alias)));
  return plan as unknown as ReadPlan<E>;
}
