import {
  type ASTNode,
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  getDirectiveValues,
  getNamedType,
  getNullableType,
  type GraphQLCompositeType,
  type GraphQLField,
  GraphQLIncludeDirective,
  type GraphQLSchema,
  GraphQLSkipDirective,
  isCompositeType,
  isIntrospectionType,
  isListType,
  isUnionType,
  Kind,
  type OperationDefinitionNode,
  SchemaMetaFieldDef,
  type SelectionNode,
  type SelectionSetNode,
  TypeMetaFieldDef,
  typeFromAST,
  valueFromAST,
  visit,
} from "graphql";
import {
  FIELD_COSTS,
  INTROSPECTION_SIZES,
  LIST_SIZES,
  LISTS_BY_ARGUMENT,
  MUTATION_COST,
  OBJECT_COST,
  UNDECLARED_SIZE,
} from "./fieldCosts";

const DEFAULT_PAGE_SIZE = 50;
const MAX_PAGE_SIZE = 100;
const SIZE_ARGUMENTS: ReadonlySet<string> = new Set(["first", "last", ...Object.values(LISTS_BY_ARGUMENT)]);

export interface Cost {
  cost: number;
  introspectionCost: number;
}

interface Operation {
  schema: GraphQLSchema;
  operation: OperationDefinitionNode;
  fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  /** As coerced by the operation's definitions. */
  variables: Record<string, unknown>;
}

/**
 * The most that a valid operation can cost, known before it runs: objects, page sizes multiplied. What is selected
 * twice in one place counts once, as it is executed; of an interface's members all are counted.
 */
export function costOf({ schema, operation, fragments, variables }: Operation): Cost {
  const root = schema.getRootType(operation.operation);
  const total: Cost = { cost: 0, introspectionCost: 0 };
  if (root) ofSets([operation.selectionSet], root, 1, 1);
  return total;

  /** `times` the objects stand in the answer; `page` is the size of the page that they are. */
  function ofSets(sets: readonly SelectionSetNode[], type: GraphQLCompositeType, times: number, page: number): void {
    const places = new Map<string, { parent: GraphQLCompositeType; nodes: FieldNode[] }>();
    for (const set of sets) collect(set, type, places);
    for (const { parent, nodes } of places.values()) ofField(nodes, parent, times, page);
  }

  function ofField(nodes: readonly FieldNode[], parent: GraphQLCompositeType, times: number, page: number): void {
    const node = nodes[0] as FieldNode;
    const field = fieldOf(parent, node.name.value);
    const type = field && getNamedType(field.type);
    if (!field || !isCompositeType(type)) return;
    const name = `${parent.name}.${field.name}`;
    const isList = isListType(getNullableType(field.type));
    const count = times * (isList ? lengthOf(name, parent, page, (argument) => valueOf(field, node, argument)) : 1);
    total[isIntrospectionType(type) ? "introspectionCost" : "cost"] += count * ownCost(name, parent);
    const below = nodes.flatMap(({ selectionSet }) => selectionSet ?? []);
    const isPage = field.args.some((arg) => arg.name === "first");
    ofSets(below, type, count, isPage ? pageSize(valueOf(field, node, "first") ?? valueOf(field, node, "last")) : page);
  }

  function ownCost(name: string, parent: GraphQLCompositeType): number {
    return FIELD_COSTS[name] ?? (parent === schema.getMutationType() ? MUTATION_COST : OBJECT_COST);
  }

  function collect(
    set: SelectionSetNode,
    parent: GraphQLCompositeType,
    places: Map<string, { parent: GraphQLCompositeType; nodes: FieldNode[] }>,
  ): void {
    for (const selection of set.selections) {
      if (isLeftOut(selection)) continue;
      if (selection.kind === Kind.FIELD) {
        const place = `${parent.name}.${(selection.alias ?? selection.name).value}`;
        const known = places.get(place);
        if (known) known.nodes.push(selection);
        else places.set(place, { parent, nodes: [selection] });
        continue;
      }
      const fragment = selection.kind === Kind.INLINE_FRAGMENT ? selection : fragments.get(selection.name.value);
      if (!fragment) continue;
      const condition = fragment.typeCondition && typeFromAST(schema, fragment.typeCondition);
      collect(fragment.selectionSet, isCompositeType(condition) ? condition : parent, places);
    }
  }

  function fieldOf(parent: GraphQLCompositeType, name: string): GraphQLField<unknown, unknown> | undefined {
    if (name === SchemaMetaFieldDef.name) return SchemaMetaFieldDef;
    if (name === TypeMetaFieldDef.name) return TypeMetaFieldDef;
    return isUnionType(parent) ? undefined : parent.getFields()[name];
  }

  function isLeftOut(node: SelectionNode): boolean {
    if (!node.directives?.length) return false;
    const skip = getDirectiveValues(GraphQLSkipDirective, node, variables);
    return skip?.["if"] === true || getDirectiveValues(GraphQLIncludeDirective, node, variables)?.["if"] === false;
  }

  /** What an argument is; its default where it is not given, or is nothing that it may be: executing the field tells so. */
  function valueOf(field: GraphQLField<unknown, unknown>, node: FieldNode, name: string): unknown {
    const argument = field.args.find((arg) => arg.name === name);
    const given = node.arguments?.find((arg) => arg.name.value === name);
    const value = given && argument && valueFromAST(given.value, argument.type, variables);
    return value === undefined ? argument?.defaultValue : value;
  }
}

/** The variables on which the cost of a document's operations can depend: of its directives, and of what says how long lists are. */
export function costVariables(document: DocumentNode): string[] {
  const names = new Set<string>();
  const collect = (node: ASTNode) => void visit(node, { Variable: ({ name }) => void names.add(name.value) });
  visit(document, {
    Directive: collect,
    Argument: (node) => (SIZE_ARGUMENTS.has(node.name.value) ? collect(node) : undefined),
  });
  return [...names];
}

function lengthOf(
  name: string,
  parent: GraphQLCompositeType,
  page: number,
  valueOf: (name: string) => unknown,
): number {
  const argument = LISTS_BY_ARGUMENT[name];
  const given = argument === undefined ? undefined : valueOf(argument);
  if (Array.isArray(given)) return given.length;
  if (parent.name.endsWith("Connection")) return page;
  return LIST_SIZES[name] ?? INTROSPECTION_SIZES[name] ?? UNDECLARED_SIZE;
}

function pageSize(asked: unknown): number {
  return Math.min(Math.max(Number(asked ?? DEFAULT_PAGE_SIZE), 1), MAX_PAGE_SIZE);
}
