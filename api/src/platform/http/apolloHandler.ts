import { type ApolloServer, HeaderMap } from "@apollo/server";
import type { FastifyReply, FastifyRequest } from "fastify";
import type { IncomingHttpHeaders } from "node:http";
import type { Context } from "../graphql/context";
import { withRequestId } from "../graphql/errors";

/**
 * Answers requests by Apollo. In the place of @as-integrations/fastify, which parses a URL for the search in it (10 µs)
 * and knows a stream where ours has none.
 */
export function apolloHandler(
  apollo: ApolloServer<Context>,
  createContext: (request: FastifyRequest, reply: FastifyReply) => Promise<Context>,
) {
  return async (request: FastifyRequest, reply: FastifyReply): Promise<string> => {
    const { status, headers, body } = await apollo.executeHTTPGraphQLRequest({
      httpGraphQLRequest: {
        method: request.method,
        headers: headerMapOf(request.headers),
        search: searchOf(request.url),
        body: request.body,
      },
      context: () => createContext(request, reply),
    });
    if (body.kind !== "complete") throw new Error("There is no incremental delivery.");
    for (const [name, value] of headers) reply.header(name, value);
    if (status !== undefined) reply.code(status);
    return status !== undefined && status >= 400 ? withRequestIds(body.string, request.id) : body.string;
  };
}

function headerMapOf(headers: IncomingHttpHeaders): HeaderMap {
  const map = new HeaderMap();
  for (const name in headers) {
    const value = headers[name];
    if (value) map.set(name, typeof value === "string" ? value : value.join(", "));
  }
  return map;
}

function searchOf(url: string): string {
  const at = url.indexOf("?");
  return at < 0 ? "" : url.slice(at);
}

/** Errors from before the pipeline (a bad request, a refused credential) pass no plugin. */
function withRequestIds(text: string, requestId: string): string {
  if (text.includes('"requestId"')) return text;
  const answer = JSON.parse(text) as { errors?: { message: string }[] };
  return JSON.stringify({ ...answer, errors: answer.errors?.map((error) => withRequestId(error, requestId)) });
}
