import { buildSchema, type ExecutionResult, parse } from "graphql";
import type { Context } from "./context";
import { interpreter } from "./execution";
import { type ConfirmedItem, subscribeWithFreshContext } from "./subscribe";

const schema = buildSchema("type Query { n: Int } type Subscription { n: Int }");

async function resultsOf(items: ({ n: number } & ConfirmedItem)[]): Promise<unknown[]> {
  async function* source() {
    yield* items;
  }
  const results = await subscribeWithFreshContext(
    { schema, document: parse("subscription { n }"), rootValue: { n: source } },
    interpreter(schema),
    () => ({}) as Context,
  );
  const data: unknown[] = [];
  for await (const { data: item } of results as AsyncIterableIterator<ExecutionResult>) data.push(item?.["n"]);
  return data;
}

describe("subscribeWithFreshContext", () => {
  it("executes every item", async () => {
    expect(await resultsOf([{ n: 1 }, { n: 2 }])).toEqual([1, 2]);
  });

  it("does not send an item whose reader has lost their rights while it was executed", async () => {
    const gone = async () => false;
    const there = async () => true;
    expect(await resultsOf([{ n: 1, mayBeSent: there }, { n: 2, mayBeSent: gone }, { n: 3 }])).toEqual([1, 3]);
  });
});
