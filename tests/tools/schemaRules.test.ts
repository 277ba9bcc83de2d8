import { join } from "node:path";
import { withTree } from "./support/fixtureTree";
import { type Outcome, runScript } from "./support/runScript";

/** A schema that keeps the rules; each violation is planted by replacing a piece of it. */
const CLEAN = `
"An instant." scalar DateTime
"A day." scalar Date
"Anything with an id." interface Node { "Opaque." id: ID! }
type Query {
  "One; null when there is none." thing(
    "Its id." id: ID!
  ): Thing
  "In the order asked." nodes("Their ids." ids: [ID!]!): [Node]
  "All." things("Old ones too." includeOld: Boolean, "Which." filter: ThingFilter, "How many." first: Int, "Where." after: String): ThingConnection
  "What is left." rateLimit: RateLimit!
}
type Mutation {
  "Make one." createThing(input: CreateThingInput!): ThingPayload
  "Hide one." archiveThing(input: ThingVerbInput!): ThingPayload
}
type Subscription { "Every change." thingStream: Thing! }
"Something." type Thing implements Node {
  "Opaque." id: ID! "Its state." state: State! "When it was made." createdAt: DateTime! "Its day; null when there is none." dueOn: Date
  "Whether it is old." isOld: Boolean! "Its names." names: [String!]! "Old name; null when there is none." label: String
  "Those under it." parts("How many." first: Int, "Where." after: String, "How many." last: Int, "Where." before: String): ThingConnection!
}
"Where it stands." enum State { "New." NEW "Being done." IN_PROGRESS }
"Things." type ThingConnection { "With cursors." edges: [ThingEdge!]! "Without." nodes: [Thing!]! "Where it stands." pageInfo: PageInfo! }
"A thing in a list." type ThingEdge { "Its place." cursor: String! "The thing." node: Thing! }
"Where a page stands." type PageInfo { "Whether there is more." hasNextPage: Boolean! }
"The budget." type RateLimit { "Points left." remaining: Int! }
"Which things." input ThingFilter { "Made." createdBefore: DateTime "Old." old: Boolean }
"A new thing." input CreateThingInput { "Its name." name: String! "Its day." dueOn: Date "Labels." labels: [ID!] }
"A verb on a thing." input ThingVerbInput { "Its id." id: ID! }
"The thing." type ThingPayload { "As it is now." thing: Thing! "Number of the change." seq: Int! "Where it was; null when nowhere." sourceSeq: Int }
`;

const checkAll = (...schemas: string[]): Promise<Outcome> => {
  const files = schemas.map((sdl, index): [string, string] => [`${index}.graphql`, sdl]);
  return withTree(Object.fromEntries(files), (base) =>
    Promise.resolve(runScript("checkSchema.mjs", ...files.map(([name]) => join(base, name)))),
  );
};

test("a schema that keeps the rules passes", async () => {
  expect(await checkAll(CLEAN)).toEqual({ code: 0, lines: [] });
});

test("the schema of the API is what is looked at when no other is named", () => {
  expect(runScript("checkSchema.mjs")).toEqual({ code: 0, lines: [] });
});

/** What is replaced, by what, and the only line that is then reported. */
const planted: [piece: string, by: string, line: string][] = [
  [`RateLimit`, `rateLimit`, "type-name: rateLimit"],
  [`"Being done." IN_PROGRESS`, `"Being done." InProgress`, "enum-value-name: State.InProgress"],
  [`"Its names." names`, `"Its names." all_names`, "field-name: Thing.all_names"],
  [`"Its name." name: String!`, `"Its name." Name: String!`, "field-name: CreateThingInput.Name"],
  [`"Whether it is old." isOld`, `"Whether it is old." old`, "boolean-name: Thing.old"],
  [`"Old ones too." includeOld`, `"Old ones too." old`, "boolean-name: Query.things.old"],
  [`createdAt: DateTime!`, `created: DateTime!`, "instant-name: Thing.created"],
  [`"Its day." dueOn: Date`, `"Its day." day: Date`, "day-name: CreateThingInput.day"],
  [`"Something." type Thing`, `type Thing`, "description: Thing"],
  [`"Its names." names`, `"" names`, "description: Thing.names"],
  [`"Its id." id: ID!\n  ): Thing`, `id: ID!\n  ): Thing`, "description: Query.thing.id"],
  [`"Its name." name: String!`, `name: String!`, "description: CreateThingInput.name"],
  [`"New." NEW`, `NEW`, "description: State.NEW"],
  [`"Its names." names`, `"Its names" names`, "description-full-stop: Thing.names"],
  [`"Old name; null when there is none." label`, `"Old name." label`, "null-unsaid: Thing.label"],
  [`names: [String!]!`, `names: [String]!`, "list-items: Thing.names"],
  [`"Labels." labels: [ID!]`, `"Labels." labels: [ID]`, "list-items: CreateThingInput.labels"],
  [
    `"Old name; null when there is none." label: String`,
    `"Old name; null when there is none." label: String @deprecated(reason: "Old.")`,
    "deprecation: Thing.label",
  ],
  [`"Opaque." id: ID! "Its state."`, `"Opaque." id: ID "Its state."`, "node-id: Thing"],
  [`nodes: [Thing!]! "Where`, `nodes: [Thing!] "Where`, "connection-shape: ThingConnection"],
  [`edges: [ThingEdge!]!`, `edges: [Thing!]!`, "connection-shape: ThingConnection"],
  [`pageInfo: PageInfo!`, `pageInfo: PageInfo`, "connection-shape: ThingConnection"],
  [`cursor: String!`, `cursor: ID!`, "connection-shape: ThingConnection"],
  [
    `"Which." filter: ThingFilter, "How many." first: Int,`,
    `"Which." filter: ThingFilter,`,
    "connection-arguments: Query.things",
  ],
  [`, "Where." before: String)`, `)`, "connection-arguments: Thing.parts"],
  [`before: String): ThingConnection!`, `before: String): ThingConnection`, "connection-nullable: Thing.parts"],
  [`): Thing\n`, `): Thing!\n`, "query-nullable: Query.thing"],
  [`rateLimit: RateLimit!`, `rateLimit: RateLimit`, "query-nullable: Query.rateLimit"],
  [`thingStream: Thing!`, `thingStream: Thing`, "subscription-non-null: Subscription.thingStream"],
  [
    `createThing(input: CreateThingInput!)`,
    `createThing(input: CreateThingInput)`,
    "mutation-input: Mutation.createThing",
  ],
  [
    `createThing(input: CreateThingInput!)`,
    `makeThing(input: CreateThingInput!)`,
    "mutation-input: Mutation.makeThing",
  ],
  [
    `createThing(input: CreateThingInput!)`,
    `createThing("It." thing: CreateThingInput!)`,
    "mutation-input: Mutation.createThing",
  ],
  [`archiveThing(input`, `archiveProject(input`, "mutation-input: Mutation.archiveProject"],
  [
    `createThing(input: CreateThingInput!): ThingPayload`,
    `createThing(input: CreateThingInput!): Thing`,
    "mutation-payload: Mutation.createThing",
  ],
  [
    `createThing(input: CreateThingInput!): ThingPayload`,
    `createThing(input: CreateThingInput!): ThingPayload!`,
    "mutation-payload: Mutation.createThing",
  ],
  [
    `"As it is now." thing: Thing!`,
    `"As it is now; null if not." thing: Thing`,
    "payload-field-nullable: ThingPayload.thing",
  ],
];

describe("a violation", () => {
  let outcome: Outcome;
  beforeAll(async () => {
    outcome = await checkAll(...planted.map(([piece, by]) => CLEAN.replaceAll(piece, by)));
  });

  test.each(planted.map(([piece, by, line], index) => ({ piece, by, line, index })))(
    "$line is reported, and nothing else",
    ({ piece, line, index }) => {
      expect(CLEAN).toContain(piece);
      const prefix = `${index}.graphql: `;
      const lines = outcome.lines
        .filter((found) => found.startsWith(prefix))
        .map((found) => found.slice(prefix.length));
      // What is nullable against a rule does not say when it is null either.
      expect(lines.filter((found) => found === line || !found.startsWith("null-unsaid"))).toEqual([line]);
      expect(outcome.code).toBe(1);
    },
  );
});

test("a deprecation names the replacement and the day", async () => {
  const reason = "Use Thing.names instead; it goes on 2030-01-31 at the earliest.";
  const deprecated = CLEAN.replace(`none." label: String`, `none." label: String @deprecated(reason: "${reason}")`);
  expect(await checkAll(deprecated)).toEqual({ code: 0, lines: [] });
});
