import { hashInput } from "./idempotency";

const hash = (input: object) => hashInput(input).toString("hex");

describe("the hash of an input", () => {
  it.each<[string, object, object]>([
    ["the order of its fields", { a: 1, b: { c: 2, d: 3 } }, { b: { d: 3, c: 2 }, a: 1 }],
    ["its class", Object.assign(Object.create({ inherited: 1 }) as object, { a: 1 }), { a: 1 }],
    ["fields that were not given", { a: 1, b: undefined }, { a: 1 }],
    ["the key itself", { a: 1, idempotencyKey: "one" }, { a: 1, idempotencyKey: "other" }],
    [
      "how an instant was written",
      { at: new Date("2025-03-01T12:00:00Z") },
      { at: new Date("2025-03-01T13:00:00+01:00") },
    ],
  ])("does not mind %s", (_name, one, other) => {
    expect(hash(one)).toBe(hash(other));
  });

  it.each<[string, object, object]>([
    ["a value", { a: 1 }, { a: 2 }],
    ["a type", { a: 1 }, { a: "1" }],
    ["null for what was left out", { a: null }, {}],
    ["the order of a list", { a: [1, 2] }, { a: [2, 1] }],
    ["a nested value", { a: { b: 1 } }, { a: { b: 2 } }],
    ["an instant", { at: new Date(1) }, { at: new Date(2) }],
    ["a field's name", { a: "x" }, { b: "x" }],
  ])("minds %s", (_name, one, other) => {
    expect(hash(one)).not.toBe(hash(other));
  });

  it("is a SHA-256", () => {
    expect(hashInput({ a: 1 })).toHaveLength(32);
    expect(hash({})).toBe("44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a");
  });
});
