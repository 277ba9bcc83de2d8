import { Kind } from "graphql";
import { DateScalar, DateTimeScalar, JsonScalar } from "./scalars";

describe("DateTime", () => {
  it.each([
    ["2025-03-01T09:30:00.000Z", "2025-03-01T09:30:00.000Z"],
    ["2025-03-01T09:30:00Z", "2025-03-01T09:30:00.000Z"],
    ["2025-03-01T09:30:00.1Z", "2025-03-01T09:30:00.100Z"],
    ["2025-03-01T09:30:00.123999999Z", "2025-03-01T09:30:00.123Z"],
    ["2025-03-01T09:30:00+05:30", "2025-03-01T04:00:00.000Z"],
    ["2025-03-01T00:30:00-01:00", "2025-03-01T01:30:00.000Z"],
    ["2024-02-29T00:00:00Z", "2024-02-29T00:00:00.000Z"],
    ["0001-01-01T00:00:00Z", "0001-01-01T00:00:00.000Z"],
    ["9999-12-31T23:59:59.999Z", "9999-12-31T23:59:59.999Z"],
  ])("takes %s", (text, instant) => {
    expect(DateTimeScalar.serialize(DateTimeScalar.parseValue(text))).toBe(instant);
    expect(DateTimeScalar.parseLiteral({ kind: Kind.STRING, value: text })).toEqual(new Date(instant));
  });

  it.each([
    "2025-03-01",
    "2025-03-01T09:30Z",
    "2025-03-01T09:30:00",
    "2025-03-01 09:30:00Z",
    "2025-02-29T00:00:00Z",
    "2025-00-01T00:00:00Z",
    "2025-13-01T00:00:00Z",
    "2025-04-31T00:00:00Z",
    "2025-03-01T24:00:00Z",
    "2025-03-01T09:60:00Z",
    "2025-03-01T09:30:60Z",
    "2025-03-01T09:30:00+24:00",
    "2025-03-01T09:30:00.Z",
    "0000-01-01T00:00:00Z",
    "+012025-03-01T00:00:00Z",
    "now",
    "",
    1_740_000_000_000,
    true,
    null,
    {},
    [],
  ])("refuses %p", (value) => {
    expect(() => DateTimeScalar.parseValue(value)).toThrow("A DateTime is an instant");
  });

  it("refuses a literal that is no string", () => {
    expect(() => DateTimeScalar.parseLiteral({ kind: Kind.INT, value: "2025" })).toThrow("A DateTime is an instant");
  });
});

describe("Date", () => {
  it.each(["2025-03-01", "2024-02-29", "2000-02-29", "0001-01-01", "9999-12-31"])("takes %s as it is", (day) => {
    expect(DateScalar.parseValue(day)).toBe(day);
    expect(DateScalar.parseLiteral({ kind: Kind.STRING, value: day })).toBe(day);
    expect(DateScalar.serialize(day)).toBe(day);
  });

  it.each([
    "2025-02-29",
    "1900-02-29",
    "2025-04-31",
    "2025-3-1",
    "2025-13-01",
    "2025-00-10",
    "2025-01-00",
    "0000-01-01",
    "2025-03-01T00:00:00Z",
    "10000-01-01",
    "",
    20250301,
    null,
  ])("refuses %p", (value) => {
    expect(() => DateScalar.parseValue(value)).toThrow("A Date is a day");
  });
});

describe("JSON", () => {
  it.each([[null], ["text"], [1], [["list"]], [{ a: { b: true } }]])("hands out %j as it is", (value) => {
    expect(JsonScalar.serialize(value)).toEqual(value);
  });
});
