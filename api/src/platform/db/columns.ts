import { Column, PrimaryColumn, type ValueTransformer } from "typeorm";
import { encodeId, idBytes, type IdPrefix } from "../ids";

interface ColumnSettings {
  nullable?: boolean;
  primary?: boolean;
}

/** Null and undefined pass through, so that criteria and partial rows can be converted too. */
function nullSafe(to: (value: never) => unknown, from: (value: never) => unknown): ValueTransformer {
  return {
    to: (value: unknown) => (value == null ? null : to(value as never)),
    from: (value: unknown) => (value == null ? null : from(value as never)),
  };
}

/** An entity's id: a TypeID in memory, 16 bytes in the database. */
export function IdColumn(prefix: IdPrefix, settings: ColumnSettings = {}): PropertyDecorator {
  const options = {
    length: 16,
    transformer: nullSafe(idBytes, (bytes: Uint8Array) => encodeId(prefix, bytes)),
  };
  return settings.primary
    ? PrimaryColumn("binary", options)
    : Column("binary", { ...options, nullable: settings.nullable ?? false });
}

/** An instant: a Date in memory, milliseconds since 1970 in the database (the same, and cheap to decode, everywhere). */
export function InstantColumn(settings: ColumnSettings = {}): PropertyDecorator {
  return Column("bigint", {
    nullable: settings.nullable ?? false,
    transformer: nullSafe(
      (date: Date) => date.getTime(),
      (ms: number) => new Date(Number(ms)),
    ),
  });
}

/** A yes or no. `default`: of rows that were there before the column. */
export function BooleanColumn(settings: { default?: boolean } = {}): PropertyDecorator {
  return Column("smallint", {
    ...(settings.default !== undefined && { default: settings.default ? 1 : 0 }),
    transformer: nullSafe(
      (value: boolean) => (value ? 1 : 0),
      (value: number) => value === 1,
    ),
  });
}

/** One of a set of names, kept as the number given for it, so that it sorts in declared order. */
export function CodeColumn<Name extends string>(
  codes: Record<Name, number>,
  settings: ColumnSettings = {},
): PropertyDecorator {
  const names = new Map<number, Name>();
  for (const name of Object.keys(codes) as Name[]) names.set(codes[name], name);
  return Column("smallint", {
    nullable: settings.nullable ?? false,
    transformer: nullSafe(
      (name: Name) => codes[name],
      (code: number) => names.get(code),
    ),
  });
}

/** Some of a set of names, kept as the sum of the powers of two given for them. */
export function FlagsColumn<Name extends string>(flags: Record<Name, number>): PropertyDecorator {
  const names = Object.keys(flags) as Name[];
  return Column("smallint", {
    transformer: nullSafe(
      (set: readonly Name[]) => names.reduce((sum, name) => sum + (set.includes(name) ? flags[name] : 0), 0),
      (sum: number) => names.filter((name) => (sum & flags[name]) !== 0),
    ),
  });
}

/** Any JSON value, as text. */
export function JsonColumn(settings: ColumnSettings = {}): PropertyDecorator {
  return Column("mediumtext", {
    nullable: settings.nullable ?? false,
    transformer: nullSafe(
      (value: unknown) => JSON.stringify(value),
      (text: string) => JSON.parse(text) as unknown,
    ),
  });
}
