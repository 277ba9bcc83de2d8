import {
  type ExecutionArgs,
  type ExecutionResult,
  getOperationAST,
  GraphQLError,
  type GraphQLFormattedError,
  OperationTypeNode,
} from "graphql";
import type { SubscribePayload } from "graphql-ws";
import { formatError, logUnexpected, withRequestId } from "../graphql/errors";
import { type Documents, withCode } from "../graphql/limits/documents";
import { admitOperation } from "../graphql/limits/operationCost";
import type { Logger } from "../observability/logger";

interface PreparedOperation {
  args: Omit<ExecutionArgs, "contextValue">;
  isSubscription: boolean;
}

/** Makes an operation of a socket ready to run, or says what is wrong with it; the socket stays. */
export function prepareOperation(
  documents: Documents,
  { query, operationName, variables, extensions }: SubscribePayload,
): PreparedOperation | readonly GraphQLError[] {
  const text = query || persistedText(documents, extensions);
  if (text === null) return [withCode(new GraphQLError("PersistedQueryNotFound"), "PERSISTED_QUERY_NOT_FOUND")];
  const document = documents.prepare(text);
  if (!("kind" in document)) return document;
  const operation = getOperationAST(document, operationName);
  if (!operation) {
    const failure = new GraphQLError("Name one of the document's operations in operationName.");
    return [withCode(failure, "OPERATION_RESOLUTION_FAILURE")];
  }
  const { refusal } = admitOperation(documents, document, operation, variables);
  if (refusal) return [refusal];
  return {
    args: { schema: documents.schema, document, operationName, variableValues: variables },
    isSubscription: operation.operation === OperationTypeNode.SUBSCRIPTION,
  };
}

/** The text of a persisted query that is named by its hash; "" when none is named, null when it is not known. */
function persistedText({ persisted }: Documents, extensions: SubscribePayload["extensions"]): string | null {
  const { sha256Hash } = (extensions?.["persistedQuery"] ?? {}) as { sha256Hash?: unknown };
  if (typeof sha256Hash !== "string") return "";
  return persisted.find(sha256Hash) ?? null;
}

/** A result with its errors as clients see them. */
export function formatResult(result: ExecutionResult, requestId: string, logger: Logger): ExecutionResult {
  if (!result.errors) return result;
  // graphql-ws calls toJSON on every error of a result.
  return { ...result, errors: formatErrors(result.errors, requestId, logger).map(asError) };
}

/** Errors as clients see them. */
export function formatErrors(
  errors: readonly GraphQLError[],
  requestId: string,
  logger: Logger,
): GraphQLFormattedError[] {
  for (const error of errors) logUnexpected(error, requestId, logger);
  return errors.map((error) => withRequestId(formatError(error.toJSON(), error), requestId));
}

function asError(formatted: GraphQLFormattedError): GraphQLError {
  return Object.assign(new GraphQLError(formatted.message), { toJSON: () => formatted });
}
