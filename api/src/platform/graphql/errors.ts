import { unwrapResolverError } from "@apollo/server/errors";
import { GraphQLError, type GraphQLFormattedError } from "graphql";
import { AppError, type FieldError } from "../errors";
import type { Logger } from "../observability/logger";

/** Codes of Apollo's own errors that clients get as they are; any other unexpected error is masked. */
const TRANSPORT_CODES = new Set([
  "GRAPHQL_PARSE_FAILED",
  "GRAPHQL_VALIDATION_FAILED",
  "BAD_USER_INPUT",
  "BAD_REQUEST",
  "OPERATION_RESOLUTION_FAILURE",
  "PERSISTED_QUERY_NOT_FOUND",
  "PERSISTED_QUERY_NOT_SUPPORTED",
]);

/** An expected failure as a GraphQL error, for the places that throw outside a resolver. `status` is HTTP's. */
export function toGraphQLError(error: AppError, status?: number): GraphQLError {
  const http = status === undefined ? {} : { http: { status } };
  return new GraphQLError(error.message, { extensions: { ...error.details, code: error.code, ...http } });
}

/** What a client is told of an error: a stable code and nothing of how the server is made. */
export function formatError(formatted: GraphQLFormattedError, error: unknown): GraphQLFormattedError {
  const { message, locations, path } = formatted;
  const place = { ...(locations && { locations }), ...(path && { path }) };
  const cause = unwrapResolverError(error);
  const code = codeOf(formatted);

  const fields = path ? null : variableFields(message);
  if (fields) return { message, ...place, extensions: { code: "BAD_USER_INPUT", fields } };

  if (cause instanceof AppError && (code === undefined || code === "INTERNAL_SERVER_ERROR")) {
    return { message: cause.message, ...place, extensions: { ...cause.details, code: cause.code } };
  }
  if (typeof code === "string" && (TRANSPORT_CODES.has(code) || isOurs(error))) {
    const { stacktrace: _, http: _http, ...extensions } = formatted.extensions as Record<string, unknown>;
    return {
      message: OVERFLOW.test(message) ? "The document cannot be parsed." : message,
      ...place,
      extensions: { ...extensions, code },
    };
  }
  return { message: "Something went wrong on our side.", ...place, extensions: { code: "INTERNAL_SERVER_ERROR" } };
}

/** What V8 says when a document is too deep for the parser, which recurses. */
const OVERFLOW = /^Maximum call stack size exceeded/;
/** Apollo gives these refusals a status, but no code. */
const PERSISTED_QUERY_REFUSALS = new Set(["provided sha does not match query", "Unsupported persisted query version"]);

function codeOf({ message, extensions }: GraphQLFormattedError): unknown {
  return PERSISTED_QUERY_REFUSALS.has(message) ? "BAD_REQUEST" : extensions?.["code"];
}

/** Logs an error that clients are told nothing of, under the request's id that they are told. */
export function logUnexpected(error: GraphQLError, requestId: string, logger: Logger): void {
  const formatted = formatError(error.toJSON(), error);
  if (formatted.extensions?.["code"] !== "INTERNAL_SERVER_ERROR") return;
  logger.error("a request failed unexpectedly", {
    error: unwrapResolverError(error),
    path: error.path?.join("."),
    requestId,
  });
}

/** Adds the request's id, by which an operator finds it in the logs. */
export function withRequestId(error: GraphQLFormattedError, requestId: string): GraphQLFormattedError {
  return { ...error, extensions: { ...error.extensions, requestId } };
}

/** Made by toGraphQLError: a GraphQLError without an error behind it. */
function isOurs(error: unknown): boolean {
  return error instanceof GraphQLError && error.originalError === undefined;
}

/** The field that graphql-js names in its message about a variable that does not fit its type. */
function variableFields(message: string): FieldError[] | null {
  const match =
    /^Variable "\$(\w+)" (?:got invalid value .* at "\1((?:\.\w+|\[\d+\])+)"|got invalid|of (?:required|non-null) type )/s.exec(
      message,
    );
  if (!match) return null;
  const steps = match[2]?.match(/\w+/g) ?? [];
  const path = [match[1] as string, ...steps].map((step) => (/^\d+$/.test(step) ? Number(step) : step));
  return [{ path, message: message.split("; ").slice(1).join("; ") || message, rule: "type" }];
}
