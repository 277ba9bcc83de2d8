import { createSourceEventStream, execute, type ExecutionArgs, type ExecutionResult } from "graphql";
import type { Context } from "./context";

/**
 * graphql-js's `subscribe`, but each event is executed with a context of its
 * own: loaders that live as long as a subscription would answer from the past.
 */
export async function subscribeWithFreshContext(
  args: ExecutionArgs,
  freshContext: () => Context,
): Promise<AsyncIterableIterator<ExecutionResult> | ExecutionResult> {
  const source = await createSourceEventStream(args);
  if (!(Symbol.asyncIterator in source)) return source;
  const events = source[Symbol.asyncIterator]();
  const results: AsyncIterableIterator<ExecutionResult> = {
    async next() {
      const { value, done } = await events.next();
      if (done) return { value: undefined, done: true };
      return { value: await execute({ ...args, rootValue: value, contextValue: freshContext() }), done: false };
    },
    async return() {
      await events.return?.();
      return { value: undefined, done: true };
    },
    [Symbol.asyncIterator]: () => results,
  };
  return results;
}
