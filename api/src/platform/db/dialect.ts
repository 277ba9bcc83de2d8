import { getMetadataArgsStorage } from "typeorm";

/** Column types of the entities, which are MySQL's, as SQLite names them. */
const SQLITE_TYPES: Record<string, "blob" | "text"> = { binary: "blob", mediumtext: "text" };

/** Gives the declared columns SQLite's types; entities are written once, in MySQL's terms. */
export function toSqliteColumns(): void {
  for (const { options } of getMetadataArgsStorage().columns) {
    const type = SQLITE_TYPES[String(options.type)];
    if (type) {
      options.type = type;
      delete options.length;
    }
    delete options.charset;
    delete options.collation;
  }
}

/** Whether an error says that a unique key is taken, on any engine. */
export function isDuplicateKey(error: unknown): boolean {
  const code = (error as { code?: unknown }).code;
  return code === "ER_DUP_ENTRY" || code === "SQLITE_CONSTRAINT_PRIMARYKEY" || code === "SQLITE_CONSTRAINT_UNIQUE";
}

/** Whether an error says that another writer held the lock for too long. */
export function isLockTimeout(error: unknown): boolean {
  const code = (error as { code?: unknown }).code;
  return code === "ER_LOCK_WAIT_TIMEOUT" || (typeof code === "string" && code.startsWith("SQLITE_BUSY"));
}
