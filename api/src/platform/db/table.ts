import { DefaultNamingStrategy, getMetadataArgsStorage, type ValueTransformer } from "typeorm";
import type { EntityClass, SqlValue } from "./database";

type Row = Record<string, unknown>;

/** Property `projectId` is column `project_id`, in the tables and in the SQL of repositories. */
export class SnakeNamingStrategy extends DefaultNamingStrategy {
  override columnName(property: string, custom: string | undefined): string {
    return custom ?? snakeCase(property);
  }
}

interface TableColumn {
  property: string;
  column: string;
  to: ((value: unknown) => SqlValue) | null;
  from: ((value: unknown) => unknown) | null;
}

/**
 * How one entity's rows are read and written without hydrating through the
 * ORM: its columns, and the conversions that its decorators declare.
 */
export class Table<E extends object> {
  readonly name: string;
  readonly columns: readonly TableColumn[];
  private readonly byProperty: ReadonlyMap<string, TableColumn>;

  constructor(private readonly entity: EntityClass<E>) {
    const storage = getMetadataArgsStorage();
    const declared = storage.tables.find((table) => table.target === entity);
    if (!declared?.name) throw new Error(`${entity.name} has no @Entity with a table name`);
    this.name = declared.name;
    this.columns = storage.columns
      .filter((column) => column.target === entity)
      .map(({ propertyName, options }) => {
        const transformer = options.transformer as ValueTransformer | undefined;
        return {
          property: propertyName,
          column: options.name ?? snakeCase(propertyName),
          to: transformer?.to ?? null,
          from: transformer?.from ?? null,
        };
      });
    this.byProperty = new Map(this.columns.map((column) => [column.property, column]));
  }

  /** The select list of all columns, each named as its property, for `FROM table alias`. */
  select(alias: string): string {
    return this.columns.map(({ property, column }) => `${alias}.${column} AS "${property}"`).join(", ");
  }

  /** The entity in a row that was selected with `select`; further columns of the row are left out. */
  read(row: Row): E {
    const entity = new this.entity() as Row;
    for (const { property, from } of this.columns) {
      const value = row[property];
      entity[property] = from && value !== null ? from(value) : value;
    }
    return entity as E;
  }

  /** One statement and its values, for any number of rows. */
  insert(entities: readonly E[]): { sql: string; values: SqlValue[] } {
    const tuple = `(${this.columns.map(() => "?").join(", ")})`;
    const names = this.columns.map(({ column }) => column).join(", ");
    return {
      sql: `INSERT INTO ${this.name} (${names}) VALUES ${entities.map(() => tuple).join(", ")}`,
      values: entities.flatMap((entity) =>
        this.columns.map((column) => toSql(column, (entity as Row)[column.property])),
      ),
    };
  }

  /** Sets the properties given in `patch` on the row with that id. */
  update(id: string, patch: Partial<E>): { sql: string; values: SqlValue[] } {
    const changed = Object.keys(patch).map((property) => this.column(property));
    return {
      sql: `UPDATE ${this.name} SET ${changed.map(({ column }) => `${column} = ?`).join(", ")} WHERE id = ?`,
      values: [
        ...changed.map((column) => toSql(column, (patch as Row)[column.property])),
        toSql(this.column("id"), id),
      ],
    };
  }

  /** The column of a property. */
  columnOf(property: string): string {
    return this.column(property).column;
  }

  private column(property: string): TableColumn {
    const column = this.byProperty.get(property);
    if (!column) throw new Error(`${this.name} has no column for ${property}`);
    return column;
  }
}

const tables = new Map<EntityClass<object>, Table<object>>();

/** The table of an entity class; made on first use, as decorators must have run. */
export function tableOf<E extends object>(entity: EntityClass<E>): Table<E> {
  let table = tables.get(entity);
  if (!table) tables.set(entity, (table = new Table<object>(entity)));
  return table as unknown as Table<E>;
}

function toSql({ to }: TableColumn, value: unknown): SqlValue {
  if (value === undefined || value === null) return null;
  return to ? to(value) : (value as SqlValue);
}

function snakeCase(property: string): string {
  return property.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}
