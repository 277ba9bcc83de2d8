import {
  buildSchema,
  getNamedType,
  getNullableType,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isLeafType,
  isIntrospectionType,
  isListType,
  isNonNullType,
  isObjectType,
  isSpecifiedScalarType,
} from "graphql";

const FORWARD = ["first", "after"];
const BACKWARD = ["last", "before"];
const STATEMENT = /^(is|has|can|viewerIs|viewerHas|viewerCan)[A-Z]/;
/** Of arguments and inputs, which may also say what to do. */
const STATEMENT_OR_WISH = /^(is|has|include|with)[A-Z]|Only$|^snapshot$/;
const SINCE = /^Use [A-Za-z.:()]+ instead; it goes on \d{4}-\d{2}-\d{2} at the earliest\.$/;

/**
 * Holds a schema, as text, against the conventions of docs/api.md. Answers one line for each
 * violation, `rule: Where.it.is`.
 */
export function schemaViolations(sdl) {
  const schema = buildSchema(sdl);
  const found = [];
  const report = (rule, where) => found.push(`${rule}: ${where}`);
  const roots = new Set([schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()]);
  const own = Object.values(schema.getTypeMap()).filter(
    (type) => !isIntrospectionType(type) && !isSpecifiedScalarType(type),
  );

  for (const type of own) {
    if (!/^[A-Z][A-Za-z0-9]*$/.test(type.name)) report("type-name", type.name);
    if (!roots.has(type)) describe(type, type.name);
    if (isEnumType(type)) type.getValues().forEach((value) => checkEnumValue(value, `${type.name}.${value.name}`));
    if (isInputObjectType(type)) checkInputs(Object.values(type.getFields()), type.name);
    if (isObjectType(type) || isInterfaceType(type)) {
      for (const field of Object.values(type.getFields())) checkField(type, field, `${type.name}.${field.name}`);
    }
    if (isObjectType(type)) checkKind(type);
  }
  checkRoots();
  return found.toSorted((one, other) => one.localeCompare(other));

  function describe({ description }, where) {
    if (!description?.trim()) report("description", where);
    else if (!/[.:)]$/.test(description.trim())) report("description-full-stop", where);
  }

  function checkEnumValue(value, where) {
    if (!/^[A-Z][A-Z0-9]*(_[A-Z0-9]+)*$/.test(value.name)) report("enum-value-name", where);
    describe(value, where);
    checkDeprecation(value, where);
  }

  function checkField(type, field, where) {
    checkNamed(field, where, STATEMENT);
    // In nodes(ids:) a null stands in the place of what is not to be seen.
    if (isNullableList(field.type) && where !== "Query.nodes") report("list-items", where);
    if (!roots.has(type) && !isNonNullType(field.type) && !/null/i.test(field.description ?? "null"))
      report("null-unsaid", where);
    checkInputs(field.args, where);
    if (!roots.has(type) && getNamedType(field.type).name.endsWith("Connection")) checkConnectionField(field, where);
  }

  function checkInputs(inputs, owner) {
    for (const input of inputs) {
      const where = `${owner}.${input.name}`;
      // A filter's comparators and fields are named for what they compare.
      checkNamed(input, where, owner.endsWith("Filter") ? /./ : STATEMENT_OR_WISH);
      if (isNullableList(input.type)) report("list-items", where);
    }
  }

  function checkNamed(element, where, statement) {
    const name = getNamedType(element.type).name;
    if (!/^[a-z][A-Za-z0-9]*$/.test(element.name)) report("field-name", where);
    // A mutation's one argument is what its type says.
    if (!/^Mutation\.\w+\.input$/.test(where)) describe(element, where);
    checkDeprecation(element, where);
    if (name === "Boolean" && !statement.test(element.name)) report("boolean-name", where);
    if (where.split(".")[0].endsWith("Filter")) return;
    if (name === "DateTime" && !element.name.endsWith("At")) report("instant-name", where);
    if (name === "Date" && !element.name.endsWith("On")) report("day-name", where);
  }

  function checkDeprecation({ deprecationReason }, where) {
    if (deprecationReason && !SINCE.test(deprecationReason)) report("deprecation", where);
  }

  function checkKind(type) {
    const fields = type.getFields();
    const is = (name, written) => String(fields[name]?.type) === written;
    if (type.getInterfaces().some(({ name }) => name === "Node") && !is("id", "ID!")) report("node-id", type.name);
    const [, connected] = /^(.+)Connection$/.exec(type.name) ?? [];
    if (connected) {
      const node = getNamedType(fields.nodes?.type ?? type).name;
      if (!is("pageInfo", "PageInfo!") || !is("nodes", `[${node}!]!`) || !isEdges(fields.edges, node))
        report("connection-shape", type.name);
    }
    if (type.name.endsWith("Payload")) {
      for (const field of Object.values(fields)) {
        // Of an entity and its seq there is always one; a number beside them can be missing.
        if (!isNonNullType(field.type) && !(isLeafType(field.type) && field.name !== "seq"))
          report("payload-field-nullable", `${type.name}.${field.name}`);
      }
    }
  }

  function isEdges(edges, node) {
    const edge = edges && getNamedType(edges.type);
    if (!isObjectType(edge) || !edge.name.endsWith("Edge") || String(edges.type) !== `[${edge.name}!]!`) return false;
    const { cursor, node: end } = edge.getFields();
    return String(cursor?.type) === "String!" && String(end?.type) === `${node}!`;
  }

  function checkConnectionField(field, where) {
    if (!isNonNullType(field.type)) report("connection-nullable", where);
    checkPaging(field, where);
  }

  function checkPaging({ args }, where) {
    const types = new Map(args.map((arg) => [arg.name, String(arg.type)]));
    const hasAll = (names) => types.get(names[0]) === "Int" && types.get(names[1]) === "String";
    const hasSome = (names) => names.some((name) => types.has(name));
    if (!hasAll(FORWARD) || (hasSome(BACKWARD) && !hasAll(BACKWARD))) report("connection-arguments", where);
  }

  function checkRoots() {
    for (const field of Object.values(schema.getQueryType()?.getFields() ?? {})) {
      const where = `Query.${field.name}`;
      if (isNonNullType(field.type) !== (field.name === "rateLimit")) report("query-nullable", where);
      if (getNamedType(field.type).name.endsWith("Connection")) checkPaging(field, where);
    }
    for (const field of Object.values(schema.getSubscriptionType()?.getFields() ?? {})) {
      if (!isNonNullType(field.type)) report("subscription-non-null", `Subscription.${field.name}`);
    }
    for (const field of Object.values(schema.getMutationType()?.getFields() ?? {})) checkMutation(field);
  }

  /** `createTask(input: CreateTaskInput!): CreateTaskPayload`; mutations of one noun may share an input (`…VerbInput`) or a payload. */
  function checkMutation({ name, args, type }) {
    const where = `Mutation.${name}`;
    const input = args.length === 1 && args[0].name === "input" ? args[0].type : null;
    const inputName = input && isNonNullType(input) ? input.ofType.name : "";
    const ownName = `${name[0].toUpperCase()}${name.slice(1)}`;
    const noun = /^(.+)VerbInput$/.exec(inputName)?.[1];
    if (inputName !== `${ownName}Input` && !(noun && ownName.endsWith(noun))) report("mutation-input", where);
    if (isNonNullType(type) || !getNamedType(type).name.endsWith("Payload")) report("mutation-payload", where);
  }
}

function isNullableList(type) {
  const list = getNullableType(type);
  return isListType(list) && !isNonNullType(list.ofType);
}
