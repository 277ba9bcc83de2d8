import type { ApolloCache } from "@apollo/client";
import { ProjectStreamStartFragmentDocument } from "./projectStream.subscription";

/** What the cached lists of a project are as of; null when they were never read. */
export function readStreamCursor(cache: ApolloCache, projectId: string): string | null {
  const start = cache.readFragment({ id: `Project:${projectId}`, fragment: ProjectStreamStartFragmentDocument });
  return start?.streamCursor ?? null;
}

/** So that whoever comes back to the screen later reads the stream on from there, and not the lists. */
export function writeStreamCursor(cache: ApolloCache, projectId: string, streamCursor: string): void {
  cache.writeFragment({
    id: `Project:${projectId}`,
    fragment: ProjectStreamStartFragmentDocument,
    data: { __typename: "Project", streamCursor },
  });
}
