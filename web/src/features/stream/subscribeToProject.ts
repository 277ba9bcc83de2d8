import type { ApolloClient } from "@apollo/client";
import { toServerError } from "../../apollo/toServerError";
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
export const afterStreamError = (error: unknown): NextStep => AFTER_CODE[toServerError(error).code] ?? "retry";
