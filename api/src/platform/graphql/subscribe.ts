import { createSourceEventStream, type ExecutionArgs, type ExecutionResult } from "graphql";
import type { Context } from "./context";
import type { Execute } from "./execution";

/** An item of a subscription that asks, after it was executed, whether its reader may still have it. */
export interface ConfirmedItem {
  mayBeSent?(): Promise<boolean>;
}

/**
 * graphql-js's `subscribe`, but each event is executed with a context of its
 * own: loaders that live as long as a subscription would answer from the past.
 */
export async function subscribeWithFreshContext(
  args: ExecutionArgs,
  execute: Execute,
  freshContext: () => Context,
): Promise<AsyncIterableIterator<ExecutionResult> | ExecutionResult> {
  const source = await createSourceEventStream(args);
  if (!(Symbol.asyncIterator in source)) return source;
  const events = source[Symbol.asyncIterator]();
  const results: AsyncIterableIterator<ExecutionResult> = {
    async next() {
      for (;;) {
        const { value, done } = (await events.next()) as IteratorResult<ConfirmedItem, undefined>;
        if (done) return { value: undefined, done: true };
        const result = await execute({ ...args, rootValue: value, contextValue: freshContext() });
        // What the execution read may be newer than the rights with which it began.
        if (!value.mayBeSent || (await value.mayBeSent())) return { value: result, done: false };
      }
    },
    async return() {
      await events.return?.();
      return { value: undefined, done: true };
    },
    [Symbol.asyncIterator]: () => results,
  };
  return results;
}
