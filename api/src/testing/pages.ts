/** A connection as the tests select it; see PAGE. */
export interface TestPage {
  nodes: { id: string }[];
  edges: { cursor: string }[];
  pageInfo: { hasNextPage: boolean; hasPreviousPage: boolean; startCursor: string | null; endCursor: string | null };
}

export interface TestPageArgs {
  first?: number;
  after?: string;
  last?: number;
  before?: string;
}

export const PAGE = "nodes { id } edges { cursor } pageInfo { hasNextPage hasPreviousPage startCursor endCursor }";

type Fetch = (args: TestPageArgs) => Promise<TestPage>;

/** The ids of a whole list, read from its start to its end in pages of a size; each page must say rightly where it stands. */
export async function walkForwards(fetch: Fetch, size: number): Promise<string[][]> {
  const pages: string[][] = [];
  for (let after: string | undefined; ;) {
    const page = await fetch({ first: size, ...(after && { after }) });
    expect(page.pageInfo.hasPreviousPage).toBe(pages.length > 0);
    pages.push(checked(page));
    if (!page.pageInfo.hasNextPage) return pages;
    after = page.pageInfo.endCursor as string;
  }
}

/** The same from its end to its start; answers the pages in the order of the list. */
export async function walkBackwards(fetch: Fetch, size: number): Promise<string[][]> {
  const pages: string[][] = [];
  for (let before: string | undefined; ;) {
    const page = await fetch({ last: size, ...(before && { before }) });
    expect(page.pageInfo.hasNextPage).toBe(pages.length > 0);
    pages.unshift(checked(page));
    if (!page.pageInfo.hasPreviousPage) return pages;
    before = page.pageInfo.startCursor as string;
  }
}

function checked({ nodes, edges, pageInfo }: TestPage): string[] {
  const cursors = edges.map(({ cursor }) => cursor);
  expect(cursors).toHaveLength(nodes.length);
  expect([pageInfo.startCursor, pageInfo.endCursor]).toEqual([cursors.at(0) ?? null, cursors.at(-1) ?? null]);
  return nodes.map(({ id }) => id);
}

/** What Relay's rules give for a slice of a list that is known as a whole. */
export function expectedSlice(
  ids: readonly string[],
  { after, before, first, last }: { after?: number; before?: number; first?: number; last?: number },
): { ids: string[]; hasNextPage: boolean; hasPreviousPage: boolean } {
  const bounded = ids.slice(after === undefined ? 0 : after + 1, before ?? ids.length);
  const slice = last === undefined ? bounded.slice(0, first ?? bounded.length) : bounded.slice(-last);
  if (slice.length === 0) return { ids: [], hasNextPage: before !== undefined, hasPreviousPage: after !== undefined };
  return { ids: slice, hasNextPage: slice.at(-1) !== ids.at(-1), hasPreviousPage: slice[0] !== ids[0] };
}
