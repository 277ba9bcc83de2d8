import { type GraphQLSchema, isObjectType } from "graphql";

/** For whom a field of an object is the same: all who may see the object, all of one role in its project, one person. */
export type Audience = "all" | "role" | "person";

/** Of a type's fields (`Task`) or of one field (`Task.viewerCanEdit`), which goes before its type. */
export type Audiences = Readonly<Record<string, Audience>>;

/** A list's own types: whom a list is the same for, the field says that it is in. */
const LIST = /(Connection|Edge)$|^PageInfo$/;

/**
 * What the modules declare about the fields of a type. What nobody has declared counts as by
 * person, which shares nothing that it should not.
 * @throws Error when something is declared twice, or is not in the schema
 */
export function readAudiences(
  schema: GraphQLSchema,
  parts: readonly Audiences[],
): (type: string, field: string) => Audience {
  const declared = new Map<string, Audience>();
  for (const [name, audience] of parts.flatMap((part) => Object.entries(part))) {
    const [typeName = "", field] = name.split(".");
    const type = schema.getType(typeName);
    if (!isObjectType(type) || (field !== undefined && !(field in type.getFields())))
      throw new Error(`An audience is declared for ${name}, which is not in the schema`);
    if (declared.has(name)) throw new Error(`The audience of ${name} is declared twice`);
    declared.set(name, audience);
  }
  return (type, field) =>
    declared.get(`${type}.${field}`) ?? declared.get(type) ?? (LIST.test(type) ? "all" : "person");
}
