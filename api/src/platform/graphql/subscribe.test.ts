import { buildSchema, type ExecutionResult, parse } from "graphql";
import { Batch } from "../realtime/batch";
import type { Context } from "./context";
import { interpreter } from "./execution";
import { subscribeWithFreshContext } from "./subscribe";

const schema = buildSchema("type Query { n: Int } type Subscription { n: Int }");

async function open(items: AsyncIterable<object>, ending: AbortSignal | null = null) {
  return (await subscribeWithFreshContext(
    {
      schema,
      document: parse("subscription { n }"),
      rootValue: { n: () => items },
      contextValue: { ending },
    },
    interpreter(schema),
    () => ({}) as Context,
  )) as AsyncIterableIterator<ExecutionResult>;
}

async function resultsOf(items: object[]): Promise<unknown[]> {
  const data: unknown[] = [];
  for await (const { data: item } of await open(source(items))) data.push(item?.["n"]);
  return data;
}

async function* source(items: object[]): AsyncGenerator<object, void> {
  yield* items;
}

const numbered = (...numbers: number[]) => numbers.map((n) => ({ n }));

describe("subscribeWithFreshContext", () => {
  it("executes every item, and every item of a batch", async () => {
    expect(await resultsOf([{ n: 1 }, new Batch(numbered(2, 3)), { n: 4 }])).toEqual([1, 2, 3, 4]);
  });

  it("does not send a batch whose reader has lost their rights while it was executed", async () => {
    const sent: number[] = [];
    const batch = (isAllowed: boolean, ...numbers: number[]) =>
      new Batch(
        numbered(...numbers),
        async () => isAllowed,
        (index) => sent.push(numbers[index] as number),
      );
    expect(await resultsOf([batch(true, 1, 2), batch(false, 3, 4), { n: 5 }])).toEqual([1, 2, 5]);
    expect(sent).toEqual([1, 2]);
  });

  it("sends nothing more of a batch once the connection is to end, but what the source says last", async () => {
    const ending = new AbortController();
    const results = await open(source([new Batch(numbered(1, 2, 3)), { n: 9 }]), ending.signal);
    const first = await results.next();
    ending.abort();
    const rest = [await results.next(), await results.next()];
    expect([first, ...rest].map(({ value, done }) => (done ? "over" : value.data?.["n"]))).toEqual([1, 9, "over"]);
  });
});
