import { allOf, comesAfter, orderBy, reversed, type SortKey } from "./keyset";

const keys: SortKey[] = [
  { column: "a", direction: "DESC" },
  { column: "b", direction: "ASC" },
  { column: "id", direction: "ASC" },
];

describe("a keyset", () => {
  it("says what comes after a place, written out for the index", () => {
    expect(comesAfter(keys, [1, 2, 3])).toEqual({
      sql: "((a < ?) OR (a = ? AND b > ?) OR (a = ? AND b = ? AND id > ?))",
      values: [1, 1, 2, 1, 2, 3],
    });
  });

  it("turns round", () => {
    expect(orderBy(reversed(keys))).toBe("ORDER BY a ASC, b DESC, id DESC");
    expect(reversed(reversed(keys))).toEqual(keys);
  });

  it("joins conditions with their values in order, and is true without any", () => {
    expect(
      allOf([
        { sql: "x = ?", values: [1] },
        { sql: "y IN (?, ?)", values: [2, 3] },
      ]),
    ).toEqual({ sql: "x = ? AND y IN (?, ?)", values: [1, 2, 3] });
    expect(allOf([])).toEqual({ sql: "1 = 1", values: [] });
  });
});
