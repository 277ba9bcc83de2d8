import type { ApolloCache } from "@apollo/client";
import { graphql } from "../../gql";
import type { ProjectStreamItem } from "./projectStream.subscription";

const OF_THE_PROJECT = ["PROJECT_ARCHIVED", "PROJECT_UNARCHIVED", "PROJECT_DELETED", "PROJECT_RESTORED"];

const StreamViewer = graphql(`
  fragment StreamViewer on Query {
    viewer {
      id
    }
  }
`);

/** Whether what the viewer may do with every task is another thing since, of which no event of a task will tell. */
export function changesRights(cache: ApolloCache, item: ProjectStreamItem): boolean {
  if (item.__typename !== "StreamEvent") return false;
  if (OF_THE_PROJECT.includes(item.type)) return true;
  const userId = item.member?.user?.id;
  return userId !== undefined && userId === viewerId(cache);
}

const viewerId = (cache: ApolloCache) => cache.readFragment({ id: "ROOT_QUERY", fragment: StreamViewer })?.viewer?.id;
