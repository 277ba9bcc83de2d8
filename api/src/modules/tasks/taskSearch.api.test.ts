import { idBytes } from "../../platform/ids";
import { ask, send } from "../../testing/client";
import { cloneTask } from "../../testing/cloneTask";
import { buildMember, buildProject, buildTask, type BuiltProject, type Person } from "../../testing/factories";
import { change } from "../../testing/mutations";
import { BAD_QUERIES, buildSearchFixture, SEARCH_CASES, type SearchFixture } from "../../testing/searchCases";
import { startTestApp, type TestApp } from "../../testing/testApp";
import { Project } from "../projects/project.entity";
import { TaskWord } from "./taskWord.entity";

interface Found {
  totalCount: number | null;
  nodes: { id: string; title: string }[];
  edges: { cursor: string; snippets: string[] }[];
  pageInfo: { hasNextPage: boolean; endCursor: string };
}
const SEARCH = `query ($query: String!, $filter: TaskFilter, $first: Int, $after: String) {
  search(query: $query, filter: $filter, first: $first, after: $after) {
    totalCount nodes { id title } edges { cursor snippets } pageInfo { hasNextPage endCursor }
  }
}`;

describe("search", () => {
  let test: TestApp;
  let fixture: SearchFixture;
  beforeAll(async () => {
    test = await startTestApp();
    fixture = await buildSearchFixture(test);
  });
  afterAll(() => test.close());

  const search = async ({ token }: { token: string }, query: string, args: object = {}): Promise<Found> =>
    (await ask<{ search: Found }>(test, token, SEARCH, { query, ...args })).search;
  const ids = async (person: Person, query: string) => (await search(person, query)).nodes.map(({ id }) => id);

  describe.each(["a member of another's project", "the owner"])("by %s", (who) => {
    it.each(SEARCH_CASES)("finds %s", async (_name, query, expected) => {
      const found = await search(who === "the owner" ? fixture.project.owner : fixture.person, query);
      expect(found.nodes.map(({ title }) => title).toSorted()).toEqual(expected.toSorted());
      expect(found.totalCount).toBe(expected.length);
      // The target of a link is in no snippet.
      const silent = found.edges.filter(({ snippets }) => snippets.length === 0);
      expect(silent).toHaveLength(query === "wiki" ? 1 : 0);
    });
  });

  it.each(BAD_QUERIES)("refuses %s", async (_name, query, rule) => {
    const { errors } = await send(test, fixture.person.token, SEARCH, { query });
    expect(errors?.[0]?.extensions).toMatchObject({ code: "BAD_USER_INPUT", fields: [{ path: ["query"], rule }] });
  });

  it("has the newest change first, in pages that hold for their query and filter", async () => {
    const project = await buildProject(test);
    const made: string[] = [];
    for (const title of ["paging one", "paging two", "paging three"]) {
      made.unshift((await buildTask(test, { project, title })).id);
      test.advance(1_000);
    }
    await change(test, project.owner, "updateTask", { id: made[2], priority: "HIGH" });
    const expected = [made[2], made[0], made[1]];
    expect(await ids(project.owner, "paging")).toEqual(expected);
    const first = await search(project.owner, "paging", { first: 2 });
    const after = first.pageInfo.endCursor;
    const second = await search(project.owner, "paging", { first: 2, after });
    expect([first, second].map(({ nodes }) => nodes.map(({ id }) => id))).toEqual([expected.slice(0, 2), [made[1]]]);
    expect([first, second].map(({ pageInfo }) => pageInfo.hasNextPage)).toEqual([true, false]);
    for (const other of [{ query: "paging t" }, { query: "paging", filter: { priority: { eq: "HIGH" } } }]) {
      const { errors } = await send(test, project.owner.token, SEARCH, { ...other, after });
      expect(errors?.[0]?.extensions).toMatchObject({ fields: [{ path: ["after"], rule: "cursor" }] });
    }
  });

  it("takes a filter", async () => {
    const project = await buildProject(test);
    await buildTask(test, { project, title: "filtered" });
    const { id } = await buildTask(test, { project, title: "filtered", status: "DONE" });
    const found = await search(project.owner, "filtered", { filter: { status: { eq: "DONE" } } });
    expect(found.nodes.map((node) => node.id)).toEqual([id]);
  });

  it("finds what a task is called now, and where it is now", async () => {
    const project = await buildProject(test);
    const { owner } = project;
    const other = await buildProject(test, { owner });
    const mate = await buildMember(test, { project: other });
    const { id } = await buildTask(test, { project, title: "heron pond", description: "with egrets" });
    await change(test, owner, "updateTask", { id, title: "stork pond" });
    expect([await ids(owner, "heron"), await ids(owner, "stork egret pond")]).toEqual([[], [id]]);
    await change(test, owner, "updateTask", { id, description: null });
    expect([await ids(owner, "egret"), await ids(owner, "stork")]).toEqual([[], [id]]);
    expect(await ids(mate, "stork")).toEqual([]);
    await change(test, owner, "moveTask", { id, projectId: other.id });
    expect([await ids(mate, "stork"), await ids(owner, "stork")]).toEqual([[id], [id]]);
    await change(test, owner, "deleteTask", { id });
    expect(await ids(owner, "stork")).toEqual([]);
    await change(test, owner, "restoreTask", { id });
    expect(await ids(owner, "stork")).toEqual([id]);
  });

  it.each(["archivedAt", "deletedAt"] as const)("finds nothing in a project with %s", async (field) => {
    const project = await buildProject(test);
    const { id } = await buildTask(test, { project, title: "hidden" });
    expect(await ids(project.owner, "hidden")).toEqual([id]);
    await test.app.db.transact(null, {}, (tx) => tx.update(Project, project.id, { [field]: test.clock() }));
    expect(await ids(project.owner, "hidden")).toEqual([]);
  });

  it("finds nothing any more for who was removed", async () => {
    const project = await buildProject(test);
    const member = await buildMember(test, { project });
    const { id } = await buildTask(test, { project, title: "parting" });
    expect(await ids(member, "parting")).toEqual([id]);
    await change(test, project.owner, "removeProjectMember", { id: member.memberId });
    expect(await ids(member, "parting")).toEqual([]);
  });

  it("writes only words that have changed", async () => {
    const { id, project } = await buildTask(test, { title: "one two", description: "three four" });
    const written = async (input: object) =>
      (await test.statementsOf(() => change(test, project.owner, "updateTask", { id, ...input }))).filter((sql) =>
        /^(INSERT INTO|DELETE FROM) task_words/.test(sql),
      );
    expect(await written({ priority: "HIGH" })).toEqual([]);
    expect(await written({ title: "Two, one!" })).toEqual([]);
    const [removed, added] = await written({ title: "one five" });
    expect([removed?.match(/\?/g)?.length, added?.match(/\?/g)?.length]).toEqual([2, 3]);
  });

  describe("among many tasks", () => {
    let project: BuiltProject;
    beforeAll(async () => {
      project = await buildProject(test);
      const { id } = await buildTask(test, { project, title: "common" });
      const clones = await cloneTask(test, id, 10_500);
      const rows = clones.map((clone) => ({ taskId: idBytes(clone), projectId: idBytes(project.id), word: "common" }));
      await test.app.db.transact(null, {}, (tx) => tx.insert(TaskWord, rows));
    });

    it.each(["the owner", "a member of projects of two owners"])(
      "finds what most have and what few have, by %s",
      async (who) => {
        const person = who === "the owner" ? project.owner : await buildMember(test, { project });
        const { id } = await buildTask(test, { project, title: "common rarity" });
        test.advance(1_000);
        const common = await search(person, "com", { first: 1 });
        expect(common.nodes.map((node) => node.id)).toEqual([id]);
        expect(common.totalCount).toBeNull();
        const rare = await search(person, "rarity common");
        expect(rare.nodes.map((node) => node.id)).toContain(id);
        expect(rare.totalCount).toBe(rare.nodes.length);
      },
    );

    it("counts up to 1,000", async () => {
      const { owner } = project;
      const title = "counted";
      const { id } = await buildTask(test, { project, title });
      const clones = await cloneTask(test, id, 999);
      const rows = clones.map((clone) => ({ taskId: idBytes(clone), projectId: idBytes(project.id), word: title }));
      await test.app.db.transact(null, {}, (tx) => tx.insert(TaskWord, rows));
      expect((await search(owner, title)).totalCount).toBe(1_000);
      await buildTask(test, { project, title });
      expect((await search(owner, title)).totalCount).toBeNull();
    });
  });

  it("costs as many statements for fifty as for five", async () => {
    const project = await buildProject(test);
    for (let i = 0; i < 50; i++) await buildTask(test, { project, title: `statement ${i}` });
    const count = async (first: number) =>
      (await test.statementsOf(() => search(project.owner, "statement", { first }))).length;
    expect(await count(50)).toBe(await count(5));
  });
});
