import { ask } from "../testing/client";
import { buildCrowdedWorld, type CrowdedWorld } from "../testing/crowdedWorld";
import { buildLabel, buildProject, buildTask } from "../testing/factories";
import { HOT_QUERIES } from "../testing/hotQueries";
import { ACTORS, MUTATION_CASES } from "../testing/mutationCases";
import { change, mutate, type MutationName } from "../testing/mutations";
import { openLiveStream, takeItems } from "../testing/projectStream";
import { columnsOfIndexes, planOfStatement, rowsWithoutLimit } from "../testing/statementPlans";
import { startTestApp, type TestApp } from "../testing/testApp";

const DAY_MS = 86_400_000;
/** What may be sorted before the first row is answered: the largest page. */
const MOST_SORTED = 100;
/** Tables that may be read from end to end, and why. */
const SMALL_TABLES: Record<string, string> = {
  event_dispatch: "A queue: what is in it is gone a moment later.",
};
/** Statements that may sort more, and why. */
const SORTING: [statement: RegExp, reason: string][] = [
  [
    /FROM project_members m JOIN projects p .* ORDER BY p\.name_key/s,
    "As many as one is in, and a rename is one write.",
  ],
  [
    /FROM project_members m LEFT JOIN users u .* ORDER BY COALESCE/s,
    "As many as are in it, and a rename is one write.",
  ],
];

const MUTATIONS = Object.keys(MUTATION_CASES) as MutationName[];
const OTHERS = ["a request with an API token", "a stream", "mutations", "jobs", "housekeeping"] as const;

let test: TestApp;
let world: CrowdedWorld;
/** What is wrong with the plans of each, and the indexes that they use. */
const explained = new Map<string, { faults: string[]; indexes: Set<string>; asked: Set<string> }>();
let columns: ReadonlyMap<string, string>;

beforeAll(async () => {
  test = await startTestApp();
  world = await buildCrowdedWorld(test);
  columns = await columnsOfIndexes(test.app.db.readLatest());
  for (const [name, { by, query }] of Object.entries(HOT_QUERIES)) await explain(name, () => askPages(by, query));
  const [withToken, stream, mutations, jobs, housekeeping] = OTHERS;
  await explain(withToken, () => ask(test, world.apiToken, "{ viewer { id } }"));
  await explain(stream, follow);
  for (const field of MUTATIONS) await explain(mutations, await prepare(field));
  await explain(jobs, () => test.idle());
  await discardProject();
  await explain(housekeeping, async () => {
    // The second run deletes what is in a project whose members the first one has removed.
    for (const days of [40, 1]) {
      test.advance(days * DAY_MS);
      await test.idle();
    }
  });
  // Thousands of rows, and hundreds of plans.
}, 120_000);
afterAll(() => test.close());

describe("the database", () => {
  it.each([...Object.keys(HOT_QUERIES), ...OTHERS])("has an index for: %s", (name) => {
    expect(explained.get(name)?.faults.join("\n\n")).toBe("");
  });

  const expected = Object.entries(HOT_QUERIES).flatMap(([name, { uses }]) => (uses ? [{ name, uses }] : []));
  it.each(expected)("uses $uses for: $name", ({ name, uses }) => {
    expect([...(explained.get(name)?.indexes ?? [])]).toContain(uses);
  });

  // What is alive is no few: as good as a scan, which SQLite does not call one.
  it("looks for what is deleted, and not for what is not, by deletedAt", () => {
    const users = [...explained].filter(([, { indexes }]) => indexes.has("tasks(deleted_at)"));
    expect(users.map(([name]) => name)).toEqual(["housekeeping"]);
  });

  it("has no index that nothing uses", () => {
    const used = new Set([...explained.values()].flatMap(({ indexes }) => [...indexes]));
    expect([...columns.values()].filter((index) => !used.has(index))).toEqual([]);
  });
});

/** Explains what `work` makes the app read, or find to change it; the same text once, whatever the values. */
async function explain(name: string, work: () => Promise<unknown>): Promise<void> {
  const statements = await test.recordedBy(work);
  const found = explained.get(name) ?? { faults: [], indexes: new Set(), asked: new Set() };
  explained.set(name, found);
  for (const statement of statements) {
    const { sql } = statement;
    if (found.asked.has(sql) || !/^\s*(?:SELECT|UPDATE|DELETE|WITH)\b/.test(sql)) continue;
    const { steps, sorts } = await planOfStatement(test, statement);
    // MariaDB looks first whether there is a row of that id, and has no plan when there is none.
    if (steps.some(({ table }) => table !== null)) found.asked.add(sql);
    const of = [shortened(sql), ...steps.map(({ told }) => told)].join("\n    ");
    for (const { table, isScan, indexes } of steps) {
      for (const index of indexes) found.indexes.add(columns.get(index) ?? index);
      if (isScan && table !== null && !(table in SMALL_TABLES)) found.faults.push(`reads all of ${table}: ${of}`);
    }
    if (!sorts || SORTING.some(([allowed]) => allowed.test(sql))) continue;
    const sorted = await test.app.db.transact(null, {}, (tx) => rowsWithoutLimit(tx, statement));
    if (sorted > MOST_SORTED) found.faults.push(`sorts ${sorted} rows: ${of}`);
  }
}

function shortened(sql: string): string {
  return sql
    .replace(/\s+/g, " ")
    .replace(/^SELECT .*? FROM/, "SELECT … FROM")
    .replace(/\(\?(?:, \?)+\)/g, "(…)");
}

/** Asks for the first page, and for the one behind it. */
async function askPages(by: "owner" | "guest", query: string): Promise<void> {
  const named = Object.entries(world.variables).filter(([name]) => query.includes(`$${name}:`));
  const variables = Object.fromEntries(named);
  const data = await ask(test, world[by].token, query, variables);
  const after = /"endCursor":"([^"]+)"/.exec(JSON.stringify(data))?.[1];
  if (after) await ask(test, world[by].token, query, { ...variables, after });
}

/** Hears of one change of a project. */
async function follow(): Promise<void> {
  const { variables, owner, guest } = world;
  const stream = await openLiveStream(test, guest.token, variables.project);
  await change(test, owner, "updateTask", { id: variables.task, priority: "HIGH" });
  await takeItems(stream, 1);
  await stream.socket.close();
}

/** For the housekeeping to find. */
async function discardProject(): Promise<void> {
  const { owner } = world;
  const project = await buildProject(test, { owner });
  await buildTask(test, { project, labelIds: [(await buildLabel(test, { project })).id] });
  await change(test, owner, "deleteProject", { id: project.id });
}

/** A mutation by somebody who may. */
async function prepare(field: MutationName): Promise<() => Promise<unknown>> {
  const { codes, input, standIn } = MUTATION_CASES[field];
  const actor = ACTORS.find((name) => codes[name] === null) ?? "owner";
  const given = await input(world);
  const person = standIn ? await standIn(world, actor) : world.actors[actor];
  return () => mutate(test, person, field, given);
}
