import { CombinedGraphQLErrors } from "@apollo/client/errors";
import { type ServerError, networkError, serverError } from "../lib/serverError";

export function toServerError(error: unknown): ServerError {
  return CombinedGraphQLErrors.is(error) ? serverError(error.errors) : networkError;
}
