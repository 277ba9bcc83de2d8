import { answered, type HostileRow, invalid, post, refused, row, tooComplex, unparsed } from "./hostileRow";

const times = (count: number, text: (i: number) => string): string =>
  Array.from({ length: count }, (_, i) => text(i)).join(" ");
const nested = (levels: number, field: string): string =>
  `${field} {`.repeat(levels) + "__typename" + "}".repeat(levels);

/** A chain of fragments, each of which spreads the next one twice, below these two fields of a type that leads to itself. */
function fragmentBomb(length: number, first: string, second: string): string {
  const link = (i: number) => `fragment A${i} on Task{${first}{...A${i + 1}}${second}{...A${i + 1}}}`;
  return `{task(id:"x"){...A0}}${times(length, link)}fragment A${length} on Task{id}`;
}

const LOGIN = `login(input: { email: "a@example.com", password: "guess" }) { accessToken }`;
const ARGUMENT = `filter: { title: { in: [${times(60, (i) => `"${i}"`)}] } }`;

/** Documents that are made to be costly to parse, to validate or to run. */
export const documentRows: HostileRow[] = [
  row("2,000 levels", post(`{ task(id: "x") { ${nested(2_000, "parent")} } }`), unparsed),
  row("1,000 levels", post(`{ task(id: "x") { ${nested(1_000, "parent")} } }`), tooComplex),
  row("a list of 2,400 levels", post(`{ nodes(ids: ${"[".repeat(2_400)}${"]".repeat(2_400)}) { id } }`), unparsed),
  row("a list that is opened 4,900 times", post(`{ nodes(ids: ${"[".repeat(4_900)}`), unparsed),
  row(
    "an object of 1,230 levels",
    post(`{ tasks(filter: ${"{not:".repeat(1_230)}{}${"}".repeat(1_230)}) { nodes { id } } }`),
    refused(200, "BAD_USER_INPUT"),
  ),
  row("10,000 repeated fields", post(`{ ${"__typename ".repeat(10_000)} }`), unparsed),
  row("900 repeated fields", post(`{ viewer { ${"id ".repeat(900)} } }`), tooComplex),
  row(
    "29 repeated fields with long arguments",
    post(`{ ${`tasks(${ARGUMENT}) { totalCount } `.repeat(29)} }`),
    answered,
  ),
  row(
    "repeated fields on every level",
    post(`{ task(id: "x") { ${"parent { id id id ".repeat(15)} ${"}".repeat(15)} } }`),
    refused(200, "BAD_USER_INPUT"),
  ),
  row("100 aliased logins", post(`mutation { ${times(100, (i) => `a${i}: ${LOGIN}`)} }`), tooComplex),
  row("2 aliased logins", post(`mutation { a: ${LOGIN} b: ${LOGIN} }`), invalid),
  row(
    "2 logins by fragments",
    post(`mutation { ...A ...B } fragment A on Mutation { a: ${LOGIN} } fragment B on Mutation { b: ${LOGIN} }`),
    invalid,
  ),
  row("1,000 aliases of one field", post(`{ viewer { ${times(1_000, (i) => `a${i}: id`)} } }`), tooComplex),
  row("31 root fields", post(`{ ${times(31, (i) => `${i < 30 ? `a${i}: ` : ""}__typename`)} }`), tooComplex),
  row(
    "a page of a page of a page",
    post(
      "{ projects(first: 100) { nodes { tasks(first: 100) { nodes { subtasks(first: 100) { nodes { id } } } } } } }",
    ),
    tooComplex,
  ),
  row(
    "subtasks of subtasks, by variables",
    post(
      "query ($n: Int) { tasks(first: $n) { nodes { subtasks(first: $n) { nodes { subtasks(first: $n) { nodes { id } } } } } } }",
      { n: 100 },
    ),
    tooComplex,
  ),
  row("a fragment in itself", post("{ viewer { ...A } } fragment A on User { id ...A }"), invalid),
  row(
    "fragments in each other",
    post("{ viewer { ...A } } fragment A on User { ...B } fragment B on User { ...A }"),
    invalid,
  ),
  row(
    "a cycle that doubles",
    post(
      `{task(id:"x"){...A}}fragment A on Task{a:parent{...B}b:parent{...B}}fragment B on Task{a:parent{...A}b:parent{...A}}`,
    ),
    invalid,
  ),
  row(
    "40 fragments in a circle",
    post(`{task(id:"x"){...A0}}${times(40, (i) => `fragment A${i} on Task{parent{...A${(i + 1) % 40}}}`)}`),
    invalid,
  ),
  row("a fragment bomb of 950 bytes", post(fragmentBomb(18, "a:parent", "b:parent")), tooComplex),
  row("a fragment bomb of 20 links", post(fragmentBomb(20, "a:parent", "b:parent")), tooComplex),
  row("a fragment bomb that is merged", post(fragmentBomb(20, "parent", "parent")), tooComplex),
  row(
    "a fragment bomb of nothing",
    post(`{ ...F0 } ${times(49, (i) => `fragment F${i} on Query { ...F${i + 1} ...F${i + 1} }`)}`),
    tooComplex,
  ),
  row("a fragment bomb of two fields", post(fragmentBomb(45, "parent", "p:parent")), tooComplex),
  row(
    "200 fragments, each spread once",
    post(
      `{ viewer { ${times(200, (i) => `...A${i}`)} } } ${times(200, (i) => `fragment A${i} on User { a${i}: id }`)}`,
    ),
    tooComplex,
  ),
  row("300 inline fragments", post(`{ viewer { ${"... on User { id name } ".repeat(300)} } }`), tooComplex),
  row("500 directives of one field", post(`{ __typename ${"@include(if: true) ".repeat(500)} }`), tooComplex),
  row("500 unknown directives", post(`{ __typename ${times(500, (i) => `@d${i}`)} }`), tooComplex),
  row("40 times @skip on one field", post(`{ __typename ${"@skip(if: false) ".repeat(40)} }`), invalid),
  row("40 unknown directives", post(`{ __typename ${times(40, (i) => `@d${i}`)} }`), invalid),
  row("everything skipped", post(`query ($yes: Boolean!) { viewer @skip(if: $yes) { id } }`, { yes: true }), answered),
  row("50,000 tokens", post(`{ ${"a ".repeat(50_000)} }`), unparsed),
  row("900 KB of comments", post(`{ __typename } ${"#\n".repeat(300_000)}`), answered),
  row("900 KB of commas", post(`{ __typename ${",".repeat(900_000)} }`), answered),
  row("a text of 900 KB", post(`{ task(id: "${"x".repeat(900_000)}") { id } }`), refused(200, "BAD_USER_INPUT")),
  row(
    "a block text of 100,000 lines",
    post(`{ task(id: """${"\n".repeat(100_000)}""") { id } }`),
    refused(200, "BAD_USER_INPUT"),
  ),
  row("a text without an end", post(`{ task(id: "x`), unparsed),
  row("a NUL in the document", post("{ __typename \0 }"), unparsed),
  row("half a surrogate in the document", post(`{ task(id: "\ud800") { id } }`), unparsed),
  row("an escape that is none", post(String.raw`{ task(id: "\x") { id } }`), unparsed),
  row("500 unknown fields", post(`{ viewer { ${times(500, (i) => `nam${i}`)} } }`), invalid),
  row("a field with a name of 100 KB", post(`{ viewer { ${"n".repeat(100_000)} } }`), invalid),
  row("500 unknown arguments", post(`{ tasks(${times(500, (i) => `fillter${i}: 1`)}) { totalCount } }`), invalid),
  row("800 unused variables", post(`query (${times(800, (i) => `$v${i}: Int`)}) { __typename }`), invalid),
  row("800 unknown types", post(`query (${times(800, (i) => `$v${i}: Tsk${i}`)}) { __typename }`), invalid),
  row("400 operations and no name", post(times(400, (i) => `query Q${i} { __typename }`)), tooComplex),
  row(
    "2 operations and no name",
    post("query A { __typename } query B { __typename }"),
    refused(400, "OPERATION_RESOLUTION_FAILURE"),
  ),
  row(
    "an operation that is not there",
    post("query A { __typename }", undefined, { operationName: "B" }),
    refused(400, "OPERATION_RESOLUTION_FAILURE"),
  ),
  row(
    "an operation with a name of 100 KB",
    post("{ __typename }", undefined, { operationName: "x".repeat(100_000) }),
    refused(400, "OPERATION_RESOLUTION_FAILURE"),
  ),
  row(
    "types of types of types",
    post(`{ __schema { types { ${nested(4, "fields { type")} ${"}".repeat(4)} } } }`),
    invalid,
  ),
  row(
    "30 times the schema",
    post(`{ ${times(30, (i) => `a${i}: __schema { types { fields { name args { name } } } }`)} }`),
    tooComplex,
  ),
  row(
    "possible types of fields of types",
    post("{ __schema { types { fields { args { type { fields { args { name } } } } } } } }"),
    tooComplex,
  ),
  row("a schema for a document", post("type Query { a: Int } extend type User { b: Int }"), invalid),
  row("a subscription", post(`subscription { projectStream(projectId: "x") { cursor } }`), refused(400, "BAD_REQUEST")),
];
