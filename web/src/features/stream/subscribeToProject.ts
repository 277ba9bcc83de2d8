import type { ApolloClient } from "@apollo/client";
import { CombinedGraphQLErrors } from "@apollo/client/errors";
import type { NextStep } from "../../stream/followOptions";
import type { LogSink } from "../../stream/logItem";
import { type ProjectStreamItem, ProjectStreamSubscription } from "./projectStream.subscription";

/** One subscription, past the cache; answers how to end it. */
export function subscribeToProject(
  client: ApolloClient,
  variables: { projectId: string; after: string | null },
  sink: LogSink<ProjectStreamItem>,
): () => void {
  const subscription = client
    .subscribe({ query: ProjectStreamSubscription, variables, fetchPolicy: "no-cache" })
    .subscribe({
      next: ({ data, error }) => {
        if (data) sink.next(data.projectStream);
        else sink.error(error);
      },
      error: sink.error,
      complete: sink.complete,
    });
  return () => subscription.unsubscribe();
}

const AFTER_CODE: Readonly<Record<string, NextStep>> = {
  NOT_FOUND: { end: "ACCESS_REVOKED" },
  UNAUTHENTICATED: "renew",
  // The cursor is none, or an event behind it cannot be read: nothing gets past that but a later cursor.
  BAD_USER_INPUT: "restart",
  INTERNAL_SERVER_ERROR: "restart",
};

/** What to do after an error of the stream, or of reading the lists. */
export function afterStreamError(error: unknown): NextStep {
  // By the server's own word alone: a broken socket may come as an error without a code.
  const code = CombinedGraphQLErrors.is(error) ? error.errors[0]?.extensions?.code : undefined;
  return (typeof code === "string" && AFTER_CODE[code]) || "retry";
}
