import type { FastifyInstance, FastifyRequest } from "fastify";

/** The page's name in the folder of the web app. */
export const EXPLORER_PAGE = "explorer.html";

const API_TYPES = ["application/json", "application/graphql-response+json"];

/**
 * Shows the API explorer to a browser that opens /graphql; switched off, the web app's page for
 * what does not exist. Everything else at that address goes on to the API.
 */
export function addExplorer(server: FastifyInstance, isOn: boolean): void {
  server.addHook("onRequest", (request, reply, done) => {
    if (request.routeOptions.url !== "/graphql") return done();
    // A cache must not give one the other's answer.
    reply.header("vary", [reply.getHeader("vary"), "Accept"].flat().filter(Boolean).join(", "));
    if (!asksForPage(request)) return done();
    if (isOn) void reply.sendFile(EXPLORER_PAGE);
    else void reply.code(404).sendFile("index.html");
  });
}

/** GET by what takes HTML and none of the API's types, without an operation: neither query nor extensions. */
function asksForPage({ method, headers, query }: FastifyRequest): boolean {
  const accepted = headers.accept ?? "";
  if (method !== "GET" || !accepted.includes("text/html") || API_TYPES.some((type) => accepted.includes(type)))
    return false;
  return !["query", "extensions"].some((parameter) => parameter in (query as object));
}
