import type { SocketEnd } from "../graphql/context";

/** Why a stream is to end; null when nobody listens any more. */
export type EndReason = () => SocketEnd | null;

/**
 * A generator's items, whose reader may leave while it waits: a generator that waits does not hear its `return`, so the
 * wait is ended first, by the signal. That also aborts when `ending` does.
 */
export function closable<Item>(
  ending: AbortSignal,
  generate: (signal: AbortSignal, endReason: EndReason) => AsyncGenerator<Item, void>,
): AsyncIterableIterator<Item> {
  const closed = new AbortController();
  const items = generate(AbortSignal.any([closed.signal, ending]), () => (ending.reason ?? null) as SocketEnd | null);
  const iterator: AsyncIterableIterator<Item> = {
    next: () => items.next(),
    return: async () => {
      closed.abort();
      return items.return(undefined);
    },
    [Symbol.asyncIterator]: () => iterator,
  };
  return iterator;
}
