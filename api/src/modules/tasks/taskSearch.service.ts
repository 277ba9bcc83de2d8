import type { Viewer } from "../../platform/auth/viewer";
import type { Database, Reader } from "../../platform/db/database";
import type { Selection } from "../../platform/selection";
import { badArgument } from "../../platform/errors";
import type { Cursors } from "../../platform/paging/cursors";
import type { SortKey, Sql } from "../../platform/paging/keyset";
import { wordsOfQuery } from "../../platform/words";
import type { ProjectAccessContract } from "../projects/projects.contract";
import { compileFilter } from "./taskFilter";
import { countWords, hasWord, isAmong } from "./taskSearch.repository";
import type { SearchArgs, TaskSearchPage } from "./taskSearch.types";
import { inProjects, inScope, pageOfTasks } from "./tasks.repository";
import { Snippets } from "./taskSnippets";

const [MIN_LENGTH, MAX_LENGTH] = [2, 200];
const MAX_COUNTED = 1_000;
/** A word that so many words of the viewer's tasks begin with, or fewer, is looked up, and what it finds is sorted. */
const FEW = 10_000;
/** Words of a query that are counted to find the one that the fewest tasks have. */
const MAX_COUNTED_WORDS = 5;
const NEWEST_CHANGE_FIRST: SortKey[] = [
  { column: "t.updated_at", direction: "DESC" },
  { column: "t.id", direction: "DESC" },
];

type Projects = readonly { projectId: Buffer; ownerId: Buffer }[];

/** Finding tasks by their words. */
export class TaskSearchService {
  constructor(
    private readonly db: Database,
    private readonly cursors: Cursors,
    private readonly projects: ProjectAccessContract,
  ) {}

  /** @throws AppError BAD_USER_INPUT */
  async search(
    viewer: Viewer,
    { query, filter, first, after }: SearchArgs,
    selection: Selection,
  ): Promise<TaskSearchPage> {
    const words = requireWords(query);
    const reader = this.db.read(viewer);
    const projects = await this.projects.projectsOf(reader, viewer);
    const found = await pageOfTasks(
      reader,
      this.cursors,
      {
        identity: ["search", viewer.userId, words, filter ?? null],
        where: [
          ...(await plan(reader, projects, words)),
          ...inScope("LIVE"),
          ...(filter ? [compileFilter(filter)] : []),
        ],
        keys: NEWEST_CHANGE_FIRST,
        maxCounted: MAX_COUNTED,
      },
      { first: first ?? null, after: after ?? null },
      selection,
    );
    const snippets = new Snippets(words);
    const edges = () => found.edges().map((edge) => ({ ...edge, snippets: () => snippets.of(edge.node) }));
    return { ...found, edges };
  }
}

/**
 * How the tasks with all the words are found. When few have one of them: from the words. Else from the newest change on
 * until the page is full, which is soon, as many tasks match; that needs one owner, whose tasks are in that order.
 */
async function plan(reader: Reader, projects: Projects, words: readonly string[]): Promise<Sql[]> {
  if (projects.length === 0) return [inProjects(projects)];
  const ids = projects.map(({ projectId }) => projectId);
  const hasOneOwner = projects.every(({ ownerId }) => ownerId.equals(projects[0]?.ownerId as Buffer));
  const { word, isRare } = await findRarest(reader, ids, words);
  if (!isRare && hasOneOwner) return [inProjects(projects), ...words.map(hasWord)];
  return [isAmong(ids, word), ...words.filter((other) => other !== word).map(hasWord)];
}

/** The longest words are tried, as the fewest tasks have them; each is counted no further than the rarest so far. */
async function findRarest(
  reader: Reader,
  projectIds: readonly Buffer[],
  words: readonly string[],
): Promise<{ word: string; isRare: boolean }> {
  const longest = words.toSorted((a, b) => b.length - a.length).slice(0, MAX_COUNTED_WORDS);
  let rarest = { word: longest[0] as string, count: FEW + 1 };
  for (const word of longest) {
    const count = await countWords(reader, projectIds, word, rarest.count);
    if (count < rarest.count) rarest = { word, count };
    if (count === 0) break;
  }
  return { word: rarest.word, isRare: rarest.count <= FEW };
}

function requireWords(query: string): string[] {
  if (!query.isWellFormed() || query.includes("\0")) {
    throw badArgument("query", "has a character that is not text.", "text");
  }
  const { length } = [...query];
  if (length < MIN_LENGTH || length > MAX_LENGTH) {
    throw badArgument("query", `must have ${MIN_LENGTH} to ${MAX_LENGTH} characters.`, "length");
  }
  const words = wordsOfQuery(query);
  if (words.length === 0) throw badArgument("query", "has no letter or digit.", "words");
  return words;
}
