import type { FieldPolicy, Reference } from "@apollo/client";
import { type TaskPlace, compareTasks } from "./taskOrder";
import { type TaskListArgs, isDescending, taskListKey } from "./taskLists";

export interface StoredEdge {
  readonly __typename?: string;
  readonly node: Reference;
}

export interface StoredConnection {
  readonly edges: readonly StoredEdge[];
  readonly pageInfo: {
    readonly hasNextPage: boolean;
    readonly endCursor: string | null;
  };
  /** Where each page that was read ended, by its cursor. */
  readonly pageEnds: Readonly<Record<string, TaskPlace>>;
}

type PageArgs = Partial<TaskListArgs> & { after?: string | null };

/**
 * Keyset pages of `Project.tasks` as one list. A page is the truth about its own stretch of the
 * order, from behind `after` to its last row (or to the end): what is cached within that stretch
 * is replaced, what lies outside stays. So pages can be loaded or loaded again in any sequence
 * while tasks come, go and move.
 */
export const taskConnectionPolicy: FieldPolicy<StoredConnection, StoredConnection> = {
  keyArgs: (args) => taskListKey(args),

  read: (existing, { canRead }) =>
    existing && { ...existing, edges: existing.edges.filter(({ node }) => canRead(node)) },

  merge(existing, incoming, { args, readField }) {
    const pageArgs = args as PageArgs | null;
    const sign = isDescending(pageArgs) ? -1 : 1;
    const placeOf = ({ node }: StoredEdge): TaskPlace => ({
      id: readField<string>("id", node) ?? "",
      position: readField<string>("position", node) ?? "",
    });
    const compare = (a: TaskPlace, b: TaskPlace) => sign * compareTasks(a, b);

    const after = pageArgs?.after ?? null;
    const from = after ? existing?.pageEnds[after] : undefined;
    const lastEdge = incoming.edges.at(-1);
    const to = incoming.pageInfo.hasNextPage && lastEdge ? placeOf(lastEdge) : undefined;

    const incomingIds = new Set(incoming.edges.map(({ node }) => node.__ref));
    const kept = (existing?.edges ?? []).filter((edge) => {
      if (incomingIds.has(edge.node.__ref)) return false;
      const place = placeOf(edge);
      const isBefore = from ? compare(place, from) <= 0 : after !== null;
      const isBehind = to ? compare(place, to) > 0 : false;
      return isBefore || isBehind;
    });
    const edges = [...kept, ...incoming.edges]
      .map((edge) => ({ edge, place: placeOf(edge) }))
      .sort((a, b) => compare(a.place, b.place))
      .map(({ edge }) => edge);

    const { endCursor } = incoming.pageInfo;
    return {
      ...existing,
      ...incoming,
      edges,
      pageEnds: { ...existing?.pageEnds, ...(endCursor && lastEdge && { [endCursor]: placeOf(lastEdge) }) },
    };
  },
};
