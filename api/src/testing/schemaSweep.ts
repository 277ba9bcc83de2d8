import {
  getNamedType,
  getNullableType,
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLInputField,
  type GraphQLInputType,
  type GraphQLObjectType,
  type GraphQLSchema,
  isAbstractType,
  isCompositeType,
  isEnumType,
  isInputObjectType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
  isRequiredArgument,
} from "graphql";

type Path = (string | number)[];
type Input = GraphQLArgument | GraphQLInputField;

/** An operation that gives one field an id in one place, and valid values wherever else one is required. */
export interface Probe {
  /** Such as `Mutation.createTask input.labelIds.0`. */
  name: string;
  root: "Query" | "Mutation" | "Subscription";
  field: string;
  path: Path;
  document: string;
  /** `isFull`: with every field of an input that is no id, so that there is something to change. */
  variables: (id: string, isFull?: boolean) => Record<string, unknown>;
}

/** Values that are valid for the caller. */
export interface Samples {
  /** By prefix. */
  ids: Record<string, string>;
  /** By the name of the field or scalar. */
  values: Record<string, unknown>;
}

const SELECTED_LEVELS = 3;
const ROOTS = ["Query", "Mutation", "Subscription"] as const;

/** One probe for every place of the schema that takes an id: arguments, inputs and filters, of root fields and of nested ones. */
export function idProbes(schema: GraphQLSchema, samples: Samples): Probe[] {
  const roots = rootFields(schema).flatMap(([root, field]) =>
    idPaths(field.args).map((path) => probe(schema, root, field, path, samples)),
  );
  const nodes = schema.getPossibleTypes(schema.getType("Node") as never);
  const nested = nodes.flatMap((type) =>
    Object.values(type.getFields()).flatMap((field) =>
      idPaths(field.args).map((path) => nestedProbe(schema, type, field, path, samples)),
    ),
  );
  return [...roots, ...nested];
}

/** One valid call of every root field. */
export function plainCalls(schema: GraphQLSchema, samples: Samples): Probe[] {
  return rootFields(schema).map(([root, field]) => ({
    ...probe(schema, root, field, [], samples),
    name: `${root}.${field.name}`,
  }));
}

function rootFields(schema: GraphQLSchema): [Probe["root"], GraphQLField<unknown, unknown>][] {
  return ROOTS.flatMap((root) =>
    Object.values((schema.getType(root) as GraphQLObjectType).getFields()).map(
      (field): [Probe["root"], typeof field] => [root, field],
    ),
  );
}

function probe(
  schema: GraphQLSchema,
  root: Probe["root"],
  field: GraphQLField<unknown, unknown>,
  path: Path,
  samples: Samples,
): Probe {
  return {
    name: `${root}.${field.name} ${path.join(".")}`,
    root,
    field: field.name,
    path,
    document: `${root.toLowerCase()} ${variablesOf(field, path)} { ${call(schema, field, path)} }`,
    variables: (id, isFull = false) => new Values(id, isFull, samples).of(given(field.args, path), path),
  };
}

/** Reaches the field of a type by `node`, on an entity of the caller's own. */
function nestedProbe(
  schema: GraphQLSchema,
  type: GraphQLObjectType,
  field: GraphQLField<unknown, unknown>,
  path: Path,
  samples: Samples,
): Probe {
  const own = sampleId(type.getFields()["id"] as unknown as Input, samples);
  return {
    ...probe(schema, "Query", field, path, samples),
    name: `${type.name}.${field.name} ${path.join(".")}`,
    field: "node",
    document: `query ${variablesOf(field, path)} { node(id: "${own}") { ... on ${type.name} { ${call(schema, field, path)} } } }`,
  };
}

/** The arguments that are given: those that are required, and the one that the path leads into. */
function given(args: readonly GraphQLArgument[], path: Path): GraphQLArgument[] {
  return args.filter((arg) => arg.name === path[0] || isRequiredArgument(arg));
}

function variablesOf({ args }: GraphQLField<unknown, unknown>, path: Path): string {
  const declared = given(args, path).map((arg) => `$${arg.name}: ${String(arg.type)}`);
  return declared.length > 0 ? `(${declared.join(", ")})` : "";
}

function call(schema: GraphQLSchema, { name, args, type }: GraphQLField<unknown, unknown>, path: Path): string {
  const values = given(args, path).map((arg) => `${arg.name}: $${arg.name}`);
  return `${name}${values.length > 0 ? `(${values.join(", ")})` : ""} ${selection(schema, getNamedType(type), SELECTED_LEVELS)}`;
}

function idPaths(inputs: readonly Input[], within: readonly string[] = []): Path[] {
  return inputs.flatMap(({ name, type }) => pathsOf(type, within).map((path) => [name, ...path]));
}

function pathsOf(type: GraphQLInputType, within: readonly string[]): Path[] {
  if (isNonNullType(type)) return pathsOf(type.ofType, within);
  if (isListType(type)) return pathsOf(type.ofType, within).map((path) => [0, ...path]);
  if (!isInputObjectType(type)) return isId(type) ? [[]] : [];
  const depth = within.filter((name) => name === type.name).length;
  if (depth === 2) return [];
  const paths = idPaths(Object.values(type.getFields()), [...within, type.name]);
  // A filter within a filter has the same fields again: one place in it is enough.
  return depth === 0 ? paths : paths.slice(0, 1);
}

class Values {
  constructor(
    private readonly id: string,
    private readonly isFull: boolean,
    private readonly samples: Samples,
  ) {}

  of(inputs: readonly Input[], path: Path): Record<string, unknown> {
    const entries = inputs
      .filter(
        (input) =>
          input.name === path[0] ||
          isRequired(input) ||
          (this.isFull && isLeafType(getNullableType(input.type)) && !isId(input.type)),
      )
      .map((input) => [input.name, this.value(input, input.type, input.name === path[0] ? path.slice(1) : null)]);
    return Object.fromEntries(entries) as Record<string, unknown>;
  }

  /** `path` null: any valid value. */
  private value(input: Input, type: GraphQLInputType, path: Path | null): unknown {
    if (isNonNullType(type)) return this.value(input, type.ofType, path);
    if (isListType(type)) return [this.value(input, type.ofType, path?.slice(1) ?? null)];
    if (isInputObjectType(type)) return this.of(Object.values(type.getFields()), path ?? []);
    if (path) return this.id;
    if (isId(type)) return sampleId(input, this.samples);
    if (isEnumType(type)) return type.getValues().at(-1)?.name;
    return this.samples.values[input.name] ?? this.samples.values[type.name];
  }
}

function isId(type: GraphQLInputType): boolean {
  return getNamedType(type).name === "ID";
}

function isRequired(input: Input): boolean {
  return isNonNullType(input.type) && input.defaultValue === undefined;
}

/** An id of the kind that the description tells of. */
function sampleId({ name, description }: Input, { ids }: Samples): string {
  const prefix = /Begins with (\w{3})_/.exec(description ?? "")?.[1];
  if (!prefix) return Object.values(ids)[0] as string;
  const id = ids[prefix];
  if (!id) throw new Error(`There is no sample of ${prefix}_ for ${name}`);
  return id;
}

/** Everything below a type, so many levels deep; what differs between the members of an interface under an alias. */
export function selection(
  schema: GraphQLSchema,
  type: ReturnType<typeof getNamedType>,
  levels: number,
  alias = "",
): string {
  if (!isCompositeType(type)) return "";
  if (isAbstractType(type)) {
    const members = schema
      .getPossibleTypes(type)
      .map((member) => `... on ${member.name} ${selection(schema, member, levels, `${member.name}_`)}`);
    return `{ __typename ${members.join(" ")} }`;
  }
  const fields = isObjectType(type) ? Object.values(type.getFields()) : [];
  const selected = fields
    // An edge's node stands in `nodes` too.
    .filter((field) => !field.args.some(isRequiredArgument) && field.name !== "edges")
    .filter((field) => levels > 1 || !isCompositeType(getNamedType(field.type)))
    .map(
      (field) =>
        `${alias && `${alias}${field.name}: `}${field.name} ${selection(schema, getNamedType(field.type), levels - 1)}`,
    );
  return `{ __typename ${selected.join(" ")} }`;
}
