import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { LibsqlDriver } from "./libsqlDriver";

describe("the libsql driver", () => {
  let folder: string;
  let driver: LibsqlDriver;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "taskflow-driver-"));
    driver = new LibsqlDriver(join(folder, "test.sqlite"), {});
    driver.exec("CREATE TABLE things (id INTEGER PRIMARY KEY, value)");
  });
  afterAll(() => {
    driver.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const echo = (...values: unknown[]) =>
    driver.prepare(`SELECT ${values.map((_, i) => `? AS v${i}`).join(", ")}`).all(...values);

  it.each([
    ["text", "çà et là"],
    ["empty text", ""],
    ["a whole number", 42],
    ["a large number", 8_640_000_000_000_001],
    ["a fraction", 0.5],
    ["null alone", null],
    ["bytes alone", Buffer.from([0, 1, 255])],
    ["no bytes", Buffer.alloc(0)],
  ])("binds %s and reads it back", (_name, value) => {
    expect(echo(value)).toEqual([{ v0: value }]);
    driver.prepare("DELETE FROM things").run();
    driver.prepare("INSERT INTO things (value) VALUES (?)").run(value);
    expect(driver.prepare("SELECT value FROM things").all()).toEqual([{ value }]);
  });

  it("binds many values at once, bytes and nulls among them", () => {
    expect(echo("a", null, Buffer.from("b"), 3)).toEqual([{ v0: "a", v1: null, v2: Buffer.from("b"), v3: 3 }]);
  });

  // By itself libsql ends the process on each of these.
  it.each<[string, unknown]>([
    ["an object", { a: 1 }],
    ["a date", new Date()],
    ["true", true],
    ["undefined", undefined],
    ["a list", [1, 2]],
    ["a bigint", 1n],
    ["NaN", Number.NaN],
    ["infinity", Number.POSITIVE_INFINITY],
    ["a function", () => 1],
    ["a symbol", Symbol("s")],
    ["bytes of another kind", new Uint8Array([1])],
  ])("throws for %s, and goes on", (_name, value) => {
    expect(() => echo(value)).toThrow(TypeError);
    expect(() => driver.prepare("INSERT INTO things (value) VALUES (?)").run(value)).toThrow("SQLite cannot bind");
    expect(echo("still here")).toEqual([{ v0: "still here" }]);
  });

  it.each([
    ["a table that is not there", "SELECT * FROM nowhere"],
    ["what is no SQL", "SELEKT 1"],
  ])("throws for %s, and goes on", (_name, sql) => {
    expect(() => driver.prepare(sql).all()).toThrow(/nowhere|SELEKT/);
    expect(echo(1)).toEqual([{ v0: 1 }]);
  });

  it("says how many rows a statement changed", () => {
    driver.prepare("DELETE FROM things").run();
    for (const value of ["a", "b"]) driver.prepare("INSERT INTO things (value) VALUES (?)").run(value);
    expect(driver.prepare("UPDATE things SET value = ?").run("c")).toMatchObject({ changes: 2 });
  });
});
