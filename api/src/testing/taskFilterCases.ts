import { newId } from "../platform/ids";
import { buildLabel, buildMember, buildProject, buildTask } from "./factories";
import { change } from "./mutations";
import type { TestApp } from "./testApp";

type Filter = Record<string, unknown>;

/** The tasks that the cases are about, by title. */
const TITLES = [
  "alpha",
  "Ångström",
  "éclair",
  "ECLAIR 100%",
  "under_score",
  "under score",
  "ΠΡΟΣΟΧΗ: ΟΔΟΣ",
  "wow! [a-z]* \\",
  "elsewhere",
] as const;
export type Title = (typeof TITLES)[number];

export interface FilterFixture {
  token: string;
  ids: Record<"ann" | "ben" | "here" | "there" | "red" | "blue" | "green", string>;
  tasks: Record<Title, { id: string; createdAt: string; updatedAt: string; completedAt: string | null }>;
}

export const NOON = "2025-03-01T12:00:00.000Z";
const MIDNIGHT = "2025-03-02T00:00:00.000Z";
/** By when the task that is due on 1 March must be done. */
export const END_OF_DAY = "2025-03-01T23:59:59.999Z";
export const MORNING = "2025-02-01T08:00:00.000Z";

/** Two projects of Ann's with nine tasks, every field of which some have and some have not. */
export async function buildFilterFixture(test: TestApp): Promise<FilterFixture> {
  const here = await buildProject(test);
  const ann = here.owner;
  const ben = await buildMember(test, { project: here });
  const there = await buildProject(test, { owner: ann });
  const red = await buildLabel(test, { project: here, name: "red" });
  const blue = await buildLabel(test, { project: here, name: "blue" });
  const green = await buildLabel(test, { project: here, name: "green" });
  const tasks = {} as FilterFixture["tasks"];
  const add = async (title: Title, fields: Record<string, unknown> = {}, person: { token: string } = ann) => {
    // Times are compared by the millisecond.
    test.advance(1_000);
    const { task } = await change(test, person, "createTask", { projectId: here.id, title, ...fields });
    tasks[title] = task;
  };
  await add("alpha");
  await add("Ångström", {
    status: "IN_PROGRESS",
    priority: "HIGH",
    assigneeId: ann.id,
    dueOn: "2025-03-01",
    labelIds: [red.id, green.id],
  });
  await add("éclair", {
    status: "DONE",
    priority: "LOW",
    assigneeId: ben.id,
    dueAt: NOON,
    labelIds: [red.id, blue.id],
  });
  await add("ECLAIR 100%", {
    status: "BACKLOG",
    priority: "URGENT",
    dueAt: MIDNIGHT,
    labelIds: [blue.id],
    startAt: MORNING,
  });
  await add("under_score", { priority: "MEDIUM", parentId: tasks.alpha.id, startOn: "2025-02-01" });
  await add("under score", { status: "CANCELED", parentId: tasks.alpha.id }, ben);
  await add("ΠΡΟΣΟΧΗ: ΟΔΟΣ", { status: "IN_REVIEW" });
  await add("wow! [a-z]* \\", { status: "IN_REVIEW" });
  await add("elsewhere", { projectId: there.id });

  // What lists never show: a task in the trash, one of a stranger's, and a label that is gone.
  const trashed = await buildTask(test, { project: here, title: "trashed" });
  await change(test, ann, "deleteTask", { id: trashed.id });
  await buildTask(test, { title: "of a stranger" });
  await change(test, ann, "deleteLabel", { id: green.id });
  return {
    token: ann.token,
    tasks,
    ids: { ann: ann.id, ben: ben.id, here: here.id, there: there.id, red: red.id, blue: blue.id, green: green.id },
  };
}

const except = (...titles: Title[]): Title[] => TITLES.filter((title) => !titles.includes(title));
const OPEN: Title[] = except("éclair", "under score");

/** What a filter means, in the API's own terms: the same on every database engine. */
export const FILTER_CASES: [name: string, filter: (fixture: FilterFixture) => Filter, matches: readonly Title[]][] = [
  ["nothing", () => ({}), TITLES],
  ["a field without comparators", () => ({ status: {} }), TITLES],

  ["id eq", ({ tasks }) => ({ id: { eq: tasks.alpha.id } }), ["alpha"]],
  ["id neq", ({ tasks }) => ({ id: { neq: tasks.alpha.id } }), except("alpha")],
  ["id in", ({ tasks }) => ({ id: { in: [tasks.alpha.id, tasks.éclair.id, newId("tsk")] } }), ["alpha", "éclair"]],
  ["id nin", ({ tasks }) => ({ id: { nin: [tasks.alpha.id, tasks.éclair.id] } }), except("alpha", "éclair")],
  ["id isNull", () => ({ id: { isNull: true } }), []],
  ["an id that does not exist", () => ({ id: { eq: newId("tsk") } }), []],
  ["projectId eq", ({ ids }) => ({ projectId: { eq: ids.there } }), ["elsewhere"]],
  ["projectId neq", ({ ids }) => ({ projectId: { neq: ids.there } }), except("elsewhere")],
  ["creatorId eq", ({ ids }) => ({ creatorId: { eq: ids.ben } }), ["under score"]],
  ["creatorId nin", ({ ids }) => ({ creatorId: { nin: [ids.ben] } }), except("under score")],

  ["assigneeId eq", ({ ids }) => ({ assigneeId: { eq: ids.ann } }), ["Ångström"]],
  ["assigneeId neq, also nobody", ({ ids }) => ({ assigneeId: { neq: ids.ann } }), except("Ångström")],
  ["assigneeId in", ({ ids }) => ({ assigneeId: { in: [ids.ann, ids.ben] } }), ["Ångström", "éclair"]],
  ["assigneeId nin, also nobody", ({ ids }) => ({ assigneeId: { nin: [ids.ann] } }), except("Ångström")],
  ["assigneeId isNull", () => ({ assigneeId: { isNull: true } }), except("Ångström", "éclair")],
  ["assigneeId isNull false", () => ({ assigneeId: { isNull: false } }), ["Ångström", "éclair"]],
  ["in []", () => ({ assigneeId: { in: [] } }), []],
  ["nin []", () => ({ assigneeId: { nin: [] } }), TITLES],

  ["parentId eq", ({ tasks }) => ({ parentId: { eq: tasks.alpha.id } }), ["under_score", "under score"]],
  [
    "parentId neq, also top-level",
    ({ tasks }) => ({ parentId: { neq: tasks.alpha.id } }),
    except("under_score", "under score"),
  ],
  ["parentId isNull", () => ({ parentId: { isNull: true } }), except("under_score", "under score")],

  ["status eq", () => ({ status: { eq: "TODO" } }), ["alpha", "under_score", "elsewhere"]],
  ["status neq", () => ({ status: { neq: "TODO" } }), except("alpha", "under_score", "elsewhere")],
  ["status in", () => ({ status: { in: ["DONE", "CANCELED"] } }), ["éclair", "under score"]],
  ["status nin", () => ({ status: { nin: ["DONE", "CANCELED"] } }), OPEN],
  ["priority eq", () => ({ priority: { eq: "URGENT" } }), ["ECLAIR 100%"]],
  ["priority gt, in declared order", () => ({ priority: { gt: "MEDIUM" } }), ["Ångström", "ECLAIR 100%"]],
  ["priority gte", () => ({ priority: { gte: "MEDIUM" } }), ["Ångström", "ECLAIR 100%", "under_score"]],
  [
    "priority lt",
    () => ({ priority: { lt: "LOW" } }),
    ["alpha", "under score", "ΠΡΟΣΟΧΗ: ΟΔΟΣ", "wow! [a-z]* \\", "elsewhere"],
  ],
  ["priority lte and neq", () => ({ priority: { lte: "LOW", neq: "NONE" } }), ["éclair"]],

  ["labelId eq, has it", ({ ids }) => ({ labelId: { eq: ids.red } }), ["Ångström", "éclair"]],
  ["labelId neq, has it not", ({ ids }) => ({ labelId: { neq: ids.red } }), except("Ångström", "éclair")],
  [
    "labelId in, has any",
    ({ ids }) => ({ labelId: { in: [ids.red, ids.blue] } }),
    ["Ångström", "éclair", "ECLAIR 100%"],
  ],
  [
    "labelId nin, has none",
    ({ ids }) => ({ labelId: { nin: [ids.red, ids.blue] } }),
    except("Ångström", "éclair", "ECLAIR 100%"),
  ],
  [
    "labelId twice, has both",
    ({ ids }) => ({ and: [{ labelId: { eq: ids.red } }, { labelId: { eq: ids.blue } }] }),
    ["éclair"],
  ],
  ["labelId eq and neq", ({ ids }) => ({ labelId: { eq: ids.red, neq: ids.blue } }), ["Ångström"]],
  ["labelId isNull", () => ({ labelId: { isNull: true } }), except("Ångström", "éclair", "ECLAIR 100%")],
  ["labelId isNull false", () => ({ labelId: { isNull: false } }), ["Ångström", "éclair", "ECLAIR 100%"]],
  ["labelId in []", () => ({ labelId: { in: [] } }), []],
  ["labelId nin []", () => ({ labelId: { nin: [] } }), TITLES],
  ["a deleted label", ({ ids }) => ({ labelId: { eq: ids.green } }), []],

  ["title eq", () => ({ title: { eq: "éclair" } }), ["éclair"]],
  ["title eq minds accents", () => ({ title: { eq: "eclair" } }), []],
  ["title eq minds case", () => ({ title: { eq: "Éclair" } }), []],
  ["title neq", () => ({ title: { neq: "alpha" } }), except("alpha")],
  ["title in", () => ({ title: { in: ["alpha", "ALPHA", "elsewhere"] } }), ["alpha", "elsewhere"]],
  ["title nin", () => ({ title: { nin: ["alpha", "elsewhere"] } }), except("alpha", "elsewhere")],
  ["title contains ignores case and accents", () => ({ title: { contains: "ÉCLAÎR" } }), ["éclair", "ECLAIR 100%"]],
  ["title contains, composed or not", () => ({ title: { contains: "A\u030Angstro\u0308m" } }), ["Ångström"]],
  ["title startsWith", () => ({ title: { startsWith: "EC" } }), ["éclair", "ECLAIR 100%"]],
  ["title startsWith is no contains", () => ({ title: { startsWith: "clair" } }), []],
  ["title startsWith what ends in a final sigma", () => ({ title: { startsWith: "προς" } }), ["ΠΡΟΣΟΧΗ: ΟΔΟΣ"]],
  ["title startsWith in capitals", () => ({ title: { startsWith: "ΠΡΟΣ" } }), ["ΠΡΟΣΟΧΗ: ΟΔΟΣ"]],
  ["title contains what ends in a final sigma", () => ({ title: { contains: "προς" } }), ["ΠΡΟΣΟΧΗ: ΟΔΟΣ"]],
  ["title contains a sigma in place of a final one", () => ({ title: { contains: "οδοσ" } }), ["ΠΡΟΣΟΧΗ: ΟΔΟΣ"]],
  ["title contains %", () => ({ title: { contains: "0%" } }), ["ECLAIR 100%"]],
  ["% is no wildcard", () => ({ title: { contains: "e%r" } }), []],
  ["title contains _", () => ({ title: { contains: "r_s" } }), ["under_score"]],
  ["_ is no wildcard", () => ({ title: { startsWith: "under_" } }), ["under_score"]],
  ["title contains \\", () => ({ title: { contains: "\\" } }), ["wow! [a-z]* \\"]],
  ["title contains !", () => ({ title: { contains: "w! [" } }), ["wow! [a-z]* \\"]],
  ["brackets and stars are no wildcards", () => ({ title: { contains: "[a-z]*" } }), ["wow! [a-z]* \\"]],
  ["a quote", () => ({ title: { contains: "' OR 1=1 --" } }), []],
  ["title contains nothing", () => ({ title: { contains: "" } }), TITLES],
  ["title isNull", () => ({ title: { isNull: true } }), []],

  ["dueOn eq", () => ({ dueOn: { eq: "2025-03-01" } }), ["Ångström", "éclair"]],
  ["dueOn neq, also none", () => ({ dueOn: { neq: "2025-03-01" } }), except("Ångström", "éclair")],
  ["dueOn gt", () => ({ dueOn: { gt: "2025-03-01" } }), ["ECLAIR 100%"]],
  ["dueOn lte", () => ({ dueOn: { lte: "2025-03-01" } }), ["Ångström", "éclair"]],
  ["dueOn isNull", () => ({ dueOn: { isNull: true } }), except("Ångström", "éclair", "ECLAIR 100%")],
  ["dueAt eq", () => ({ dueAt: { eq: NOON } }), ["éclair"]],
  ["dueAt in another offset", () => ({ dueAt: { eq: "2025-03-01T13:00:00+01:00" } }), ["éclair"]],
  ["dueAt eq, the end of a whole day", () => ({ dueAt: { eq: END_OF_DAY } }), ["Ångström"]],
  ["dueAt lt", () => ({ dueAt: { lt: END_OF_DAY } }), ["éclair"]],
  ["dueAt gte, only what is due", () => ({ dueAt: { gte: END_OF_DAY } }), ["Ångström", "ECLAIR 100%"]],
  ["dueAt gt the latest instant", () => ({ dueAt: { gt: "9999-12-31T23:59:59.999Z" } }), []],
  ["dueAt neq, also none", () => ({ dueAt: { neq: NOON } }), except("éclair")],
  ["dueAt isNull", () => ({ dueAt: { isNull: true } }), except("Ångström", "éclair", "ECLAIR 100%")],
  ["startAt eq", () => ({ startAt: { eq: MORNING } }), ["ECLAIR 100%"]],
  ["startAt isNull, a whole day has no instant", () => ({ startAt: { isNull: true } }), except("ECLAIR 100%")],
  ["createdAt eq", ({ tasks }) => ({ createdAt: { eq: tasks.éclair.createdAt } }), ["éclair"]],
  [
    "createdAt gt",
    ({ tasks }) => ({ createdAt: { gt: tasks["under score"].createdAt } }),
    ["ΠΡΟΣΟΧΗ: ΟΔΟΣ", "wow! [a-z]* \\", "elsewhere"],
  ],
  ["createdAt isNull", () => ({ createdAt: { isNull: true } }), []],
  ["updatedAt lte", ({ tasks }) => ({ updatedAt: { lte: tasks.Ångström.updatedAt } }), ["alpha", "Ångström"]],
  ["completedAt isNull", () => ({ completedAt: { isNull: true } }), OPEN],
  ["completedAt eq", ({ tasks }) => ({ completedAt: { eq: tasks.éclair.completedAt } }), ["éclair"]],

  ["two fields hold both", () => ({ status: { eq: "TODO" }, priority: { eq: "MEDIUM" } }), ["under_score"]],
  ["and", () => ({ and: [{ status: { eq: "TODO" } }, { parentId: { isNull: true } }] }), ["alpha", "elsewhere"]],
  ["and []", () => ({ and: [] }), TITLES],
  ["or", () => ({ or: [{ status: { eq: "DONE" } }, { title: { contains: "else" } }] }), ["éclair", "elsewhere"]],
  ["or []", () => ({ or: [] }), []],
  ["or of an empty filter", () => ({ or: [{}] }), TITLES],
  [
    "or beside a field",
    () => ({ status: { eq: "TODO" }, or: [{ priority: { eq: "MEDIUM" } }, { title: { eq: "alpha" } }] }),
    ["alpha", "under_score"],
  ],
  ["not", () => ({ not: { status: { in: ["DONE", "CANCELED"] } } }), OPEN],
  ["not of an empty filter", () => ({ not: {} }), []],
  ["not of two fields", () => ({ not: { status: { eq: "TODO" }, priority: { eq: "MEDIUM" } } }), except("under_score")],
  ["not of not", ({ ids }) => ({ not: { not: { assigneeId: { eq: ids.ann } } } }), ["Ångström"]],
  ["not, also where there is no value", ({ ids }) => ({ not: { assigneeId: { eq: ids.ann } } }), except("Ångström")],
  [
    "four levels",
    () => ({ and: [{ or: [{ not: { status: { eq: "TODO" } } }] }] }),
    except("alpha", "under_score", "elsewhere"),
  ],
];
