import { newId } from "../../platform/ids";
import { ask, send } from "../../testing/client";
import {
  buildFilterFixture,
  END_OF_DAY,
  FILTER_CASES,
  type FilterFixture,
  MORNING,
  NOON,
} from "../../testing/taskFilterCases";
import { startTestApp, type TestApp } from "../../testing/testApp";

const LIST = "query ($filter: TaskFilter) { tasks(filter: $filter, first: 100) { totalCount nodes { title } } }";

describe("filtering tasks", () => {
  let test: TestApp;
  let fixture: FilterFixture;
  beforeAll(async () => {
    test = await startTestApp();
    fixture = await buildFilterFixture(test);
  });
  afterAll(() => test.close());

  async function matches(filter: object): Promise<string[]> {
    const { tasks } = await ask<{ tasks: { totalCount: number; nodes: { title: string }[] } }>(
      test,
      fixture.token,
      LIST,
      { filter },
    );
    expect(tasks.totalCount).toBe(tasks.nodes.length);
    return tasks.nodes.map(({ title }) => title).toSorted();
  }

  it.each(FILTER_CASES)("%s", async (_name, filter, expected) => {
    expect(await matches(filter(fixture))).toEqual(expected.toSorted());
  });

  // Four levels and a `not` are five.
  it.each(FILTER_CASES.filter(([name]) => name !== "four levels"))("not: %s", async (_name, filter) => {
    const [holds, doesNot] = [await matches(filter(fixture)), await matches({ not: filter(fixture) })];
    expect([...holds, ...doesNot].toSorted()).toEqual(await matches({}));
  });

  it("has in `not` the exact opposite of every comparator, for values that some have and for those that none has", async () => {
    const everything = await matches({});
    for (const [field, comparators] of Object.entries(await comparatorsByField())) {
      for (const comparator of comparators) {
        for (const value of valuesFor(field, comparator)) {
          const condition = { [field]: { [comparator]: value } };
          const [holds, doesNot] = [await matches(condition), await matches({ not: condition })];
          expect({ condition, together: [...holds, ...doesNot].toSorted() }).toEqual({
            condition,
            together: everything,
          });
        }
      }
    }
  });

  /** From the schema, so that a new field or comparator is tried too. */
  async function comparatorsByField(): Promise<Record<string, string[]>> {
    const query = '{ __type(name: "TaskFilter") { inputFields { name type { inputFields { name } } } } }';
    type Fields = { name: string; type: { inputFields: { name: string }[] | null } }[];
    const { __type } = await ask<{ __type: { inputFields: Fields } }>(test, fixture.token, query);
    const fields = __type.inputFields.filter(({ name, type }) => type.inputFields && name !== "not");
    return Object.fromEntries(
      fields.map(({ name, type }) => [name, type.inputFields?.map((comparator) => comparator.name) ?? []]),
    );
  }

  function valuesFor(field: string, comparator: string): unknown[] {
    if (comparator === "isNull") return [true, false];
    const { ids, tasks } = fixture;
    const samples: Record<string, unknown[]> = {
      id: [tasks.alpha.id, newId("tsk")],
      projectId: [ids.here, newId("prj")],
      assigneeId: [ids.ann, newId("usr")],
      creatorId: [ids.ben, newId("usr")],
      labelId: [ids.red, ids.green, newId("lbl")],
      parentId: [tasks.alpha.id, newId("tsk")],
      status: ["TODO", "DONE"],
      priority: ["NONE", "MEDIUM", "URGENT"],
      title: ["éclair", "e", "%", "nothing like it"],
      dueOn: ["2025-03-01", "1999-01-01"],
      dueAt: [NOON, END_OF_DAY],
      startAt: [MORNING, NOON],
      createdAt: [tasks.éclair.createdAt, NOON],
      updatedAt: [tasks.éclair.updatedAt, NOON],
      completedAt: [tasks.éclair.completedAt, NOON],
    };
    const values = samples[field] ?? [];
    expect({ field, samples: values.length }).not.toEqual({ field, samples: 0 });
    return comparator === "in" || comparator === "nin" ? [[], ...values.map((value) => [value]), values] : values;
  }

  const many = (count: number, filter: object) => Array.from({ length: count }, () => filter);
  const ids = (count: number) => Array.from({ length: count }, () => newId("tsk"));
  const nested = (levels: number): object => (levels === 1 ? { status: { eq: "TODO" } } : { not: nested(levels - 1) });

  it.each<[string, object]>([
    ["4 levels", nested(4)],
    ["40 comparators in one list", { or: many(40, { status: { eq: "TODO" } }) }],
    ["40 comparators, two at a time", { and: many(20, { priority: { gte: "LOW", lt: "HIGH" } }) }],
    ["a text longer than any title", { title: { contains: "x".repeat(100_000) } }],
    [
      "text that is not whole",
      { or: [{ title: { contains: "\ud83d" } }, { title: { eq: "\ud83d" } }, { title: { startsWith: "\0" } }] },
    ],
    ["100 values", { id: { in: ids(100) } }],
    [
      "100 values in 40 comparators",
      { or: [...many(38, { title: { contains: "x" } }), { id: { in: ids(31) } }, { id: { nin: ids(31) } }] },
    ],
  ])("takes %s", async (_name, filter) => {
    expect(await matches(filter)).toEqual(expect.any(Array));
  });

  it.each<[string, object, (string | number)[], string]>([
    ["5 levels", nested(5), ["filter", "not", "not", "not", "not"], "depth"],
    ["41 comparators", { or: many(41, { status: { eq: "TODO" } }) }, ["filter"], "size"],
    ["41 comparators, two at a time", { and: many(21, { priority: { gte: "LOW", lt: "HIGH" } }) }, ["filter"], "size"],
    ["101 values", { id: { in: ids(101) } }, ["filter"], "size"],
    ["101 values in two comparators", { id: { in: ids(51), nin: ids(50) } }, ["filter"], "size"],
    ["thousands of empty filters", { or: many(5_000, {}) }, ["filter"], "size"],
    ["null for a field", { status: null }, ["filter", "status"], "notNull"],
    ["null for eq", { assigneeId: { eq: null } }, ["filter", "assigneeId", "eq"], "notNull"],
    ["null for in", { assigneeId: { in: null } }, ["filter", "assigneeId", "in"], "notNull"],
    ["null for isNull", { assigneeId: { isNull: null } }, ["filter", "assigneeId", "isNull"], "notNull"],
    ["null for a label", { labelId: { eq: null } }, ["filter", "labelId", "eq"], "notNull"],
    ["null for and", { and: null }, ["filter", "and"], "notNull"],
    ["null for not", { not: null }, ["filter", "not"], "notNull"],
    [
      "null deep inside",
      { or: [{}, { not: { title: { contains: null } } }] },
      ["filter", "or", 1, "not", "title", "contains"],
      "notNull",
    ],
    ["a malformed id", { id: { eq: "nonsense" } }, ["filter", "id", "eq"], "id"],
    ["an id of another kind", { assigneeId: { neq: newId("tsk") } }, ["filter", "assigneeId", "neq"], "id"],
    ["a bad id in a list", { projectId: { in: [newId("prj"), newId("tsk")] } }, ["filter", "projectId", "in", 1], "id"],
    ["a bad label", { labelId: { nin: [newId("tsk")] } }, ["filter", "labelId", "nin", 0], "id"],
    ["a null in a list", { id: { in: [null] } }, ["filter", "id", "in", 0], "type"],
    ["a status that there is not", { status: { eq: "OPEN" } }, ["filter", "status", "eq"], "type"],
    ["a day that there is not", { dueOn: { eq: "2025-02-29" } }, ["filter", "dueOn", "eq"], "type"],
    ["a field that there is not", { size: { eq: 1 } }, ["filter"], "type"],
  ])("refuses %s", async (_name, filter, path, rule) => {
    const { data, errors } = await send<{ tasks?: null } | undefined>(test, fixture.token, LIST, { filter });
    expect(data?.tasks ?? null).toBeNull();
    expect(errors?.[0]?.extensions).toMatchObject({ code: "BAD_USER_INPUT", fields: [{ path, rule }] });
  });
});
