import { existsSync, readFileSync } from "node:fs";

/** The web app's documents, as `npm run codegen` lists them: the SHA-256 of each text to the text. */
export function readTrustedDocuments(file: string): ReadonlyMap<string, string> {
  if (!existsSync(file)) return new Map();
  return new Map(Object.entries(JSON.parse(readFileSync(file, "utf8")) as Record<string, string>));
}
