import { type GraphQLSchema, isObjectType } from "graphql";

type Json = string | number | boolean | null | Json[] | { [key: string]: Json };

const LIST_TYPE = /(Connection|Edge)$|^PageInfo$/;

/**
 * The fields (`Task.viewerCanEdit`) in which two answers to one document differ. Every object of
 * them must have its `__typename`. A list that differs counts for the field that it is in.
 */
export function differingFields(schema: GraphQLSchema, left: Json, right: Json): Set<string> {
  const found = new Set<string>();
  compare(left, right, "");
  return found;

  function compare(one: Json, other: Json, owner: string): void {
    if (Array.isArray(one) && Array.isArray(other) && one.length === other.length) {
      one.forEach((item, index) => compare(item, other[index] as Json, owner));
    } else if (isObject(one) && isObject(other) && one["__typename"] === other["__typename"] && sameId(one, other)) {
      const type = one["__typename"] as string;
      for (const key of Object.keys(one)) {
        compare(one[key] as Json, other[key] as Json, LIST_TYPE.test(type) ? owner : `${type}.${fieldOf(type, key)}`);
      }
    } else if (JSON.stringify(one) !== JSON.stringify(other)) {
      found.add(owner);
    }
  }

  /** `User_name` is the field name under an alias. */
  function fieldOf(typeName: string, key: string): string {
    const type = schema.getType(typeName);
    const isField = isObjectType(type) && key in type.getFields();
    return isField ? key : key.replace(`${typeName}_`, "");
  }

  function sameId(one: { [key: string]: Json }, other: { [key: string]: Json }): boolean {
    const idOf = (object: { [key: string]: Json }) => object["id"] ?? object[`${object["__typename"] as string}_id`];
    return idOf(one) === idOf(other);
  }
}

function isObject(value: Json): value is { [key: string]: Json } {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
