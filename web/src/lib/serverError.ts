import { strings } from "./strings";

/** What a form or a notice needs to know about a refusal, whatever it was refused by. */
export interface ServerError {
  readonly code: string;
  /** Fit to show a person. */
  readonly message: string;
  /** By the last name of the input path: `email`, `title`. */
  readonly fields: Readonly<Record<string, string>>;
}

interface GraphQLErrorLike {
  readonly message: string;
  readonly extensions?: Readonly<Record<string, unknown>>;
}

export function serverError(errors: readonly GraphQLErrorLike[]): ServerError {
  const [first] = errors;
  const extensions = first?.extensions ?? {};
  const code = typeof extensions.code === "string" ? extensions.code : "INTERNAL_SERVER_ERROR";
  return {
    code,
    message:
      code === "RATE_LIMITED" ? rateLimited(extensions.retryAfter) : (first?.message ?? strings.errors.unexpected),
    fields: fieldMessages(extensions.fields),
  };
}

export const networkError: ServerError = { code: "NETWORK", message: strings.errors.network, fields: {} };

function rateLimited(retryAfter: unknown): string {
  const seconds = typeof retryAfter === "number" ? Math.max(1, Math.ceil(retryAfter)) : 60;
  const wait = seconds < 90 ? strings.seconds(seconds) : strings.minutes(Math.ceil(seconds / 60));
  return strings.errors.rateLimited(wait);
}

function fieldMessages(fields: unknown): Record<string, string> {
  const messages: Record<string, string> = {};
  if (!Array.isArray(fields)) return messages;
  for (const field of fields as Array<{ path?: unknown; message?: unknown }>) {
    if (!Array.isArray(field.path) || typeof field.message !== "string") continue;
    const name: unknown = field.path.at(-1);
    if (typeof name === "string") messages[name] ??= field.message;
  }
  return messages;
}
