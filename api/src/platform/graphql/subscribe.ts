import { createSourceEventStream, type ExecutionArgs, type ExecutionResult } from "graphql";
import { Batch } from "../realtime/batch";
import type { Context } from "./context";
import type { Execute } from "./execution";

/** Where a stream goes on behind a result. */
const cursors = new WeakMap<ExecutionResult, string>();

/** The cursor of the item that a result is of, whether it was selected or not; null where it has none. */
export function cursorOf(result: ExecutionResult): string | null {
  return cursors.get(result) ?? null;
}

/**
 * graphql-js's `subscribe`, but each item or batch is executed with a context of its own: loaders that live as long as a
 * subscription would answer from the past.
 */
export async function subscribeWithFreshContext(
  args: ExecutionArgs,
  execute: Execute,
  freshContext: () => Context,
): Promise<AsyncIterableIterator<ExecutionResult> | ExecutionResult> {
  const source = await createSourceEventStream(args);
  if (!(Symbol.asyncIterator in source)) return source;
  const { ending } = args.contextValue as Context;
  const events = source[Symbol.asyncIterator]();
  let ready: { result: ExecutionResult; sent: () => void }[] = [];
  const results: AsyncIterableIterator<ExecutionResult> = {
    async next() {
      for (;;) {
        // Nothing that was made before goes out once the socket is to end; the source tells of the end itself.
        if (ending?.aborted) ready = [];
        const next = ready.shift();
        if (next) {
          next.sent();
          return { value: next.result, done: false };
        }
        const { value, done } = (await events.next()) as IteratorResult<object, undefined>;
        if (done) return { value: undefined, done: true };
        const batch = value instanceof Batch ? value : new Batch([value]);
        const contextValue = freshContext();
        const made = await Promise.all(
          batch.items.map(async (rootValue) => {
            const result = await execute({ ...args, rootValue, contextValue });
            const { cursor } = rootValue as { cursor?: string };
            if (cursor !== undefined) cursors.set(result, cursor);
            return result;
          }),
        );
        if (!(await batch.mayBeSent())) continue;
        const answers = made.map((result, index) => ({ result, sent: () => batch.sent(index) }));
        // One that is no batch may be the last, which tells of the end.
        if (value === batch) ready = answers;
        else return { value: answers[0]?.result as ExecutionResult, done: false };
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
