import {
  type Cache,
  InMemoryCache,
  type OperationVariables,
  type Reference,
  type TypedDocumentNode,
} from "@apollo/client";
import { relayStylePagination } from "@apollo/client/utilities";
import { graphql } from "../gql";
import possibleTypes from "../gql/possibleTypes";
import { keepNewer } from "./keepNewer";
import { taskConnectionPolicy } from "./taskConnectionPolicy";

const VERSIONS: Readonly<Record<string, TypedDocumentNode<{ version: number }>>> = {
  Task: graphql(`
    fragment TaskVersion on Task {
      version
    }
  `),
  Project: graphql(`
    fragment ProjectVersion on Project {
      version
    }
  `),
  User: graphql(`
    fragment UserVersion on User {
      version
    }
  `),
};

/**
 * Answers and stream items can overtake each other. Whatever brings an entity, it never
 * replaces a higher `version` of it.
 */
class VersionedCache extends InMemoryCache {
  override write<TData = unknown, TVariables extends OperationVariables = OperationVariables>(
    options: Cache.WriteOptions<TData, TVariables>,
  ): Reference | undefined {
    const result = keepNewer(options.result, (typename, id) => this.#newestKnown(typename, id));
    return super.write<TData, TVariables>({ ...options, result });
  }

  #newestKnown(typename: string, id: string): { version: number; fields: () => Record<string, unknown> } | null {
    const fragment = VERSIONS[typename];
    if (!fragment) return null;
    const cacheId = `${typename}:${id}`;
    const known = this.readFragment<{ version: number }>({ id: cacheId, fragment });
    return known && { version: known.version, fields: () => ({ ...this.extract()[cacheId] }) };
  }
}

export function createCache(): InMemoryCache {
  return new VersionedCache({
    ...possibleTypes,
    typePolicies: {
      Query: { fields: { projects: relayStylePagination() } },
      Project: { fields: { tasks: taskConnectionPolicy } },
    },
  });
}
