import { HttpLink } from "@apollo/client/link/http";

const TIMEOUT_MS = 30_000;

/** Without an end to waiting, one lost answer would hold up every later change of its queue. */
export function createHttpLink(apiOrigin: string): HttpLink {
  return new HttpLink({
    uri: `${apiOrigin}/graphql`,
    fetch: (input, init) => {
      const timeout = AbortSignal.timeout(TIMEOUT_MS);
      const signal = init?.signal ? AbortSignal.any([init.signal, timeout]) : timeout;
      return fetch(input, { ...init, signal });
    },
  });
}
