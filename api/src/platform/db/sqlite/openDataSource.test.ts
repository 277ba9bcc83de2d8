import { mkdtempSync, readdirSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openDataSource } from "./openDataSource";

describe("the database file", () => {
  let root: string;
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), "taskflow-file-"));
  });
  afterEach(() => rmSync(root, { recursive: true, force: true }));

  const modeOf = (path: string) => (statSync(path).mode & 0o777).toString(8);

  it("is its owner's alone, and so are the files beside it and a folder that is made for it", async () => {
    const folder = join(root, "made", "for it");
    const dataSource = await openDataSource(join(folder, "taskflow.sqlite"), [], []);
    await dataSource.query("CREATE TABLE notes (text TEXT)");
    const modes = Object.fromEntries(readdirSync(folder).map((name) => [name, modeOf(join(folder, name))]));
    expect(modes).toEqual({ "taskflow.sqlite": "600", "taskflow.sqlite-wal": "600", "taskflow.sqlite-shm": "600" });
    expect(modeOf(folder)).toBe("700");
    await dataSource.destroy();
  });
});
