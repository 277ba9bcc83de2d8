import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Column, type DataSource, Entity, PrimaryColumn } from "typeorm";
import type { EntityClass } from "../platform/db/database";
import { migrations } from "../platform/db/migrations/sqlite";
import { openDataSource } from "../platform/db/sqlite/openDataSource";
import { entities } from "./entities";

@Entity("labels")
class LabelOfTomorrow {
  @PrimaryColumn("blob") id: Buffer;
  @Column("varchar", { length: 20 }) icon: string;
}

describe("the migrations", () => {
  let folder: string;
  const open: DataSource[] = [];
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "taskflow-migrations-"));
  });
  afterEach(async () => {
    for (const dataSource of open.splice(0)) await dataSource.destroy();
    rmSync(folder, { recursive: true, force: true });
  });

  async function openWith(known: readonly EntityClass<object>[]): Promise<DataSource> {
    const dataSource = await openDataSource(join(folder, "test.sqlite"), known, migrations);
    open.push(dataSource);
    return dataSource;
  }

  /** What would have to be done to make the tables as the entities say. */
  const drift = async (dataSource: DataSource) =>
    (await dataSource.driver.createSchemaBuilder().log()).upQueries.map(({ query }) => query);
  const tables = async (dataSource: DataSource): Promise<string[]> => {
    const rows: { name: string }[] = await dataSource.query(
      "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name",
    );
    return rows.map(({ name }) => name);
  };

  it("make the tables exactly as the entities say", async () => {
    const dataSource = await openWith(entities);
    expect(await drift(dataSource)).not.toEqual([]);
    await dataSource.runMigrations({ transaction: "each" });
    expect(await drift(dataSource)).toEqual([]);
    expect(await tables(dataSource)).toHaveLength(entities.length + 1);
  });

  it("run once", async () => {
    const dataSource = await openWith(entities);
    expect(await dataSource.runMigrations({ transaction: "each" })).toHaveLength(migrations.length);
    expect(await dataSource.runMigrations({ transaction: "each" })).toEqual([]);
  });

  it("can be taken back one by one, and made again", async () => {
    const dataSource = await openWith(entities);
    await dataSource.runMigrations({ transaction: "each" });
    for (let left = migrations.length; left > 0; left--) await dataSource.undoLastMigration({ transaction: "each" });
    expect(await tables(dataSource)).toEqual(["migrations"]);
    await dataSource.runMigrations({ transaction: "each" });
    expect(await drift(dataSource)).toEqual([]);
  });

  it("fall behind when an entity changes, and that is seen", async () => {
    await (await openWith(entities)).runMigrations({ transaction: "each" });
    const changed = await openWith([...entities.filter(({ name }) => name !== "Label"), LabelOfTomorrow]);
    expect((await drift(changed)).join()).toContain('"icon"');
  });

  it("are all in the list, in the order of their names' times", () => {
    const files = readdirSync(join(__dirname, "../platform/db/migrations/sqlite")).filter(
      (file) => file !== "index.ts",
    );
    const names = migrations.map(({ name }) => name);
    expect(names.map((name) => `${name}.ts`).toSorted()).toEqual(files.toSorted());
    const times = names.map((name) => Number(/\d{13}$/.exec(name)?.[0]));
    expect(times).toEqual(times.toSorted((a, b) => a - b));
  });
});
