import { ask, send } from "../../testing/client";
import { buildMember, buildProject, buildUser, type Person } from "../../testing/factories";
import { change } from "../../testing/mutations";
import { PAGE, type TestPage, type TestPageArgs, walkBackwards, walkForwards } from "../../testing/pages";
import { startTestApp, type TestApp } from "../../testing/testApp";

const ARGS = "$first: Int, $after: String, $last: Int, $before: String";
const PASSED = "first: $first, after: $after, last: $last, before: $before";
/** Sorted without case and accents, the same name by age. */
const NAMES = ["alpha", "Äpfel", "apfel", "Beta", "élan", "Zebra", "zebra"];

describe("lists of projects and people", () => {
  let test: TestApp;
  beforeAll(async () => {
    test = await startTestApp();
  });
  afterAll(() => test.close());

  it("has the viewer's projects by name, from either end", async () => {
    const person = await buildUser(test);
    const ids: string[] = [];
    for (const name of NAMES) ids.push((await buildProject(test, { owner: person, name })).id);
    const { projects } = await ask<{ projects: { nodes: { id: string; isPersonal: boolean }[] } }>(
      test,
      person.token,
      "{ projects { nodes { id isPersonal } } }",
    );
    const personal = projects.nodes.find(({ isPersonal }) => isPersonal)!.id;
    const expected = [...ids.slice(0, 5), personal, ...ids.slice(5)];
    const fetch = async (args: TestPageArgs) =>
      (
        await ask<{ projects: TestPage }>(test, person.token, `query (${ARGS}) { projects(${PASSED}) { ${PAGE} } }`, {
          ...args,
        })
      ).projects;
    expect((await walkForwards(fetch, 3)).flat()).toEqual(expected);
    expect((await walkBackwards(fetch, 2)).flat()).toEqual(expected);
  });

  it("has a project's members by name, from either end, without those who left", async () => {
    const owner = await buildUser(test, { name: "Yves" });
    const project = await buildProject(test, { owner });
    const people: Person[] = [];
    for (const name of NAMES) people.push(await buildUser(test, { name }));
    const memberIds: string[] = [];
    for (const person of people) memberIds.push((await buildMember(test, { project, person })).memberId);
    const gone = await buildMember(test, { project, person: await buildUser(test, { name: "Charly" }) });
    await change(test, owner, "removeProjectMember", { id: gone.memberId });

    const query = `query ($id: ID!, ${ARGS}) { project(id: $id) { members(${PASSED}) { ${PAGE} totalCount } } }`;
    const fetch = async (args: TestPageArgs) =>
      (
        await ask<{ project: { members: TestPage & { totalCount: number } } }>(test, owner.token, query, {
          id: project.id,
          ...args,
        })
      ).project.members;
    const forwards = (await walkForwards(fetch, 3)).flat();
    expect(forwards.toSpliced(5, 1)).toEqual(memberIds);
    expect((await walkBackwards(fetch, 3)).flat()).toEqual(forwards);
    expect((await fetch({})).totalCount).toBe(8);
  });

  it("refuses a cursor of another project's members", async () => {
    const project = await buildProject(test);
    const other = await buildProject(test, { owner: project.owner });
    const query = `query ($id: ID!, $after: String) { project(id: $id) { members(after: $after) { ${PAGE} } } }`;
    const { project: answer } = await ask<{ project: { members: TestPage } }>(test, project.owner.token, query, {
      id: project.id,
    });
    const { errors } = await send(test, project.owner.token, query, {
      id: other.id,
      after: answer.members.pageInfo.endCursor,
    });
    expect(errors?.[0]).toMatchObject({
      path: ["project", "members"],
      extensions: { code: "BAD_USER_INPUT", fields: [{ path: ["after"] }] },
    });
  });

  it("shows no project to a stranger, nor after leaving it", async () => {
    const project = await buildProject(test);
    const member = await buildMember(test, { project });
    const namesOf = async ({ token }: Person) =>
      (
        await ask<{ projects: { nodes: { id: string }[] } }>(test, token, "{ projects { nodes { id } } }")
      ).projects.nodes.map(({ id }) => id);
    expect(await namesOf(member)).toContain(project.id);
    await change(test, member, "removeProjectMember", { id: member.memberId });
    expect(await namesOf(member)).toHaveLength(1);
    expect(await namesOf(await buildUser(test))).toHaveLength(1);
  });
});
