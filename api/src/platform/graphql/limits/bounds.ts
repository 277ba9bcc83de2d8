import { GraphQLError } from "graphql";

/** The most that one request may ask; each is a setting (`MAX_…`). */
export interface Bounds {
  /** Words and signs of a document; the parser stops at it. */
  tokens: number;
  /** Levels of fields. This and what follows is counted with fragments spread out. */
  depth: number;
  fields: number;
  aliases: number;
  /** Fields of all operations together. */
  rootFields: number;
  directives: number;
  /** Fragments that a document defines. */
  fragments: number;
  /** How often one name is selected in one place, to be merged. */
  repeats: number;
  /** Values in the variables, lists and objects among them. */
  variableValues: number;
  variableDepth: number;
  /** Objects that an answer can have, as fieldCosts.ts counts them. */
  cost: number;
  /** The same for introspection, which is not part of the cost. */
  introspectionCost: number;
}

export type Bound = keyof Bounds;

const NAMES: Record<Bound, string> = {
  tokens: "tokens",
  depth: "levels",
  fields: "fields",
  aliases: "aliases",
  rootFields: "root fields",
  directives: "directives",
  fragments: "fragments",
  repeats: "selections of one name in one place",
  variableValues: "values in its variables",
  variableDepth: "levels in its variables",
  cost: "cost",
  introspectionCost: "cost of introspection",
};

/** What a request is told that asks for more than a bound allows. */
function tooComplex(bound: Bound, cost: number, limit: number): GraphQLError {
  const counted = cost >= Number.MAX_SAFE_INTEGER ? "far too many" : String(cost);
  return new GraphQLError(`The request is too complex: ${NAMES[bound]} ${counted}, at most ${limit} allowed.`, {
    extensions: { code: "QUERY_TOO_COMPLEX", bound, cost, limit, http: { status: 400 } },
  });
}

/** Answers a QUERY_TOO_COMPLEX for the first of these counts that is over its bound. */
export function findExceeded(counts: Partial<Record<Bound, number>>, bounds: Bounds): GraphQLError | null {
  for (const [bound, count] of Object.entries(counts) as [Bound, number][]) {
    if (count > bounds[bound]) return tooComplex(bound, count, bounds[bound]);
  }
  return null;
}
