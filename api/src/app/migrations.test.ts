import { readdirSync } from "node:fs";
import { join } from "node:path";
import { Column, DataSource, Entity, PrimaryColumn } from "typeorm";
import { readConfig } from "../config";
import { migrations as mysqlMigrations } from "../platform/db/migrations/mysql";
import { migrations as sqliteMigrations } from "../platform/db/migrations/sqlite";
import { createTestDatabase, engine, type TestDatabase } from "../testing/testDatabase";
import { entities } from "./entities";
import { openTables, type Tables } from "./openTables";

const migrations = { mysql: mysqlMigrations, sqlite: sqliteMigrations }[engine];

const TABLE_NAMES = {
  mysql: "SELECT table_name AS name FROM information_schema.tables WHERE table_schema = DATABASE()",
  sqlite: "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'",
};

@Entity("labels")
class LabelOfTomorrow {
  @PrimaryColumn("varchar", { length: 16 }) id: string;
  @Column("varchar", { length: 20 }) icon: string;
}

describe("the migrations", () => {
  let database: TestDatabase;
  let tables: Tables;
  beforeEach(async () => {
    database = await createTestDatabase();
    tables = await openTables(readConfig(database.env));
  });
  afterEach(async () => {
    await tables.dataSource.destroy();
    await database.remove();
  });

  /** What would have to be done to make the tables as the entities say. */
  const drift = async (dataSource = tables.dataSource) =>
    (await dataSource.driver.createSchemaBuilder().log()).upQueries.map(({ query }) => query);
  const names = async () =>
    (await tables.dataSource.query<{ name: string }[]>(TABLE_NAMES[engine])).map(({ name }) => name);

  it("make the tables exactly as the entities say", async () => {
    expect(await drift()).not.toEqual([]);
    await tables.up();
    expect(await drift()).toEqual([]);
    expect(await names()).toHaveLength(entities.length + 1);
  });

  it("run once", async () => {
    expect(await tables.up()).toHaveLength(migrations.length);
    expect(await tables.up()).toEqual([]);
  });

  it("run once when two start at the same time", async () => {
    const other = await openTables(readConfig(database.env));
    const applied = await Promise.all([tables.up(), other.up()]);
    await other.dataSource.destroy();
    expect(applied.flat()).toHaveLength(migrations.length);
    expect(await drift()).toEqual([]);
  });

  it("can be taken back one by one, and made again", async () => {
    await tables.up();
    for (let left = migrations.length; left > 0; left--) await tables.down();
    expect(await names()).toEqual(["migrations"]);
    await tables.up();
    expect(await drift()).toEqual([]);
  });

  it("fall behind when an entity changes, and that is seen", async () => {
    await tables.up();
    const tomorrow = [...entities.filter(({ name }) => name !== "Label"), LabelOfTomorrow];
    const changed = await new DataSource({ ...tables.dataSource.options, entities: tomorrow }).initialize();
    expect((await drift(changed)).join()).toMatch(/["`]icon["`]/);
    await changed.destroy();
  });

  it("are all in the list, in the order of their names' times", () => {
    const files = readdirSync(join(__dirname, "../platform/db/migrations", engine)).filter(
      (file) => file !== "index.ts",
    );
    const listed = migrations.map(({ name }) => name);
    expect(listed.map((name) => `${name}.ts`).toSorted()).toEqual(files.toSorted());
    const times = listed.map((name) => Number(/\d{13}$/.exec(name)?.[0]));
    expect(times).toEqual(times.toSorted((a, b) => a - b));
  });
});
