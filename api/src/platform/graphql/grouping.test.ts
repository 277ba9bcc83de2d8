import { buildSchema, parse } from "graphql";
import type { Audience } from "./audiences";
import { Grouping } from "./grouping";

const schema = buildSchema(`
  type Query { n: Int }
  type Subscription { stream(id: ID!, after: String, snapshot: Boolean): Item! }
  interface Item { cursor: String! }
  type Event implements Item { cursor: String! task: Task }
  type Live implements Item { cursor: String! }
  type Task { title: String! mine: Boolean! role: String! next(first: Int): Task }
`);
const PERSONAL = new Set(["Task.mine"]);
const audienceOf = (type: string, field: string): Audience => (PERSONAL.has(`${type}.${field}`) ? "person" : "all");

const grouping = new Grouping(schema, audienceOf);
const keyOf = (text: string, variableValues: Record<string, unknown> = {}, userId = "usr_1", operationName?: string) =>
  grouping.keyOf({ document: parse(text), variableValues, ...(operationName && { operationName }) }, userId);

const STREAM =
  "subscription ($id: ID!, $after: String) { stream(id: $id, after: $after) { cursor ... on Event { task { title } } } }";

describe("the group of a subscription", () => {
  it("is the same wherever it began, whoever asks, and however it is laid out", () => {
    const key = keyOf(STREAM, { id: "1" });
    expect(keyOf(STREAM, { id: "1", after: "somewhere" }, "usr_2")).toBe(key);
    expect(keyOf(STREAM.replaceAll(" { ", " {\n  # a comment\n "), { id: "1", other: 1 })).toBe(key);
    expect(
      keyOf(STREAM.replace("after: $after", 'after: "somewhere", snapshot: true').replace(", $after: String", ""), {
        id: "1",
      }),
    ).toBe(key);
  });

  it("is another for another selection, alias or variable that is used", () => {
    const keys = [
      keyOf(STREAM, { id: "1" }),
      keyOf(STREAM, { id: "2" }),
      keyOf(STREAM.replace("title", "title role"), { id: "1" }),
      keyOf(STREAM.replace("title", "name: title"), { id: "1" }),
      keyOf(STREAM.replace("cursor", ""), { id: "1" }),
      keyOf(STREAM.replace("title", "next(first: 1) { title }"), { id: "1" }),
      keyOf(STREAM.replace("title", "next(first: 2) { title }"), { id: "1" }),
    ];
    expect(new Set(keys).size).toBe(keys.length);
  });

  it("is each person's own where a field is, however deep and in whatever fragment", () => {
    const own = `${STREAM.replace("title", "next { ...Deep }")} fragment Deep on Task { next { mine } }`;
    expect(keyOf(own, { id: "1" }, "usr_1")).toBe(keyOf(own, { id: "1" }, "usr_1"));
    expect(keyOf(own, { id: "1" }, "usr_1")).not.toBe(keyOf(own, { id: "1" }, "usr_2"));
  });

  it("is that of the operation that is named", () => {
    const two = `subscription A { stream(id: 1) { cursor } } subscription B { stream(id: 2) { cursor } }`;
    expect(keyOf(two, {}, "usr_1", "A")).not.toBe(keyOf(two, {}, "usr_1", "B"));
  });
});
