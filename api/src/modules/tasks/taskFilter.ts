import { placeholders, type SqlValue } from "../../platform/db/database";
import { badArgument } from "../../platform/errors";
import { type IdPrefix, parseId } from "../../platform/ids";
import type { Sql } from "../../platform/paging/keyset";
import { escapeLike, fold } from "../../platform/text";
import { PRIORITY_CODES, STATUS_CODES } from "./task.entity";
import type { TaskFilter } from "./taskFilter.inputs";
import { NO_DUE } from "./tasks.dates";

const MAX_LEVELS = 4;
const MAX_COMPARATORS = 40;
const MAX_VALUES = 100;
/** Filters within `and` and `or`: as many as can have a comparator each on every level. Bounds those without any. */
const MAX_BRANCHES = MAX_LEVELS * MAX_COMPARATORS;
/** No folded text that is stored is longer. */
const MAX_FOLDED_LENGTH = 2_000;

const OPERATORS = { eq: "=", neq: "<>", lt: "<", lte: "<=", gt: ">", gte: ">=" } as const;

/** How one field of the filter is compared. */
interface Comparable {
  column: string;
  toSql: (value: never, path: string) => SqlValue;
  /** SQL that says that there is no value, for a field that may have none. */
  isNone?: string;
  /** The folded text that contains and startsWith look at. */
  folded?: string;
}

const instant = (value: Date) => value.getTime();
const same = <T extends SqlValue>(value: T) => value;
const id = (prefix: IdPrefix) => (value: string, path: string) => {
  const bytes = parseId(prefix, value);
  if (!bytes) throw badArgument(path, `must be an id that begins with ${prefix}_.`, "id");
  return bytes;
};
const nullable = (column: string, toSql: Comparable["toSql"]): Comparable => ({
  column,
  toSql,
  isNone: `${column} IS NULL`,
});

const FIELDS: Record<Exclude<keyof TaskFilter, "and" | "or" | "not" | "labelId">, Comparable> = {
  id: { column: "t.id", toSql: id("tsk") },
  status: { column: "t.status", toSql: (value: keyof typeof STATUS_CODES) => STATUS_CODES[value] },
  priority: { column: "t.priority", toSql: (value: keyof typeof PRIORITY_CODES) => PRIORITY_CODES[value] },
  projectId: { column: "t.project_id", toSql: id("prj") },
  assigneeId: nullable("t.assignee_id", id("usr")),
  creatorId: { column: "t.creator_id", toSql: id("usr") },
  parentId: nullable("t.parent_id", id("tsk")),
  title: { column: "t.title", toSql: same, folded: "t.title_key" },
  dueOn: nullable("t.due_on", same),
  dueAt: { column: "t.due_sort", toSql: instant, isNone: `t.due_sort = ${NO_DUE}` },
  startAt: nullable("t.start_at", instant),
  createdAt: { column: "t.created_at", toSql: instant },
  updatedAt: { column: "t.updated_at", toSql: instant },
  completedAt: nullable("t.completed_at", instant),
};

/**
 * A filter as a condition on `tasks t`. Every comparison is true or false even
 * where there is no value, so that `not` is its exact opposite.
 * @throws AppError BAD_USER_INPUT naming the place in the filter
 */
export function compileFilter(filter: TaskFilter): Sql {
  return new FilterCompiler().all(filter, "filter", 1);
}

class FilterCompiler {
  private comparators = 0;
  private values = 0;
  private branches = 0;

  all(filter: TaskFilter, path: string, level: number): Sql {
    if (level > MAX_LEVELS) throw badArgument(path, `is nested more than ${MAX_LEVELS} levels deep.`, "depth");
    const parts = Object.entries(filter).map(([field, condition]: [string, unknown]) => {
      const at = `${path}.${field}`;
      requireValue(condition, at);
      if (field === "not") return negated(this.all(condition as TaskFilter, at, level + 1));
      if (field === "and" || field === "or") return this.several(condition as TaskFilter[], field, at, level);
      if (field === "labelId") return this.labels(condition as Record<string, unknown>, at);
      return this.field(FIELDS[field as keyof typeof FIELDS], condition as Record<string, unknown>, at);
    });
    return joined(parts, "AND");
  }

  private several(filters: TaskFilter[], field: "and" | "or", path: string, level: number): Sql {
    this.branches += filters.length;
    if (this.branches > MAX_BRANCHES) throw badArgument("filter", "has too many filters within and and or.", "size");
    const parts = filters.map((filter, i) => this.all(filter, `${path}.${i}`, level + 1));
    return joined(parts, field === "and" ? "AND" : "OR");
  }

  private field(field: Comparable, condition: Record<string, unknown>, path: string): Sql {
    return joined(
      Object.entries(condition).map(([comparator, value]) =>
        this.compare(field, comparator, value, `${path}.${comparator}`),
      ),
      "AND",
    );
  }

  private compare(field: Comparable, comparator: string, value: unknown, path: string): Sql {
    this.count(value, path);
    const { column, isNone, folded } = field;
    const toSql = (one: unknown, at = path) => field.toSql(one as never, at);
    if (comparator === "isNull") {
      const none = isNone ?? "1 = 0";
      return { sql: value === true ? `(${none})` : `NOT (${none})`, values: [] };
    }
    if (comparator === "contains" || comparator === "startsWith") {
      const text = fold(value as string);
      // SQLite fails on a pattern that is very long.
      if (text.length > MAX_FOLDED_LENGTH) return constant(false);
      return {
        sql: `${folded} LIKE ? ESCAPE '!'`,
        values: [`${comparator === "contains" ? "%" : ""}${escapeLike(text)}%`],
      };
    }
    const isOpposite = comparator === "neq" || comparator === "nin";
    const list = Array.isArray(value) ? value.map((one, i) => toSql(one, `${path}.${i}`)) : [toSql(value)];
    if (list.length === 0) return constant(isOpposite);
    const comparison = Array.isArray(value)
      ? `${column} ${isOpposite ? "NOT IN" : "IN"} (${placeholders(list.length)})`
      : `${column} ${OPERATORS[comparator as keyof typeof OPERATORS]} ?`;
    if (!isNone) return { sql: comparison, values: list };
    return { sql: isOpposite ? `(${isNone} OR ${comparison})` : `(NOT (${isNone}) AND ${comparison})`, values: list };
  }

  private labels(condition: Record<string, unknown>, path: string): Sql {
    const has =
      "EXISTS (SELECT 1 FROM task_labels tl JOIN labels l ON l.id = tl.label_id WHERE tl.task_id = t.id AND l.deleted_at IS NULL";
    const parts = Object.entries(condition).map(([comparator, value]): Sql => {
      const at = `${path}.${comparator}`;
      this.count(value, at);
      if (comparator === "isNull") return { sql: `${value === true ? "NOT " : ""}${has})`, values: [] };
      const isOpposite = comparator === "neq" || comparator === "nin";
      const toBytes = id("lbl");
      const ids = Array.isArray(value)
        ? value.map((one: string, i) => toBytes(one, `${at}.${i}`))
        : [toBytes(value as string, at)];
      if (ids.length === 0) return constant(isOpposite);
      return {
        sql: `${isOpposite ? "NOT " : ""}${has} AND tl.label_id IN (${placeholders(ids.length)}))`,
        values: ids,
      };
    });
    return joined(parts, "AND");
  }

  private count(value: unknown, path: string): void {
    requireValue(value, path);
    this.comparators += 1;
    this.values += Array.isArray(value) ? value.length : 1;
    if (this.comparators > MAX_COMPARATORS)
      throw badArgument("filter", `has more than ${MAX_COMPARATORS} comparators.`, "size");
    if (this.values > MAX_VALUES) throw badArgument("filter", `has more than ${MAX_VALUES} values.`, "size");
  }
}

function requireValue(value: unknown, path: string): void {
  if (value === null) throw badArgument(path, "cannot be null; isNull asks for what has no value.", "notNull");
}

/** No part with AND is true, with OR is false. */
function joined(parts: readonly Sql[], operator: "AND" | "OR"): Sql {
  if (parts.length === 0) return constant(operator === "AND");
  return {
    sql: `(${parts.map((part) => part.sql).join(` ${operator} `)})`,
    values: parts.flatMap((part) => part.values),
  };
}

function negated({ sql, values }: Sql): Sql {
  return { sql: `NOT (${sql})`, values };
}

function constant(isTrue: boolean): Sql {
  return { sql: isTrue ? "1 = 1" : "1 = 0", values: [] };
}
