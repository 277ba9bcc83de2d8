const FIRST = 50;
const PAGES = [1, 10, 100, 1_000];
const PAGE_SIZES = [10, 50, 100];
const CLIENTS = [1, 4, 16, 64];

/** A point: the first page, unless `more` says otherwise, of a project at one of these places. */
export function pagesOf(at, projects, more) {
  return { at, operation: "project-page", params: { projects, first: FIRST, ...more } };
}

/** The curves that are measured with all tasks there: what grows, and its points. */
export function curvesOf({ usual, large, viewers }) {
  const largest = large.at(-1);
  return [
    {
      title: "tasks in the project",
      points: large.map(({ size, place }) => pagesOf(size, [place])),
    },
    {
      title: "projects of the viewer",
      points: viewers.map(({ projects, as }) => ({
        at: projects,
        operation: "viewer-page",
        params: { as, first: FIRST },
        // One who asks alone: what is slow here is so slow that those behind others would not be answered in time.
        connections: 1,
      })),
    },
    {
      title: "page of the list",
      points: PAGES.filter((page) => page * FIRST <= largest.size).map((page) =>
        pagesOf(page, [largest.place], { page }),
      ),
    },
    {
      title: "tasks on the page",
      points: PAGE_SIZES.map((first) => pagesOf(first, usual, { first })),
    },
    {
      title: "clients at a time",
      points: CLIENTS.map((connections) => ({ ...pagesOf(connections, usual), connections })),
    },
  ];
}
