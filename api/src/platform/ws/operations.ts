import {
  type ExecutionArgs,
  type ExecutionResult,
  getOperationAST,
  GraphQLError,
  type GraphQLFormattedError,
  type GraphQLSchema,
  parse,
  specifiedRules,
  validate,
  type ValidationRule,
} from "graphql";
import type { SubscribePayload } from "graphql-ws";
import { formatError, logUnexpected, withRequestId } from "../graphql/errors";
import type { Logger } from "../observability/logger";

/** Makes an operation of a socket ready to run, or says what is wrong with it; the socket stays. */
export function prepareOperation(
  schema: GraphQLSchema,
  rules: readonly ValidationRule[],
  payload: SubscribePayload,
): Omit<ExecutionArgs, "contextValue"> | readonly GraphQLError[] {
  let document;
  try {
    document = parse(payload.query);
  } catch (error) {
    // Whatever else it is: a document too deep for the parser overflows its stack.
    const failure = error instanceof GraphQLError ? error : new GraphQLError("The document cannot be parsed.");
    return [withCode(failure, "GRAPHQL_PARSE_FAILED")];
  }
  const errors = validate(schema, document, [...specifiedRules, ...rules]);
  if (errors.length > 0) return errors.map((error) => withCode(error, "GRAPHQL_VALIDATION_FAILED"));
  if (!getOperationAST(document, payload.operationName)) {
    return [
      withCode(
        new GraphQLError("Name one of the document's operations in operationName."),
        "OPERATION_RESOLUTION_FAILURE",
      ),
    ];
  }
  return { schema, document, operationName: payload.operationName, variableValues: payload.variables };
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

function withCode({ message, nodes, source, positions, extensions }: GraphQLError, code: string): GraphQLError {
  return new GraphQLError(message, { nodes, source, positions, extensions: { ...extensions, code } });
}

function asError(formatted: GraphQLFormattedError): GraphQLError {
  return Object.assign(new GraphQLError(formatted.message), { toJSON: () => formatted });
}
