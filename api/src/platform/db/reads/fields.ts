import type { EntityClass, Reader } from "../database";
import type { Selection } from "../../selection";

/**
 * What a field of an entity's GraphQL type is made from, besides a column of its own name. A read fetches no more than
 * the selected fields need; for a field that is not declared and is no column, it fetches all columns.
 */
export type FieldSource<E extends object> =
  /** Properties that the field's resolver reads. */
  | { columns: readonly (keyof E & string)[] }
  /** Another entity, by its id in a property: joined. */
  | { one: () => EntityClass<object>; by: keyof E & string }
  /** Made from properties and from joined entities, of which it needs some fields. */
  | { columns: readonly (keyof E & string)[]; joined: Joined; make: (entity: E) => unknown }
  /** Of many entities at once, by another statement: a list for each, in their order. */
  | { many: (reader: Reader, entities: readonly E[], selection: Selection) => Promise<unknown[][]> };

/** By the name of a `one` field, which of its fields are needed. */
type Joined = Readonly<Record<string, readonly string[]>>;

type Sources = Readonly<Record<string, FieldSource<object>>>;
const declared = new Map<EntityClass<object>, Sources>();

/**
 * Declares fields of an entity; a module declares those that it adds to another's entity.
 * @throws Error when one is declared twice
 */
export function declareFields<E extends object>(
  entity: EntityClass<E>,
  sources: Readonly<Record<string, FieldSource<E>>>,
): void {
  const before = sourcesOf(entity);
  for (const name of Object.keys(sources))
    if (name in before) throw new Error(`The field ${entity.name}.${name} is declared twice`);
  declared.set(entity, { ...before, ...(sources as Sources) });
}

export function sourcesOf(entity: EntityClass<object>): Sources {
  return declared.get(entity) ?? {};
}

/** Every declaration: the entity's name, which is its GraphQL type's, and its fields. */
export function allDeclared(): [string, Sources][] {
  return [...declared].map(([entity, sources]) => [entity.name, sources]);
}
