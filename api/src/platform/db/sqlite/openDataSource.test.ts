import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { DataSource } from "typeorm";
import { openDataSource } from "./openDataSource";

describe("the embedded database's file", () => {
  let base: string;
  let file: string;
  const open: DataSource[] = [];
  beforeAll(async () => {
    base = mkdtempSync(join(tmpdir(), "taskflow-test-"));
    file = join(base, "data", "taskflow.sqlite");
    const first = await openDataSource(file, [], []);
    await first.query("CREATE TABLE t (n integer)");
    await first.destroy();
    // As a restarted server does: what writes, then what reads.
    const writer = await openDataSource(file, [], []);
    await writer.query("INSERT INTO t VALUES (0)");
    open.push(writer, await openDataSource(file, [], []));
  });
  afterAll(async () => {
    for (const dataSource of open) await dataSource.destroy();
    rmSync(base, { recursive: true, force: true });
  });

  /** What another process counts, which opens the database and closes it again. */
  function countElsewhere(): number {
    const script = `const D = require(${JSON.stringify(require.resolve("libsql"))});
      const d = new D(process.argv[1]); console.log(d.prepare("SELECT COUNT(*) AS n FROM t").get([]).n); d.close();`;
    return Number(execFileSync(process.execPath, ["-e", script, file], { encoding: "utf8" }));
  }

  it("is its owner's alone, and so is the folder made for it", () => {
    const modes = [dirname(file), file, `${file}-wal`].map((path) => statSync(path).mode & 0o777);
    expect(modes).toEqual([0o700, 0o600, 0o600]);
  });

  it("keeps what is written after another process has opened and closed it", async () => {
    expect(countElsewhere()).toBe(1);
    await open[0]?.query("INSERT INTO t VALUES (1)");
    expect(countElsewhere()).toBe(2);
  });
});
