import { readFileSync } from "node:fs";
import { join } from "node:path";
import { buildSchema, getNamedType, getNullableType, isCompositeType, isListType, isObjectType } from "graphql";
import { FIELD_COSTS, LIST_SIZES, LISTS_BY_ARGUMENT } from "../platform/graphql/limits/fieldCosts";

const schema = buildSchema(readFileSync(join(__dirname, "../../../schema.graphql"), "utf8"));
const fields = Object.values(schema.getTypeMap())
  .filter((type) => isObjectType(type) && !type.name.startsWith("__"))
  .flatMap((type) => Object.values(isObjectType(type) ? type.getFields() : {}).map((field) => ({ type, field })));

it("has a length for every list of objects that is no page", () => {
  const lists = fields
    .filter(({ field }) => isListType(getNullableType(field.type)) && isCompositeType(getNamedType(field.type)))
    .map(({ type, field }) => `${type.name}.${field.name}`)
    .filter((name) => !/^\w+Connection\.(?:nodes|edges)$/.test(name));
  const declared = [...Object.keys(LIST_SIZES), ...Object.keys(LISTS_BY_ARGUMENT)];
  expect(lists.filter((name) => !declared.includes(name))).toEqual([]);
});

it("declares nothing of what there is not", () => {
  const names = fields.map(({ type, field }) => `${type.name}.${field.name}`);
  const declared = [FIELD_COSTS, LIST_SIZES, LISTS_BY_ARGUMENT].flatMap((declarations) => Object.keys(declarations));
  expect(declared.filter((name) => !name.startsWith("__") && !names.includes(name))).toEqual([]);
});

it("knows a page by its type: whatever takes first answers a connection, or declares its list's length", () => {
  const paged = fields.filter(({ field }) => field.args.some(({ name }) => name === "first"));
  expect(paged.map(({ field }) => getNamedType(field.type).name)).toEqual(
    paged.map(() => expect.stringMatching(/Connection$|^ChangePage$/)),
  );
});
