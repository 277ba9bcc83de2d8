import { types } from "node:util";
import { AppError, unavailable } from "../../errors";

interface MysqlError {
  code?: string;
  errno?: number;
  /** Only an answer of the server has one. */
  sqlState?: string;
}

/** MariaDB's own errors, for which the driver has no names. */
const MARIADB_CODES: Readonly<Record<number, string>> = { 1927: "ER_CONNECTION_KILLED", 1969: "ER_STATEMENT_TIMEOUT" };
/** Answers of a server that is going, or ends the connection, or does not let us in, or that was meant to be read only. */
const GOING = new Set([
  "ER_ACCESS_DENIED_ERROR",
  "ER_SERVER_SHUTDOWN",
  "ER_SERVER_OFFLINE_MODE",
  "ER_CON_COUNT_ERROR",
  "ER_TOO_MANY_USER_CONNECTIONS",
  "ER_USER_LIMIT_REACHED",
  "ER_CONNECTION_KILLED",
  "ER_SESSION_WAS_KILLED",
  "ER_NEW_ABORTING_CONNECTION",
  "ER_OPTION_PREVENTS_STATEMENT",
]);
const TOO_LONG = new Set([
  "ER_STATEMENT_TIMEOUT",
  "ER_QUERY_TIMEOUT",
  "ER_QUERY_INTERRUPTED",
  "PROTOCOL_SEQUENCE_TIMEOUT",
]);

/** The name of what went wrong, such as ER_LOCK_DEADLOCK or ECONNREFUSED, if it has one. */
export function codeOf(error: unknown): string | undefined {
  const { code, errno } = error as MysqlError;
  return code ?? MARIADB_CODES[errno ?? 0];
}

/** Two writers were in each other's way; the server has rolled one of them back. */
export function isContention(error: unknown): boolean {
  return ["ER_LOCK_DEADLOCK", "ER_LOCK_WAIT_TIMEOUT"].includes(codeOf(error) ?? "");
}

/** Whether the server could not be asked, or stopped listening before it answered. */
export function isLost(error: unknown): boolean {
  const { sqlState } = error as MysqlError;
  const code = codeOf(error);
  // Errors of Node itself are no instances of this Error where jest gives tests globals of their own.
  if (error instanceof AppError || !types.isNativeError(error)) return false;
  if (sqlState !== undefined) return GOING.has(code ?? "");
  // Faults of the network, the driver's own PROTOCOL_…, and commands on a connection that was closed meanwhile.
  return (
    /^(?:PROTOCOL_\w+|HANDSHAKE_\w+|EAI_[A-Z]+|E[A-Z]+)$/.test(code ?? "") ||
    /closed state|Pool is closed/.test(error.message)
  );
}

/** Whether a statement was given up as it took too long: asked again, it would once more. */
export function isTooLong(error: unknown): boolean {
  return TOO_LONG.has(codeOf(error) ?? "");
}

/** Whether the server is no primary any more: connections that only read would never notice. */
export function isReadOnly(error: unknown): boolean {
  return codeOf(error) === "ER_OPTION_PREVENTS_STATEMENT";
}

/** What clients are told: the database's faults are neither theirs nor ours to explain. The fault is the cause. */
export function explain(error: unknown): unknown {
  const message = messageFor(error);
  return message === null ? error : Object.assign(unavailable(message), { cause: error });
}

function messageFor(error: unknown): string | null {
  if (isTooLong(error)) return "The database took too long.";
  if (isLost(error)) return "The database is away.";
  return isContention(error) ? "The database is busy." : null;
}
