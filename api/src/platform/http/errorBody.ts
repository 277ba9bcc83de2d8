import type { AppError, ErrorCode } from "../errors";

/** HTTP's status for an expected failure, outside GraphQL. */
export const STATUS_CODES: Record<ErrorCode, number> = {
  UNAUTHENTICATED: 401,
  FORBIDDEN: 403,
  NOT_FOUND: 404,
  BAD_USER_INPUT: 400,
  CONFLICT: 409,
  IDEMPOTENCY_CONFLICT: 409,
  RATE_LIMITED: 429,
  UNAVAILABLE: 503,
};

/** An expected failure in the form that GraphQL answers have, so that clients read errors one way. */
export function errorBody({ code, message, details }: AppError, requestId: string) {
  return { errors: [{ message, extensions: { ...details, code, requestId } }] };
}
