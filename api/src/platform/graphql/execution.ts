import {
  type DocumentNode,
  execute as interpret,
  type ExecutionArgs,
  type ExecutionResult,
  getOperationAST,
  getVariableValues,
  GraphQLError,
  GraphQLScalarType,
  type GraphQLSchema,
  Kind,
  type NamedTypeNode,
  type VariableDefinitionNode,
} from "graphql";
import { compileQuery, type CompiledQuery, isCompiledQuery } from "graphql-jit";
import { LRUCache } from "lru-cache";

/** Runs an operation of a document that was found valid. */
export type Execute = (
  args: Pick<ExecutionArgs, "document" | "rootValue" | "contextValue" | "variableValues" | "operationName">,
) => ExecutionResult | Promise<ExecutionResult>;

interface CompilerOptions {
  /** How often a document is run by graphql-js before it is compiled, which costs more than such a run. */
  compileAfter: number;
  /** How much text the documents may have that are kept compiled. */
  cacheBytes: number;
}

interface Compiled {
  query: CompiledQuery["query"];
  variables: readonly VariableDefinitionNode[];
}

/** What is known of a document: how often it ran, and what was compiled, by operation; null: graphql-js must run it. */
interface Known {
  runs: number;
  compiled: Map<string, Compiled | null>;
}

/**
 * Enum values and the scalars of GraphQL itself are in memory what they are in an answer: our types see to that. To
 * look at each again makes three arrays a value, a fifth of what a list leaves to the garbage collector.
 */
const OPTIONS = { disableLeafSerialization: true };

/** By graphql-js, which walks the document anew each time. */
export function interpreter(schema: GraphQLSchema): Execute {
  return (args) => interpret({ ...args, schema });
}

/**
 * By graphql-jit, which makes a function of an operation. It is kept by its document: see Documents, which answers the
 * same text with the same document. Whatever it does not take, graphql-js decides, whose errors are the ones clients know.
 */
export function compiler(schema: GraphQLSchema, { compileAfter, cacheBytes }: CompilerOptions): Execute {
  const known = new LRUCache<DocumentNode, Known>({
    maxSize: cacheBytes,
    sizeCalculation: (_known, document) => Math.max(document.loc?.end ?? 0, 1),
  });
  const interpreted = interpreter(schema);
  const compile = compilerFor(schema);

  const find = (document: DocumentNode, name: string): Compiled | null => {
    let entry = known.get(document);
    if (!entry) known.set(document, (entry = { runs: 0, compiled: new Map() }));
    entry.runs += 1;
    if (entry.runs <= compileAfter) return null;
    let query = entry.compiled.get(name);
    if (query === undefined) entry.compiled.set(name, (query = compile(document, name)));
    return query;
  };

  return (args) => {
    const compiled = find(args.document, args.operationName ?? "");
    if (!compiled) return interpreted(args);
    const { coerced } = getVariableValues(schema, compiled.variables, args.variableValues ?? {}, { maxErrors: 1 });
    if (!coerced) return interpreted(args);
    const result = compiled.query(args.rootValue, args.contextValue, coerced);
    return result instanceof Promise
      ? result.then((settled) => withOrdinaryErrors(settled, args.document))
      : withOrdinaryErrors(result, args.document);
  };
}

/** graphql-jit's errors only look like those of graphql-js, which know their place in the document. */
function withOrdinaryErrors(result: ExecutionResult, { loc }: DocumentNode): ExecutionResult {
  if (!result.errors) return result;
  const lines = loc?.source.body.split(LINE_END) ?? [];
  const errors = result.errors.map(({ message, locations = [], path, originalError }) => {
    const positions = locations.map(({ line, column }) => offsetOf(lines, line) + column - 1);
    return new GraphQLError(message, { source: loc?.source, positions, path, originalError });
  });
  return { ...result, errors };
}

/** With the line ends as parts of their own, so that they count. */
const LINE_END = /(\r\n|[\n\r])/;

/** Where a line, counted from 1, begins in a text that was split at LINE_END. */
function offsetOf(lines: readonly string[], line: number): number {
  return lines.slice(0, 2 * (line - 1)).reduce((sum, { length }) => sum + length, 0);
}

/**
 * graphql-jit's own checks of variables have other messages than graphql-js, and do not end at input types that contain
 * themselves. It is given variables that graphql-js has coerced, as of a type that takes all.
 */
function compilerFor(schema: GraphQLSchema): (document: DocumentNode, name: string) => Compiled | null {
  const anything = new GraphQLScalarType({ name: "Anything" });
  const type: NamedTypeNode = { kind: Kind.NAMED_TYPE, name: { kind: Kind.NAME, value: anything.name } };
  const extended = Object.assign(Object.create(schema) as GraphQLSchema, {
    getType: (name: string) => (name === anything.name ? anything : schema.getType(name)),
  });
  return (document, name) => {
    // Answers are written as object literals, where this alias would set the prototype.
    if (document.loc?.source.body.includes("__proto__")) return null;
    const operation = getOperationAST(document, name || undefined);
    if (!operation) return null;
    const variables = operation.variableDefinitions ?? [];
    const variableDefinitions = variables.map(({ kind, variable }) => ({ kind, variable, type }));
    const definitions = document.definitions.map((definition) =>
      definition === operation ? { ...operation, variableDefinitions } : definition,
    );
    const query = compileQuery(extended, { ...document, definitions }, name || undefined, OPTIONS);
    return isCompiledQuery(query) ? { query: query.query, variables } : null;
  };
}
