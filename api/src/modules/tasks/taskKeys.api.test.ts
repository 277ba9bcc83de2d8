import { ask, send } from "../../testing/client";
import {
  buildMember,
  buildProject,
  buildTask,
  type BuiltProject,
  buildUser,
  type Person,
} from "../../testing/factories";
import { badField, change, type Refusal, refusal } from "../../testing/mutations";
import { startTestApp, type TestApp } from "../../testing/testApp";

const BY_KEY = "query ($key: String) { task(key: $key) { id key previousKeys } }";
type Found = { id: string; key: string; previousKeys: string[] };

describe("the keys that people use", () => {
  let test: TestApp;
  beforeAll(async () => {
    test = await startTestApp();
  });
  afterAll(() => test.close());

  async function find({ token }: Person, key: string): Promise<Found> {
    return (await ask<{ task: Found }>(test, token, BY_KEY, { key })).task;
  }

  async function refused(person: Person, variables: object, query = BY_KEY): Promise<Refusal> {
    const { errors } = await send(test, person.token, query, { ...variables });
    return errors?.[0]?.extensions as unknown as Refusal;
  }

  async function rename(project: BuiltProject, key: string): Promise<void> {
    await change(test, project.owner, "updateProject", { id: project.id, key });
  }

  it("number a project's tasks from 1, and never use a number again", async () => {
    const project = await buildProject(test, { key: "NUM" });
    const first = await buildTask(test, { project });
    const second = await buildTask(test, { project });
    await change(test, project.owner, "deleteTask", { id: second.id });
    const third = await buildTask(test, { project });
    expect([first, second, third].map(({ key }) => key)).toEqual(["NUM-1", "NUM-2", "NUM-3"]);
  });

  it("find a task for every member, also in the trash", async () => {
    const project = await buildProject(test, { key: "FIND" });
    const { id } = await buildTask(test, { project });
    const viewer = await buildMember(test, { project, role: "VIEWER" });
    await change(test, project.owner, "deleteTask", { id });
    expect((await find(viewer, "FIND-1")).id).toBe(id);
  });

  it("find nothing that is not there", async () => {
    const project = await buildProject(test, { key: "GONE" });
    await buildTask(test, { project });
    expect(await refused(project.owner, { key: "GONE-2" })).toMatchObject({ code: "NOT_FOUND" });
    expect(await refused(project.owner, { key: "NONE-1" })).toMatchObject({ code: "NOT_FOUND" });
    expect(await refused(await buildUser(test), { key: "GONE-1" })).toMatchObject({ code: "NOT_FOUND" });
  });

  it.each(["nonsense", "abc-1", "ABC-0", "ABC-01", "ABC-", "ABC-1 ", "ABC-9999999999", ""])(
    "must have their form: %j",
    async (key) => {
      expect(await refused(await buildUser(test), { key })).toMatchObject({
        code: "BAD_USER_INPUT",
        fields: [{ path: ["key"], rule: "key" }],
      });
    },
  );

  it("are given alone: not with an id, nor nothing at all", async () => {
    const { id, key, project } = await buildTask(test);
    const both = "query ($id: ID, $key: String) { task(id: $id, key: $key) { id } }";
    expect(await refused(project.owner, { id, key }, both)).toMatchObject({
      code: "BAD_USER_INPUT",
      fields: [{ rule: "exclusive" }],
    });
    expect(await refused(project.owner, {}, both)).toMatchObject({
      code: "BAD_USER_INPUT",
      fields: [{ rule: "exclusive" }],
    });
  });

  it("still find what had them before the project was renamed, and only that", async () => {
    const project = await buildProject(test, { key: "OLD" });
    const { id } = await buildTask(test, { project });
    await rename(project, "MID");
    const later = await buildTask(test, { project });
    await rename(project, "NEW");

    const first = { id, key: "NEW-1", previousKeys: ["MID-1", "OLD-1"] };
    for (const key of ["OLD-1", "MID-1", "NEW-1"]) expect(await find(project.owner, key)).toEqual(first);
    expect(await find(project.owner, "MID-2")).toEqual({ id: later.id, key: "NEW-2", previousKeys: ["MID-2"] });
    expect(await refused(project.owner, { key: "OLD-2" })).toMatchObject({ code: "NOT_FOUND" });
  });

  it("may go back to an earlier one", async () => {
    const project = await buildProject(test, { key: "ONE" });
    const { id } = await buildTask(test, { project });
    await rename(project, "TWO");
    await rename(project, "ONE");
    expect(await find(project.owner, "ONE-1")).toEqual({ id, key: "ONE-1", previousKeys: ["TWO-1"] });
    expect((await find(project.owner, "TWO-1")).id).toBe(id);
  });

  it("are refused with the candidates when two projects have them", async () => {
    const one = await buildProject(test, { key: "SAME" });
    const other = await buildProject(test, { key: "SAME" });
    await buildMember(test, { project: other, person: one.owner });
    const tasks = [await buildTask(test, { project: one }), await buildTask(test, { project: other })];
    const answer = await refused(one.owner, { key: "SAME-1" });
    expect(answer).toMatchObject({ code: "BAD_USER_INPUT", fields: [{ path: ["key"], rule: "ambiguous" }] });
    expect(answer.candidates?.toSorted()).toEqual(tasks.map(({ id }) => id).toSorted());
    expect((await find(other.owner, "SAME-1")).id).toBe(tasks[1]!.id);
  });

  it("are ambiguous between a project's own and another's former", async () => {
    const former = await buildProject(test, { key: "TAKEN" });
    const old = await buildTask(test, { project: former });
    await rename(former, "FREED");
    const project = await buildProject(test, { owner: former.owner, key: "TAKEN" });
    expect((await find(former.owner, "TAKEN-1")).id).toBe(old.id);
    const { id } = await buildTask(test, { project });
    expect((await refused(former.owner, { key: "TAKEN-1" })).candidates?.toSorted()).toEqual([id, old.id].toSorted());
  });

  it("are unique among one owner's projects", async () => {
    const project = await buildProject(test, { key: "UNIQ" });
    const other = await buildProject(test, { owner: project.owner, key: "OTHER" });
    expect(await refusal(test, project.owner, "createProject", { name: "Second", key: "UNIQ" })).toMatchObject(
      badField("key", "taken"),
    );
    expect(await refusal(test, project.owner, "updateProject", { id: other.id, key: "UNIQ" })).toMatchObject(
      badField("key", "taken"),
    );
    await expect(buildProject(test, { key: "UNIQ" })).resolves.toMatchObject({ key: "UNIQ" });
  });

  it("are made from the name where none is given", async () => {
    const owner = await buildUser(test);
    const keys = [];
    for (const name of ["Sales", "Sales", "Big Blue Sky", "Über", "日本", "x"])
      keys.push((await change(test, owner, "createProject", { name })).project.key);
    expect(keys).toEqual(["SAL", "SAL2", "BBS", "UBE", "PRJ", "XPR"]);
  });

  it("give a task of a project by its number", async () => {
    const { id, number, project } = await buildTask(test);
    const query = "query ($id: ID!, $number: Int!) { project(id: $id) { task(number: $number) { id } } }";
    const found = await ask(test, project.owner.token, query, { id: project.id, number });
    const missing = await ask(test, project.owner.token, query, { id: project.id, number: number + 1 });
    expect([found, missing]).toEqual([{ project: { task: { id } } }, { project: { task: null } }]);
  });
});
