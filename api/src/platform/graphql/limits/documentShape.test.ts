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
  ["a fragment that there is not as nothing", "{ a { ...Nowhere } }", { fields: 1 }],
])("counts %s", (_name, text, shape) => {
  expect(measure(text)).toMatchObject(shape);
});

it("counts what fragments stand for without spreading them out", () => {
  expect(measure(chain(3))).toMatchObject({ fields: 1 + 2 + 4 + 8 + 8, aliases: 14, depth: 5 });
  // Would not end before the sun does, were each spread followed.
  expect(measure(chain(500))).toMatchObject({ fields: Number.MAX_SAFE_INTEGER, depth: 502 });
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
