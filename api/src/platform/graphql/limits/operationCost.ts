import {
  type DocumentNode,
  getVariableValues,
  type GraphQLError,
  type GraphQLSchema,
  type OperationDefinitionNode,
} from "graphql";
import { findExceeded } from "./bounds";
import { type Cost, costOf, costVariables } from "./cost";
import type { Documents } from "./documents";
import { fragmentsOf } from "./documentShape";
import { checkVariables } from "./variables";

/** What an operation asks for, when that is within the bounds. */
interface Admitted {
  cost: number;
  refusal: null;
}

type Variables = Record<string, unknown>;

/** Of an operation: which variables its cost depends on, and what it was by their values, as JSON. */
interface Known {
  variables: readonly string[];
  costs: Map<string, Cost>;
}

/** Counting takes as long as the document is, and most are sent with few sizes: so many are kept for each operation. */
const KEPT_COSTS = 16;
const known = new WeakMap<OperationDefinitionNode, Known>();

/** Holds an operation with its variables against the bounds, right before it runs. */
export function admitOperation(
  { schema, bounds }: Pick<Documents, "schema" | "bounds">,
  document: DocumentNode,
  operation: OperationDefinitionNode,
  variables: Variables | null | undefined,
): Admitted | { refusal: GraphQLError } {
  const refusal = checkVariables(variables, bounds);
  if (refusal) return { refusal };
  const { coerced } = getVariableValues(schema, operation.variableDefinitions ?? [], variables ?? {}, { maxErrors: 1 });
  // Variables that do not fit their types: the operation will not run, and its own error says why.
  if (!coerced) return { cost: 0, refusal: null };
  const costs = recall(schema, document, operation, coerced);
  const exceeded = findExceeded({ ...costs }, bounds);
  return exceeded ? { refusal: exceeded } : { cost: costs.cost, refusal: null };
}

function recall(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
  variables: Variables,
): Cost {
  let entry = known.get(operation);
  if (!entry) known.set(operation, (entry = { variables: costVariables(document), costs: new Map() }));
  // Those that are not given are left out, which null is not.
  const key = entry.variables.length === 0 ? "" : JSON.stringify(variables, entry.variables as string[]);
  let cost = entry.costs.get(key);
  if (!cost) {
    cost = costOf({ schema, operation, fragments: fragmentsOf(document), variables });
    if (entry.costs.size >= KEPT_COSTS) entry.costs.clear();
    entry.costs.set(key, cost);
  }
  return cost;
}
