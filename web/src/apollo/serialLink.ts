import { ApolloLink } from "@apollo/client";
import { Observable } from "rxjs";

declare module "@apollo/client" {
  interface DefaultContext {
    /** Mutations of one queue are sent one after the other, in the order they were made. */
    queue?: string;
  }
}

/**
 * What a person does in an order must arrive in that order: parallel requests may overtake each
 * other, and ticking off a task that is still being created would fail.
 */
export function createSerialLink(): ApolloLink {
  const tails = new Map<string, Promise<void>>();

  return new ApolloLink((operation, forward) => {
    const { queue } = operation.getContext();
    if (!queue) return forward(operation);

    return new Observable((observer) => {
      const before = tails.get(queue) ?? Promise.resolve();
      const turn = before.then(
        () =>
          new Promise<void>((release) => {
            if (observer.closed) return release();
            observer.add(release);
            observer.add(forward(operation).subscribe(observer));
          }),
      );
      tails.set(queue, turn);
      void turn.then(() => {
        if (tails.get(queue) === turn) tails.delete(queue);
      });
    });
  });
}
