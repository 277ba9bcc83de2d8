import { createHash } from "node:crypto";
import {
  type DocumentNode,
  GraphQLError,
  type GraphQLSchema,
  parse,
  specifiedRules,
  validate,
  type ValidationRule,
} from "graphql";
import { LRUCache } from "lru-cache";
import { type Bounds, findExceeded } from "./bounds";
import { countRepeats, measureDocument } from "./documentShape";
import type { PersistedQueries } from "./persistedQueries";

/** A client learns no more from the twenty-first mistake, and each costs a search for what it may have meant. */
const MAX_VALIDATION_ERRORS = 20;

interface DocumentsOptions {
  schema: GraphQLSchema;
  validationRules: readonly ValidationRule[];
  bounds: Bounds;
  persisted: PersistedQueries;
  /** How much text the documents may have that are kept parsed and validated. */
  cacheBytes: number;
}

/** What a client's text must pass to become a document that may run: the same over HTTP and WebSocket. */
export class Documents {
  readonly schema: GraphQLSchema;
  /** Those besides the specification's. */
  readonly validationRules: ValidationRule[];
  readonly bounds: Bounds;
  readonly persisted: PersistedQueries;
  readonly parseOptions: { maxTokens: number };
  readonly validationOptions = { maxErrors: MAX_VALIDATION_ERRORS };
  private readonly ready: LRUCache<string, DocumentNode>;

  constructor(options: DocumentsOptions) {
    this.schema = options.schema;
    this.bounds = options.bounds;
    this.persisted = options.persisted;
    this.parseOptions = { maxTokens: options.bounds.tokens };
    this.validationRules = [...options.validationRules];
    this.ready = new LRUCache({
      maxSize: options.cacheBytes,
      sizeCalculation: (document) => Math.max(document.loc?.end ?? 0, 1),
    });
  }

  /** A document that was found valid before, by the hash of its text. */
  recall(hash: string): DocumentNode | undefined {
    return this.ready.get(hash);
  }

  remember(hash: string, document: DocumentNode): void {
    this.ready.set(hash, document);
  }

  /**
   * What keeps a parsed document from being validated: graphql-js' own rules take quadratic time and more for some,
   * so that the bounds come first.
   */
  refusalOf(hash: string, document: DocumentNode): GraphQLError | null {
    if (!this.persisted.admits(hash)) {
      return new GraphQLError("This server takes only the documents that it was given with the app.", {
        extensions: { code: "BAD_REQUEST", http: { status: 400 } },
      });
    }
    try {
      return (
        findExceeded(measureDocument(document), this.bounds) ??
        findExceeded({ repeats: countRepeats(document) }, this.bounds)
      );
    } catch (error) {
      if (error instanceof GraphQLError) return error;
      throw error;
    }
  }

  /** The whole way, for a transport without one of its own. */
  prepare(text: string): DocumentNode | readonly GraphQLError[] {
    const hash = hashOf(text);
    const known = this.recall(hash);
    if (known) return known;
    let document;
    try {
      document = parse(text, this.parseOptions);
    } catch (error) {
      // Whatever else it is: a document too deep for the parser overflows its stack.
      const failure = error instanceof GraphQLError ? error : new GraphQLError("The document cannot be parsed.");
      return [withCode(failure, "GRAPHQL_PARSE_FAILED")];
    }
    const refusal = this.refusalOf(hash, document);
    if (refusal) return [refusal];
    const errors = validate(
      this.schema,
      document,
      [...specifiedRules, ...this.validationRules],
      this.validationOptions,
    );
    if (errors.length > 0) return errors.map((error) => withCode(error, "GRAPHQL_VALIDATION_FAILED"));
    this.remember(hash, document);
    return document;
  }
}

function hashOf(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}

export function withCode({ message, nodes, source, positions, extensions }: GraphQLError, code: string): GraphQLError {
  return new GraphQLError(message, { nodes, source, positions, extensions: { ...extensions, code } });
}
