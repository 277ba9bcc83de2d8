import { Column, Entity } from "typeorm";
import { encodeId, idBytes, newId } from "../ids";
import { BooleanColumn, CodeColumn, IdColumn, InstantColumn, JsonColumn } from "./columns";
import { SnakeNamingStrategy, Table, tableOf } from "./table";

@Entity("samples")
class Sample {
  @IdColumn("tsk", { primary: true }) id: string;
  @Column("varchar", { length: 10 }) name: string;
  @Column("varchar", { name: "other", length: 10 }) renamedOne: string;
  @IdColumn("usr", { nullable: true }) ownerId: string | null;
  @InstantColumn({ nullable: true }) doneAt: Date | null;
  @BooleanColumn() isGood: boolean;
  @CodeColumn({ LOW: 10, HIGH: 20 }) level: "LOW" | "HIGH";
  @JsonColumn() extra: unknown;
}

const [id, ownerId] = [newId("tsk"), newId("usr")];
const sample: Sample = Object.assign(new Sample(), {
  id,
  name: "one",
  renamedOne: "two",
  ownerId,
  doneAt: new Date(1_740_000_000_123),
  isGood: true,
  level: "HIGH",
  extra: { a: [1, null] },
});
const stored = {
  id: idBytes(id),
  name: "one",
  renamedOne: "two",
  ownerId: idBytes(ownerId),
  doneAt: 1_740_000_000_123,
  isGood: 1,
  level: 20,
  extra: '{"a":[1,null]}',
};

describe("a table", () => {
  const table = tableOf(Sample);

  it("selects every column under the name of its property", () => {
    expect(table.select("s")).toBe(
      's.id AS "id", s.name AS "name", s.other AS "renamedOne", s.owner_id AS "ownerId", s.done_at AS "doneAt", s.is_good AS "isGood", s.level AS "level", s.extra AS "extra"',
    );
  });

  it("reads a row, and leaves what else it holds", () => {
    const read = table.read({ ...stored, key0: "more" });
    expect(read).toEqual(sample);
    expect(read).toBeInstanceOf(Sample);
  });

  it("reads what has no value, and numbers that come as text", () => {
    expect(table.read({ ...stored, ownerId: null, doneAt: null })).toMatchObject({ ownerId: null, doneAt: null });
    expect(table.read({ ...stored, doneAt: "1740000000123" }).doneAt).toEqual(new Date(1_740_000_000_123));
    expect(table.read({ ...stored, isGood: 0 }).isGood).toBe(false);
  });

  it("inserts any number of rows in one statement", () => {
    const { sql, values } = table.insert([
      sample,
      Object.assign(new Sample(), sample, { doneAt: null, ownerId: undefined }),
    ]);
    expect(sql).toBe(
      "INSERT INTO samples (id, name, other, owner_id, done_at, is_good, level, extra) VALUES (?, ?, ?, ?, ?, ?, ?, ?), (?, ?, ?, ?, ?, ?, ?, ?)",
    );
    expect(values).toEqual([...Object.values(stored), ...Object.values({ ...stored, doneAt: null, ownerId: null })]);
  });

  it("updates just the properties given", () => {
    expect(table.update(id, { renamedOne: "three", doneAt: null, level: "LOW" })).toEqual({
      sql: "UPDATE samples SET other = ?, done_at = ?, level = ? WHERE id = ?",
      values: ["three", null, 10, idBytes(id)],
    });
  });

  it("refuses a property that is no column, and a class that is no table", () => {
    expect(() => table.update(id, { nonsense: 1 } as object)).toThrow("samples has no column for nonsense");
    expect(() => new Table(Date as never)).toThrow("Date has no @Entity with a table name");
  });

  it("is one for each class", () => {
    expect(tableOf(Sample)).toBe(table);
  });

  it("has columns in the tables as in the repositories' SQL", () => {
    const naming = new SnakeNamingStrategy();
    expect([naming.columnName("lastTaskNumber", undefined), naming.columnName("key", "short_key")]).toEqual([
      "last_task_number",
      "short_key",
    ]);
  });

  it("has ids whose bytes sort as their text does", () => {
    const ids = Array.from({ length: 200 }, (_, i) => encodeId("tsk", Buffer.alloc(16, i + 1)));
    expect(ids.toSorted((a, b) => Buffer.compare(idBytes(a), idBytes(b)))).toEqual(ids.toSorted());
  });
});
