import type { ApolloServerPlugin, GraphQLRequest } from "@apollo/server";
import { type DocumentNode, type GraphQLError, parse } from "graphql";
import type { Context } from "../graphql/context";
import type { Documents } from "../graphql/limits/documents";
import { admitOperation } from "../graphql/limits/operationCost";

/** Takes the place of a refused document: Apollo would validate that one, and only later hears a refusal out. */
const STAND_IN = parse("{ __typename }");

/** Holds each request against the bounds, and tells its cost to who asks for it by `GraphQL-Cost: 1`. */
export const bounding = (documents: Documents): ApolloServerPlugin<Context> => ({
  requestDidStart: async (started) => {
    refuseOddHash(started.request);
    let refusal: GraphQLError | null = null;
    let cost: number | null = null;
    return {
      validationDidStart: async (request) => {
        refusal = documents.refusalOf(request.queryHash, request.document);
        if (refusal) (request as { document: DocumentNode }).document = STAND_IN;
      },
      didResolveOperation: async ({ document, operation, request }) => {
        if (refusal) throw refusal;
        if (!operation) return;
        const admitted = admitOperation(documents, document, operation, request.variables);
        if (admitted.refusal) throw admitted.refusal;
        cost = admitted.cost;
      },
      willSendResponse: async ({ response, request }) => {
        if (cost === null || response.body.kind !== "single" || request.http?.headers.get("graphql-cost") !== "1")
          return;
        const { singleResult } = response.body;
        singleResult.extensions = {
          ...singleResult.extensions,
          cost: { requested: cost, limit: documents.bounds.cost },
        };
      },
    };
  },
});

/** Apollo makes text of whatever stands for the hash, which fails for some; it does refuse what is of no known version. */
function refuseOddHash({ extensions }: GraphQLRequest): void {
  const persisted = extensions?.["persistedQuery"] as { version?: unknown; sha256Hash?: unknown } | undefined;
  if (typeof persisted === "object" && typeof persisted?.sha256Hash !== "string") delete persisted?.version;
}

/** Apollo's store of parsed and validated documents, by a key that ends in the hash of the text. */
export const documentStore = (documents: Documents) => ({
  get: async (key: string) => documents.recall(hashIn(key)),
  set: async (key: string, document: DocumentNode) => {
    if (document !== STAND_IN) documents.remember(hashIn(key), document);
  },
  delete: async () => true,
});

/** Apollo's store of persisted queries. What it sets has been parsed, validated and held against the bounds. */
export const persistedQueries = ({ persisted }: Documents) => ({
  // They are found again by their hash alone, however old they are.
  ttl: null,
  cache: {
    get: async (key: string) => persisted.find(hashIn(key)),
    set: async (key: string, text: string) => persisted.register(hashIn(key), text),
    delete: async () => true,
  },
});

function hashIn(key: string): string {
  return key.slice(key.lastIndexOf(":") + 1);
}
