import type { ApolloServerPlugin } from "@apollo/server";
import type { Context } from "../graphql/context";

/** What a document or its variables can be refused for. */
const DOCUMENT_FAILURES = new Set<unknown>(["GRAPHQL_PARSE_FAILED", "GRAPHQL_VALIDATION_FAILED", "BAD_USER_INPUT"]);

/**
 * GraphQL over HTTP has such failures answered with 200 to a client that asks for `application/json` alone: those that
 * predate the specification take any other status for a failure of the connection, and look at no errors.
 */
export const plainJsonStatus: ApolloServerPlugin<Context> = {
  requestDidStart: async () => ({
    willSendResponse: async ({ request, response }) => {
      const accept = request.http?.headers.get("accept") ?? "";
      if (!accept.includes("application/json") || accept.includes("application/graphql-response+json")) return;
      if (response.http.status !== 400 || response.body.kind !== "single") return;
      const errors = response.body.singleResult.errors ?? [];
      if (errors.every(({ extensions }) => DOCUMENT_FAILURES.has(extensions?.["code"]))) response.http.status = 200;
    },
  }),
};
