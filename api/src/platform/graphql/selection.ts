import { type FieldNode, type GraphQLResolveInfo, Kind, type SelectionSetNode } from "graphql";
import { createParameterDecorator } from "type-graphql";
import type { Selection } from "../selection";
import type { Context } from "./context";

type Fragments = GraphQLResolveInfo["fragments"];

/**
 * What a document selects below some of its nodes. Types of fragments, `@skip` and `@include` do not count: it may be
 * more than what is asked for in the end.
 */
class SelectedFields implements Selection {
  private found: ReadonlyMap<string, SelectedFields> | undefined;

  constructor(
    private readonly nodes: readonly FieldNode[],
    private readonly fragments: Fragments,
  ) {}

  get fields(): ReadonlyMap<string, SelectedFields> {
    if (this.found) return this.found;
    const byName = new Map<string, FieldNode[]>();
    for (const { selectionSet } of this.nodes) this.collect(selectionSet, byName);
    return (this.found = new Map(
      [...byName].map(([name, nodes]) => [name, new SelectedFields(nodes, this.fragments)]),
    ));
  }

  /** What is selected at the end of any of these paths, such as ["nodes"] and ["edges", "node"]. */
  at(paths: readonly (readonly string[])[]): SelectedFields {
    const nodes = paths.flatMap((path) => {
      const end = path.reduce<SelectedFields | undefined>((field, name) => field?.fields.get(name), this);
      return end?.nodes ?? [];
    });
    return new SelectedFields(nodes, this.fragments);
  }

  private collect(set: SelectionSetNode | undefined, byName: Map<string, FieldNode[]>): void {
    for (const selection of set?.selections ?? []) {
      if (selection.kind === Kind.FIELD) {
        const name = selection.name.value;
        const nodes = byName.get(name);
        if (nodes) nodes.push(selection);
        else byName.set(name, [selection]);
      } else {
        const inside = selection.kind === Kind.INLINE_FRAGMENT ? selection : this.fragments[selection.name.value];
        this.collect(inside?.selectionSet, byName);
      }
    }
  }
}

/** A resolver's parameter: what is selected of the entity that the field returns. */
export function Selected(): ParameterDecorator {
  return selectedAt([[]]);
}

/** A resolver's parameter: what is selected of the entities of the connection that the field returns; `more` always. */
export function SelectedNodes(...more: string[]): ParameterDecorator {
  return selectedAt([["nodes"], ["edges", "node"]], more);
}

function selectedAt(paths: readonly (readonly string[])[], more: readonly string[] = []): ParameterDecorator {
  // A compiled operation has one array of nodes for a field, whoever runs it.
  const known = new WeakMap<readonly FieldNode[], Selection>();
  return createParameterDecorator<Context>(({ info: { fieldNodes, fragments } }) => {
    let selection = known.get(fieldNodes);
    if (!selection)
      known.set(fieldNodes, (selection = withFields(new SelectedFields(fieldNodes, fragments).at(paths), more)));
    return selection;
  }) as ParameterDecorator;
}

function withFields(selection: Selection, more: readonly string[]): Selection {
  if (more.length === 0) return selection;
  return { fields: new Map([...more.map((name) => [name, NOTHING] as const), ...selection.fields]) };
}

const NOTHING: Selection = { fields: new Map() };
