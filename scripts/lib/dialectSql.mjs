import { readFileSync } from "node:fs";
import { join, relative, sep } from "node:path";
import { filesUnder } from "./files.mjs";

const DIALECT_ONLY =
  /\b(ON CONFLICT|ON DUPLICATE KEY|FOR UPDATE|FOR SHARE|LOCK IN SHARE MODE|SKIP LOCKED|INSERT OR|INSERT IGNORE|REPLACE INTO|PRAGMA|AUTO_?INCREMENT|STRAIGHT_JOIN|FORCE INDEX|INDEXED BY|GROUP_CONCAT|MATCH\s*\(|JSON_TABLE|GET_LOCK)\b/;

/** Rule 7: dialect-specific SQL lives in platform/db and *.repository.* only. Answers one line for each violation. */
export function dialectSqlViolations(base) {
  const source = join(base, "api", "src");
  return filesUnder([source])
    .filter((path) => path.endsWith(".ts") && !isAllowed(relative(source, path).split(sep).join("/")))
    .flatMap((path) => {
      const lines = readFileSync(path, "utf8").split("\n");
      return lines.flatMap((line, index) => {
        const found = DIALECT_ONLY.exec(line);
        return found ? [`dialect-sql: ${relative(base, path)}:${index + 1} says ${found[0]}`] : [];
      });
    });
}

const isAllowed = (path) =>
  path.startsWith("platform/db/") || /\.repository\.([^/]+\.)?ts$/.test(path) || path.endsWith(".test.ts");
