import { ask } from "../../testing/client";
import { dumpTables, eventsOf } from "../../testing/database";
import { buildProject, buildTask, type BuiltProject } from "../../testing/factories";
import { badField, change, refusal } from "../../testing/mutations";
import { startTestApp, type TestApp } from "../../testing/testApp";

interface Row {
  id: string;
  title: string;
  position: string;
  version: number;
}

describe("moving tasks", () => {
  let test: TestApp;
  let project: BuiltProject;
  let ids: Record<string, string>;
  beforeAll(async () => {
    test = await startTestApp();
  });
  beforeEach(async () => {
    project = await buildProject(test);
    ids = {};
    for (const title of "abcde") ids[title] = (await buildTask(test, { project, title })).id;
  });
  afterAll(() => test.close());

  async function rows(): Promise<Row[]> {
    const query = "query ($id: ID!) { project(id: $id) { tasks(first: 100) { nodes { id title position version } } } }";
    const data = await ask<{ project: { tasks: { nodes: Row[] } } }>(test, project.owner.token, query, {
      id: project.id,
    });
    return data.project.tasks.nodes;
  }
  const order = async () => (await rows()).map(({ title }) => title).join("");
  const move = (title: string, to: { after?: string; before?: string; status?: string; expectedVersion?: number }) => {
    const { after, before, ...rest } = to;
    const anchors = { ...(after && { afterId: ids[after] }), ...(before && { beforeId: ids[before] }) };
    return change(test, project.owner, "moveTask", { id: ids[title], ...anchors, ...rest });
  };

  it.each<[string, Parameters<typeof move>[1], string]>([
    ["a", { after: "c" }, "bcade"],
    ["a", { after: "e" }, "bcdea"],
    ["e", { before: "a" }, "eabcd"],
    ["e", { before: "c" }, "abecd"],
    ["b", { after: "d", before: "e" }, "acdbe"],
    // The two have been parted in the meantime: behind the first, then.
    ["e", { after: "a", before: "d" }, "aebcd"],
    ["b", { status: "DONE" }, "acdeb"],
    ["b", { after: "d", status: "DONE" }, "acdbe"],
  ])("puts %s to %j", async (title, to, expected) => {
    const { task } = await move(title, to);
    expect(task).toMatchObject({ id: ids[title], version: 2, status: to.status ?? "TODO" });
    expect(await order()).toBe(expected);
  });

  it.each<[string, Parameters<typeof move>[1]]>([
    ["b", { after: "a" }],
    ["b", { before: "c" }],
    ["b", { after: "a", before: "c" }],
    ["a", { before: "b" }],
    ["e", { after: "d" }],
    ["b", { status: "TODO" }],
  ])("changes nothing when %s is where it should be: %j", async (title, to) => {
    const before = await dumpTables(test);
    expect((await move(title, to)).task.version).toBe(1);
    expect(await dumpTables(test)).toEqual(before);
  });

  it("needs a place or a status", async () => {
    expect(await refusal(test, project.owner, "moveTask", { id: ids["a"] })).toMatchObject(
      badField("afterId", "required"),
    );
    expect(
      await refusal(test, project.owner, "moveTask", { id: ids["a"], afterId: null, beforeId: null }),
    ).toMatchObject(badField("afterId", "required"));
  });

  it("has another task of the project as a neighbour", async () => {
    const elsewhere = await buildTask(test, { project: await buildProject(test, { owner: project.owner }) });
    for (const field of ["afterId", "beforeId"]) {
      for (const id of [ids["a"], elsewhere.id]) {
        expect(await refusal(test, project.owner, "moveTask", { id: ids["a"], [field]: id })).toMatchObject(
          badField(field, "task"),
        );
      }
    }
  });

  it("takes a neighbour that is in the trash by now", async () => {
    await change(test, project.owner, "deleteTask", { id: ids["c"] });
    await move("a", { after: "c" });
    await change(test, project.owner, "restoreTask", { id: ids["c"] });
    expect(await order()).toBe("bcade");
  });

  it("notes when a task is closed, and forgets it when it is opened again", async () => {
    const done = (await move("a", { status: "DONE" })).task;
    expect(done.completedAt).not.toBeNull();
    test.advance(1_000);
    expect((await move("a", { status: "CANCELED" })).task.completedAt).toBe(done.completedAt);
    expect((await move("a", { status: "IN_PROGRESS" })).task.completedAt).toBeNull();
  });

  it("goes to the end with a new status by updateTask too", async () => {
    await change(test, project.owner, "updateTask", { id: ids["b"], status: "IN_REVIEW" });
    expect(await order()).toBe("acdeb");
    await change(test, project.owner, "updateTask", { id: ids["c"], status: "TODO", title: "c" });
    expect(await order()).toBe("acdeb");
  });

  it.each(["after", "before"] as const)(
    "keeps positions short and the order right through hundreds of moves right %s one task",
    async (side) => {
      const titles = [..."abcde"];
      for (const title of "fghijklmnopqrstuvwxyz") {
        ids[title] = (await buildTask(test, { project, title })).id;
        titles.push(title);
      }
      const { seq: start } = await change(test, project.owner, "updateTask", { id: ids["a"], priority: "LOW" });
      const versions = new Map((await rows()).map(({ id, version }) => [id, version]));
      for (let round = 0; round < 10; round++) {
        for (let i = 0; i < 25; i++) {
          // Always another one, from far away to right beside m.
          const others = titles.filter((title) => title !== "m");
          const moved = others[((round + i) * 7) % others.length]!;
          await move(moved, { [side]: "m" });
          titles.splice(titles.indexOf(moved), 1);
          titles.splice(titles.indexOf("m") + (side === "after" ? 1 : 0), 0, moved);
        }
        expect(await order()).toBe(titles.join(""));
      }
      const after = await rows();
      expect(after.map(({ title }) => title)).toEqual(titles);
      expect(after.map(({ position }) => position)).toEqual(after.map(({ position }) => position).toSorted());
      expect(new Set(after.map(({ position }) => position)).size).toBe(after.length);

      const events = await eventsOf(test, project.id, start);
      const bySystem = events.filter(({ actorId }) => actorId === null);
      expect(bySystem.length).toBeGreaterThan(0);
      expect(
        bySystem.every(
          ({ type, changes }) => type === "TASK_MOVED" && changes.map(({ field }) => field).join() === "position",
        ),
      ).toBe(true);
      const positions = events.flatMap(({ changes }) =>
        changes.filter(({ field }) => field === "position").map(({ after: position }) => String(position)),
      );
      expect(Math.max(...positions.map(({ length }) => length))).toBeLessThanOrEqual(64);
      // Every event is a new version of its task, those of the system included.
      for (const { subjectId, subjectVersion } of events) {
        expect(subjectVersion).toBe((versions.get(subjectId) ?? 0) + 1);
        versions.set(subjectId, subjectVersion);
      }
      expect(after.map(({ id, version }) => [id, version])).toEqual(after.map(({ id }) => [id, versions.get(id)]));
    },
  );
});
