import { createLogger as createWinston, format, transports } from "winston";

/** What the code logs through; fields are structured, never part of the message. */
export interface Logger {
  info(message: string, fields?: Record<string, unknown>): void;
  warn(message: string, fields?: Record<string, unknown>): void;
  error(message: string, fields?: Record<string, unknown>): void;
}

export type LogLevel = "error" | "warn" | "info" | "debug" | "silent";

/** Logs to standard output: JSON in production, readable lines elsewhere. */
export function createLogger(options: { level: LogLevel; json: boolean }): Logger {
  const readable = format.printf(({ timestamp, level, message, ...fields }) => {
    const rest = Object.keys(fields).length > 0 ? ` ${JSON.stringify(fields)}` : "";
    return `${String(timestamp)} ${level} ${String(message)}${rest}`;
  });
  return createWinston({
    level: options.level === "silent" ? "error" : options.level,
    silent: options.level === "silent",
    format: format.combine(describeErrors(), format.timestamp(), options.json ? format.json() : readable),
    transports: [new transports.Console()],
  });
}

/**
 * An Error under `error` as name, message and stack. Nothing else of it: the
 * database's errors carry the statement's values in further properties.
 */
const describeErrors = format((info) => {
  const error = info["error"];
  if (error instanceof Error) info["error"] = describe(error);
  return info;
});

function describe({ name, message, stack, cause }: Error): object {
  return { name, message, stack, ...(cause instanceof Error && { cause: describe(cause) }) };
}
