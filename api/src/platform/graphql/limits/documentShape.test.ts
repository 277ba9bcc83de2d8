import { GraphQLError, parse } from "graphql";
import { countRepeats, measureDocument } from "./documentShape";

const measure = (text: string) => measureDocument(parse(text));

/** Fragments each of which spreads the next one twice: as many fields as 2 to the power of their number. */
function chain(length: number): string {
  const links = Array.from({ length }, (_, i) => `fragment A${i} on T { x: a { ...A${i + 1} } y: a { ...A${i + 1} } }`);
  return `{ a { ...A0 } } ${links.join(" ")} fragment A${length} on T { b }`;
}

it.each<[string, string, object]>([
  ["fields and levels", "{ a { b { c } d } }", { fields: 4, depth: 3, rootFields: 1 }],
  ["aliases", "{ x: a { y: b } c }", { aliases: 2 }],
  ["inline fragments, which are no level", "{ ... on Query { a } ... { b } }", { fields: 2, depth: 1, rootFields: 2 }],
  [
    "a fragment as often as it is spread",
    "{ ...F a { ...F } } fragment F on T { b x: c }",
    { fields: 5, aliases: 2, depth: 2 },
  ],
  ["all operations together", "query A { a } query B { b { c } }", { fields: 3, depth: 2, rootFields: 2 }],
  [
    "directives wherever they are",
    "query ($v: Int @d) @d { a @d @d ...F @d } fragment F on Query @d { b @d }",
    { directives: 7 },
  ],
  [
    "a fragment that nothing spreads",
    "{ a } fragment F on T { b { c { d } } }",
    { fields: 3, depth: 3, rootFields: 1, fragments: 1 },
  ],
  ["a fragment that there is not by its spread alone", "{ a { ...Nowhere } }", { fields: 2 }],
])("counts %s", (_name, text, shape) => {
  expect(measure(text)).toMatchObject(shape);
});

it("counts what fragments stand for without spreading them out", () => {
  expect(measure(chain(3))).toMatchObject({ fields: 1 + 2 + 4 + 8 + 8, aliases: 14, depth: 5 });
  // Would not end before the sun does, were each spread followed.
  expect(measure(chain(500))).toMatchObject({ fields: Number.MAX_SAFE_INTEGER, depth: 502 });
});

it("counts spreads that come to nothing in the end, as they are followed all the same", () => {
  const links = Array.from({ length: 50 }, (_, i) => `fragment F${i} on T { ...F${i + 1} ...F${i + 1} }`);
  expect(measure(`{ ...F0 } ${links.join(" ")}`).fields).toBeGreaterThan(2 ** 49);
});

it("refuses two fragments of one name, of which only one would be measured", () => {
  expect(() => measure("{ ...A } fragment A on T { a } fragment A on T { b }")).toThrow("two fragments of one name");
});

it.each(["fragment A on T { ...A }", "fragment A on T { a { ...B } } fragment B on T { ...A }"])(
  "refuses fragments that have no end: %s",
  (fragments) => {
    expect(() => measure(`{ a } ${fragments}`)).toThrow(GraphQLError);
    expect(() => measure(`{ a } ${fragments}`)).toThrow('Cannot spread fragment "A" within itself.');
  },
);

it.each<[string, number]>([
  ["{ a b c }", 1],
  ["{ a a x: a }", 2],
  ["{ a { b } a { b ... on T { b } } }", 3],
  ["{ a { ...F ...F } } fragment F on T { b { c } }", 2],
  ["query A { a a } query B { a }", 2],
])("counts how often one name is selected in one place: %s", (text, count) => {
  expect(countRepeats(parse(text))).toBe(count);
});
