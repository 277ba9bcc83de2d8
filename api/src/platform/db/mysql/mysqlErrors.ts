import { AppError, unavailable } from "../../errors";

interface MysqlError {
  code?: string;
  /** Only an answer of the server has one. */
  sqlState?: string;
}

/** Answers of a server that is going, or that was meant to be read only. */
const GOING = new Set([
  "ER_SERVER_SHUTDOWN",
  "ER_CON_COUNT_ERROR",
  "ER_CONNECTION_KILLED",
  "ER_NEW_ABORTING_CONNECTION",
  "ER_OPTION_PREVENTS_STATEMENT",
]);
const TOO_LONG = new Set(["ER_STATEMENT_TIMEOUT", "ER_QUERY_TIMEOUT", "ER_QUERY_INTERRUPTED"]);

/** Two writers were in each other's way; the server has rolled one of them back. */
export function isContention(error: unknown): boolean {
  return ["ER_LOCK_DEADLOCK", "ER_LOCK_WAIT_TIMEOUT"].includes((error as MysqlError).code ?? "");
}

/** Whether the server could not be asked, or stopped listening before it answered. */
export function isLost(error: unknown): boolean {
  const { code, sqlState } = error as MysqlError;
  if (error instanceof AppError || !(error instanceof Error)) return false;
  if (sqlState !== undefined) return GOING.has(code ?? "");
  // Faults of the network, the driver's own PROTOCOL_…, and commands on a connection that was closed meanwhile.
  return (
    /^(?:PROTOCOL_\w+|HANDSHAKE_\w+|E[A-Z]+)$/.test(code ?? "") || /closed state|Pool is closed/.test(error.message)
  );
}

/** What clients are told: the database's faults are neither theirs nor ours to explain. */
export function explain(error: unknown): unknown {
  if (isLost(error)) return unavailable("The database is away.");
  if (isContention(error)) return unavailable("The database is busy.");
  if (TOO_LONG.has((error as MysqlError).code ?? "")) return unavailable("The database took too long.");
  return error;
}
