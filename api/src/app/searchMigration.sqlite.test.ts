import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { migrations } from "../platform/db/migrations/sqlite";
import { openDataSource } from "../platform/db/sqlite/openDataSource";
import { ask } from "../testing/client";
import { buildProject, buildTask } from "../testing/factories";
import { startTestApp } from "../testing/testApp";
import { entities } from "./entities";

describe("a database from before there was a search", () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "taskflow-search-migration-"));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it("finds its tasks once it is up to date", async () => {
    const first = await startTestApp({ DATA_DIR: folder });
    const project = await buildProject(first);
    // More than are read at once.
    for (let i = 0; i < 205; i++) {
      await buildTask(first, { project, title: `Kestrel ${i}`, description: i % 2 ? "Über" : null });
    }
    await first.app.close();

    const search = migrations.findLastIndex(({ name }) => name.startsWith("CoreCompleted"));
    const dataSource = await openDataSource(join(folder, "taskflow.sqlite"), entities, migrations);
    for (let left = migrations.length; left > search; left--)
      await dataSource.undoLastMigration({ transaction: "each" });
    await dataSource.destroy();

    const second = await startTestApp({ DATA_DIR: folder });
    const count = async (query: string) => {
      const document = "query ($query: String!) { search(query: $query) { totalCount } }";
      const data = await ask<{ search: { totalCount: number } }>(second, project.owner.token, document, { query });
      return data.search.totalCount;
    };
    expect([await count("kestrel"), await count("uber kestrel 20"), await count("heron")]).toEqual([205, 2, 0]);
    await second.close();
  });
});
