import { type DocumentNode, getVariableValues, type GraphQLError, type OperationDefinitionNode } from "graphql";
import { findExceeded } from "./bounds";
import { costOf } from "./cost";
import type { Documents } from "./documents";
import { fragmentsOf } from "./documentShape";
import { checkVariables } from "./variables";

/** What an operation asks for, when that is within the bounds. */
interface Admitted {
  cost: number;
  refusal: null;
}

/** Holds an operation with its variables against the bounds, right before it runs. */
export function admitOperation(
  { schema, bounds }: Pick<Documents, "schema" | "bounds">,
  document: DocumentNode,
  operation: OperationDefinitionNode,
  variables: Record<string, unknown> | null | undefined,
): Admitted | { refusal: GraphQLError } {
  const refusal = checkVariables(variables, bounds);
  if (refusal) return { refusal };
  const { coerced } = getVariableValues(schema, operation.variableDefinitions ?? [], variables ?? {}, { maxErrors: 1 });
  // Variables that do not fit their types: the operation will not run, and its own error says why.
  if (!coerced) return { cost: 0, refusal: null };
  const costs = costOf({ schema, operation, fragments: fragmentsOf(document), variables: coerced });
  const exceeded = findExceeded({ ...costs }, bounds);
  return exceeded ? { refusal: exceeded } : { cost: costs.cost, refusal: null };
}
