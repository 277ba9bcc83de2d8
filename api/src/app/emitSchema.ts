import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { lexicographicSortSchema, printSchema } from "graphql";
import { readConfig } from "../config";
import { createLogger } from "../platform/observability/logger";
import { createApp } from "./createApp";

/** Prints the schema that the API serves: what `schema.graphql` must hold. */
async function emitSchema(): Promise<void> {
  const dataDir = mkdtempSync(join(tmpdir(), "taskflow-schema-"));
  try {
    const config = readConfig({ DATA_DIR: dataDir });
    const app = await createApp({ config, logger: createLogger({ level: "silent", json: false }) });
    process.stdout.write(`${printSchema(lexicographicSortSchema(app.schema))}\n`);
    await app.close();
  } finally {
    rmSync(dataDir, { recursive: true, force: true });
  }
}

emitSchema().catch((error: unknown) => {
  console.error(error);
  process.exit(1);
});
