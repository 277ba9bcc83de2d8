/** Every `extensions.code` that TaskFlow's own code raises; Apollo adds those of parsing and transport. */
export type ErrorCode =
  | "UNAUTHENTICATED"
  | "FORBIDDEN"
  | "NOT_FOUND"
  | "BAD_USER_INPUT"
  | "CONFLICT"
  | "IDEMPOTENCY_CONFLICT"
  | "RATE_LIMITED"
  | "UNAVAILABLE";

/** Why a credential was refused. */
export type UnauthenticatedReason = "TOKEN_EXPIRED" | "SESSION_ENDED" | "TOKEN_INVALID";

/** One refused argument or input field. `path` starts at the argument, e.g. `["input", "title"]`. */
export interface FieldError {
  path: (string | number)[];
  message: string;
  /** Stable name of the broken rule, e.g. `length`, `taken`. */
  rule: string;
}

/**
 * An expected failure, safe to show to a person. Anything else that is thrown
 * reaches clients as INTERNAL_SERVER_ERROR without its message.
 */
export class AppError extends Error {
  constructor(
    readonly code: ErrorCode,
    message: string,
    /** Merged into the GraphQL error's `extensions`. */
    readonly details: Record<string, unknown> = {},
  ) {
    super(message);
    this.name = "AppError";
  }
}

export function notFound(what: string): AppError {
  return new AppError("NOT_FOUND", `${what} was not found.`);
}

export function forbidden(message: string): AppError {
  return new AppError("FORBIDDEN", message);
}

export function conflict(message: string, details: Record<string, unknown> = {}): AppError {
  return new AppError("CONFLICT", message, details);
}

/** `retryAfter` in seconds. */
export function rateLimited(retryAfter: number): AppError {
  return new AppError("RATE_LIMITED", `Too many attempts. Try again in ${retryAfter} s.`, { retryAfter });
}

/** More of something than there may be at the same time. */
export function tooManyAtOnce(what: string, most: number): AppError {
  return new AppError("RATE_LIMITED", `There can be ${most} ${what} at once. End one first.`, { retryAfter: 1 });
}

/** `retryAfter` in seconds. */
export function unavailable(message: string, retryAfter = 1): AppError {
  return new AppError("UNAVAILABLE", message, { retryAfter });
}

export function unauthenticated(message: string, reason?: UnauthenticatedReason): AppError {
  return new AppError("UNAUTHENTICATED", message, reason ? { reason } : {});
}

export function badUserInput(fields: FieldError[]): AppError {
  const message = fields.map((field) => `${field.path.join(".")}: ${field.message}`).join(" ");
  return new AppError("BAD_USER_INPUT", message, { fields });
}

/** Shorthand for one refused field of a mutation's `input`. */
export function badInput(field: string, message: string, rule: string): AppError {
  return badArgument(`input.${field}`, message, rule);
}

/** Shorthand for one refused argument of a field, or a place within it, such as `filter.id.in.0`. */
export function badArgument(argument: string, message: string, rule: string): AppError {
  const path = argument.split(".").map((step) => (/^\d+$/.test(step) ? Number(step) : step));
  return badUserInput([{ path, message, rule }]);
}
