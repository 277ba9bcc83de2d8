import type { GraphQLError } from "graphql";
import { type Bounds, findExceeded } from "./bounds";

/**
 * Holds the variables of a request, as they came, against their bounds: the values' number and depth, since what
 * coerces them recurses.
 */
export function checkVariables(variables: unknown, bounds: Bounds): GraphQLError | null {
  const counts = { variableValues: 0, variableDepth: 0 };
  let level: unknown[] = [variables];
  // Level by level, not by recursion, and no further than one beyond the bounds.
  while (level.length > 0) {
    const next: unknown[] = [];
    for (const value of level) {
      if (typeof value === "object" && value !== null) for (const inner of Object.values(value)) next.push(inner);
    }
    if (next.length > 0) counts.variableDepth += 1;
    counts.variableValues += next.length;
    const exceeded = findExceeded(counts, bounds);
    if (exceeded) return exceeded;
    level = next;
  }
  return null;
}
