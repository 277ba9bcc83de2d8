import { ApolloServer, type ApolloServerPlugin } from "@apollo/server";
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginLandingPageDisabled,
} from "@apollo/server/plugin/disabled";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { GraphQLError, OperationTypeNode } from "graphql";
import { AppError } from "../errors";
import type { Context } from "../graphql/context";
import type { Execute } from "../graphql/execution";
import { formatError, logUnexpected, toGraphQLError, withRequestId } from "../graphql/errors";
import type { Documents } from "../graphql/limits/documents";
import { apolloHandler } from "./apolloHandler";
import { STATUS_CODES } from "./errorBody";
import { executing } from "./executing";
import { bounding, documentStore, persistedQueries } from "./graphqlBounds";
import { plainJsonStatus } from "./plainJsonStatus";
import type { Logger } from "../observability/logger";
import type { SseServer } from "../sse/sseServer";

interface GraphQLRouteOptions {
  documents: Documents;
  execute: Execute;
  createContext: (request: FastifyRequest, reply: FastifyReply) => Promise<Context>;
  sse: SseServer;
  logger: Logger;
}

/** `POST /graphql`, and GET for queries. Answers a function that stops it, when requests in flight are done. */
export async function addGraphQLRoute(
  server: FastifyInstance,
  options: GraphQLRouteOptions,
): Promise<() => Promise<void>> {
  const { documents } = options;
  const { gateway, answering } = executing(documents.schema, options.execute);
  const apollo = new ApolloServer<Context>({
    gateway,
    validationRules: documents.validationRules,
    parseOptions: documents.parseOptions,
    validationOptions: documents.validationOptions,
    documentStore: documentStore(documents),
    persistedQueries: persistedQueries(documents),
    csrfPrevention: true,
    introspection: true,
    includeStacktraceInErrorResponses: false,
    // Apollo's own adds a line end, and so makes the whole text be copied.
    stringifyResult: (result) => JSON.stringify(result),
    // The process drains by itself; Apollo's own handlers would answer requests in flight with 500.
    stopOnTerminationSignals: false,
    formatError,
    plugins: [
      requestIds(options.logger),
      bounding(documents),
      noSubscriptions,
      plainJsonStatus,
      answering,
      ApolloServerPluginLandingPageDisabled(),
      ApolloServerPluginCacheControlDisabled(),
    ],
  });
  await apollo.start();

  const handler = apolloHandler(apollo, async (request, reply) => {
    try {
      return await options.createContext(request, reply);
    } catch (error) {
      // A refused credential: the whole request fails, before anything runs.
      if (error instanceof AppError) throw toGraphQLError(error, STATUS_CODES[error.code]);
      options.logger.error("a request failed unexpectedly", { error, requestId: request.id });
      throw error;
    }
  });
  server.route({ method: ["GET", "POST"], url: "/graphql", handler });
  server.post("/graphql/stream", (request, reply) => options.sse.handle(request, reply));
  return () => apollo.stop();
}

/** Gives every error the request's id, in the answer and in the log. */
const requestIds = (logger: Logger): ApolloServerPlugin<Context> => ({
  requestDidStart: async () => ({
    didEncounterErrors: async ({ errors, contextValue }) => {
      for (const error of errors) logUnexpected(error, contextValue.requestId, logger);
    },
    willSendResponse: async ({ response, contextValue }) => {
      if (response.body.kind !== "single" || !response.body.singleResult.errors) return;
      const { singleResult } = response.body;
      singleResult.errors = singleResult.errors?.map((error) => withRequestId(error, contextValue.requestId));
    },
  }),
});

/** Over HTTP a subscription would be executed as if it were a query, on nothing. */
const noSubscriptions: ApolloServerPlugin<Context> = {
  requestDidStart: async () => ({
    didResolveOperation: async ({ operation }) => {
      if (operation?.operation !== OperationTypeNode.SUBSCRIPTION) return;
      throw new GraphQLError("Subscriptions are for the WebSocket at this address, or for POST /graphql/stream.", {
        extensions: { code: "BAD_REQUEST", http: { status: 400 } },
      });
    },
  }),
};
