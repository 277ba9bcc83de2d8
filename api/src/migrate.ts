import "reflect-metadata";
import { writeFileSync } from "node:fs";
import { resolve } from "node:path";
import type { DataSource } from "typeorm";
import { openTables } from "./app/openTables";
import { loadEnvFile, readConfig } from "./config";

const USAGE = "db:migrate [up | down | check | generate NAME]";

/** Brings the database's tables up to date, or one step back; compares them with the entities; writes the next migration. */
async function main([command = "up", name]: string[]): Promise<void> {
  loadEnvFile();
  const { dataSource, dialect, up, down } = await openTables(readConfig());
  try {
    if (command === "up") report(await up());
    else if (command === "down") await down();
    else if (command === "check") await check(dataSource);
    else if (command === "generate" && name && /^[A-Z]\w*$/.test(name)) await generate(dataSource, dialect, name);
    else throw new Error(`usage: ${USAGE}`);
  } finally {
    await dataSource.destroy();
  }
}

function report(applied: { name: string }[]): void {
  for (const migration of applied) console.log(`applied ${migration.name}`);
  console.log(applied.length > 0 ? `${applied.length} applied` : "The tables are up to date.");
}

async function check(dataSource: DataSource): Promise<void> {
  const { upQueries } = await dataSource.driver.createSchemaBuilder().log();
  if (upQueries.length > 0)
    throw new Error(`The tables differ from the entities:\n${upQueries.map(({ query }) => query).join("\n")}`);
  console.log("The tables are as the entities say.");
}

async function generate(dataSource: DataSource, dialect: string, name: string): Promise<void> {
  const { upQueries, downQueries } = await dataSource.driver.createSchemaBuilder().log();
  const className = `${name}${Date.now()}`;
  const steps = (queries: { query: string }[]) =>
    queries.map(({ query }) => `    await runner.query(${quoted(query)});`).join("\n");
  const file = resolve(__dirname, "../src/platform/db/migrations", dialect, `${className}.ts`);
  writeFileSync(
    file,
    `import type { MigrationInterface, QueryRunner } from "typeorm";

export class ${className} implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
${steps(upQueries)}
  }

  async down(runner: QueryRunner): Promise<void> {
${steps(downQueries.reverse())}
  }
}
`,
  );
  console.log(`wrote ${file}; add ${className} to the list in index.ts`);
}

/** In back quotes, which MySQL has in its names too. */
function quoted(sql: string): string {
  return `\`${sql.replaceAll("`", "\\`")}\``;
}

main(process.argv.slice(2)).catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
});
