import { ApolloLink } from "@apollo/client";
import { from, mergeMap, of, switchMap, throwError } from "rxjs";
import type { Session } from "./session";

const RENEWABLE = new Set<unknown>(["TOKEN_EXPIRED", "TOKEN_INVALID", "SESSION_ENDED"]);

/**
 * Adds the access token. A request that is refused for its token was refused before anything
 * ran, so it is sent again after one renewal, mutations too. What still waits when the sign-in
 * `isOver` is not sent any more: the next token may be another person's.
 */
export function createAuthLink(session: Session, isOver: () => boolean): ApolloLink {
  return new ApolloLink((operation, forward) => {
    const send = (token: string | null) => {
      if (isOver()) return throwError(() => new Error("Signed out before this was sent"));
      operation.setContext(({ headers }: { headers?: Record<string, string> }) => ({
        headers: { ...headers, ...(token ? { authorization: `Bearer ${token}` } : {}) },
      }));
      return forward(operation);
    };

    return from(session.validToken()).pipe(
      switchMap((sentToken) =>
        send(sentToken).pipe(
          mergeMap((result) => {
            if (!isRefusedForToken(result)) return of(result);
            const isRenewedAlready = session.token !== null && session.token !== sentToken;
            const newToken = isRenewedAlready ? Promise.resolve(session.token) : session.renew();
            return from(newToken).pipe(switchMap((token) => (token ? send(token) : of(result))));
          }),
        ),
      ),
    );
  });
}

/** Whether the whole request was refused for its access token, so that a new one may do. */
export function isRefusedForToken(result: Pick<ApolloLink.Result, "errors">): boolean {
  return (
    result.errors?.some(
      ({ extensions }) => extensions?.code === "UNAUTHENTICATED" && RENEWABLE.has(extensions.reason),
    ) ?? false
  );
}
