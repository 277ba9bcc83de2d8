import {
  type DefinitionNode,
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  GraphQLError,
  Kind,
  type SelectionSetNode,
} from "graphql";

/** How large a document is when its fragments are spread out. */
export interface DocumentShape {
  fragments: number;
  depth: number;
  fields: number;
  aliases: number;
  rootFields: number;
  directives: number;
}

type Size = Omit<DocumentShape, "fragments">;
type Fragments = ReadonlyMap<string, FragmentDefinitionNode>;

const EMPTY: Size = { depth: 0, fields: 0, aliases: 0, rootFields: 0, directives: 0 };

/**
 * Measures a document that need not fit any schema. Each fragment is measured once however often it is spread, so
 * that it takes time linear in the document's length, not in what it stands for.
 * @throws GraphQLError GRAPHQL_VALIDATION_FAILED when a fragment is spread within itself or there are two of one name
 */
export function measureDocument(document: DocumentNode): DocumentShape {
  const fragments = fragmentsOf(document);
  const definitions = document.definitions.filter(({ kind }) => kind === Kind.FRAGMENT_DEFINITION);
  if (definitions.length > fragments.size) throw invalid("There are two fragments of one name.");
  const measured = new Map<string, Size>();
  const open = new Set<string>();

  const ofFragment = (name: string): Size => {
    const fragment = fragments.get(name);
    const known = measured.get(name);
    // A fragment that is not there is for validation to tell.
    if (known || !fragment) return known ?? EMPTY;
    if (open.has(name)) throw invalid(`Cannot spread fragment "${name}" within itself.`, fragment);
    open.add(name);
    const size = plus(ofSet(fragment.selectionSet), directivesOf(fragment));
    open.delete(name);
    measured.set(name, size);
    return size;
  };
  /** `rootFields` here is how many fields are selected right in the set. */
  const ofSet = (set: SelectionSetNode): Size => {
    let total = EMPTY;
    for (const selection of set.selections) {
      total = plus(total, directivesOf(selection));
      if (selection.kind === Kind.FIELD) {
        const below = selection.selectionSet ? ofSet(selection.selectionSet) : EMPTY;
        const aliases = below.aliases + (selection.alias ? 1 : 0);
        total = plus(total, { ...below, depth: below.depth + 1, fields: below.fields + 1, aliases, rootFields: 1 });
      } else if (selection.kind === Kind.INLINE_FRAGMENT) total = plus(total, ofSet(selection.selectionSet));
      else {
        // One that stands for nothing must not be free, as it is followed all the same.
        const size = ofFragment(selection.name.value);
        total = plus(total, { ...size, fields: Math.max(size.fields, 1) });
      }
    }
    return total;
  };

  let operations = EMPTY;
  for (const definition of document.definitions) {
    if (definition.kind !== Kind.OPERATION_DEFINITION) continue;
    const variables = definition.variableDefinitions ?? [];
    const own = [definition, ...variables].map(directivesOf).reduce(plus, EMPTY);
    operations = plus(operations, plus(own, ofSet(definition.selectionSet)));
  }
  // A fragment that no operation spreads is validated all the same, each for itself.
  const largest = [...fragments.keys()].map(ofFragment).reduce(larger, operations);
  return { fragments: fragments.size, ...largest, rootFields: operations.rootFields };
}

/**
 * How often a name is selected in one place at most, to be merged by validation and execution: validation compares
 * each pair of them. Takes time in what the document stands for: its fields must be bounded before.
 */
export function countRepeats(document: DocumentNode): number {
  const fragments = fragmentsOf(document);
  let most = 0;
  const walk = (sets: readonly SelectionSetNode[]): void => {
    const byName = new Map<string, FieldNode[]>();
    for (const set of sets) collect(set, fragments, byName);
    for (const fields of byName.values()) {
      most = Math.max(most, fields.length);
      const below = fields.flatMap(({ selectionSet }) => selectionSet ?? []);
      if (below.length > 0) walk(below);
    }
  };
  for (const definition of document.definitions) if (hasSelection(definition)) walk([definition.selectionSet]);
  return most;
}

function collect(set: SelectionSetNode, fragments: Fragments, byName: Map<string, FieldNode[]>): void {
  for (const selection of set.selections) {
    if (selection.kind === Kind.FIELD) {
      const name = (selection.alias ?? selection.name).value;
      const same = byName.get(name);
      if (same) same.push(selection);
      else byName.set(name, [selection]);
      continue;
    }
    const inner = selection.kind === Kind.INLINE_FRAGMENT ? selection : fragments.get(selection.name.value);
    if (inner) collect(inner.selectionSet, fragments, byName);
  }
}

export function fragmentsOf(document: DocumentNode): Map<string, FragmentDefinitionNode> {
  const fragments = document.definitions.filter((definition) => definition.kind === Kind.FRAGMENT_DEFINITION);
  return new Map(fragments.map((fragment) => [fragment.name.value, fragment]));
}

function hasSelection(definition: DefinitionNode): definition is DefinitionNode & { selectionSet: SelectionSetNode } {
  return definition.kind === Kind.OPERATION_DEFINITION || definition.kind === Kind.FRAGMENT_DEFINITION;
}

function directivesOf({ directives }: { directives?: readonly unknown[] }): Size {
  return { ...EMPTY, directives: directives?.length ?? 0 };
}

function invalid(message: string, nodes?: FragmentDefinitionNode): GraphQLError {
  const extensions = { code: "GRAPHQL_VALIDATION_FAILED", http: { status: 400 } };
  return new GraphQLError(message, { ...(nodes && { nodes }), extensions });
}

/** Below 2^53 whatever is added, so that counts stay numbers. */
const plus = (a: Size, b: Size): Size => combine(a, b, (x, y) => Math.min(x + y, Number.MAX_SAFE_INTEGER));
const larger = (a: Size, b: Size): Size => combine(a, b, Math.max);

function combine(a: Size, b: Size, how: (x: number, y: number) => number): Size {
  return {
    depth: Math.max(a.depth, b.depth),
    fields: how(a.fields, b.fields),
    aliases: how(a.aliases, b.aliases),
    rootFields: how(a.rootFields, b.rootFields),
    directives: how(a.directives, b.directives),
  };
}
