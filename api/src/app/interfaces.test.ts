import { buildSchema, type GraphQLObjectType, type GraphQLSchema, isInterfaceType } from "graphql";
import { readFileSync } from "node:fs";
import { join } from "node:path";

/** Clients select fields of these interfaces' members side by side: two types of one name could not be merged. */
const INTERFACES = ["Change", "StreamItem", "Actor"];

function differences(schema: GraphQLSchema, name: string): string[] {
  const type = schema.getType(name);
  if (!isInterfaceType(type)) throw new Error(`${name} is no interface`);
  const seen = new Map<string, string>();
  return schema.getPossibleTypes(type).flatMap((member: GraphQLObjectType) =>
    Object.values(member.getFields()).flatMap((field) => {
      const known = seen.get(field.name) ?? String(field.type);
      seen.set(field.name, known);
      return known === String(field.type) ? [] : [`${member.name}.${field.name}: ${String(field.type)}, not ${known}`];
    }),
  );
}

describe("fields of the same name in the members of", () => {
  const schema = buildSchema(readFileSync(join(__dirname, "../../../schema.graphql"), "utf8"));

  it.each(INTERFACES)("%s have the same type, nullability included", (name) => {
    expect(differences(schema, name)).toEqual([]);
  });

  it("an interface that disagree are seen", () => {
    const torn = buildSchema(`
      interface Item { id: ID } type A implements Item { id: ID seq: Int! } type B implements Item { id: ID! seq: Int }
      type Query { item: Item }
    `);
    expect(differences(torn, "Item")).toEqual(["B.id: ID!, not ID", "B.seq: Int, not Int!"]);
  });
});
