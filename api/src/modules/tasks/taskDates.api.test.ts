import { buildMember, buildProject, buildUser } from "../../testing/factories";
import { badField, change, mutate, refusal } from "../../testing/mutations";
import { startTestApp, type TestApp } from "../../testing/testApp";

describe("dates of tasks", () => {
  let test: TestApp;
  beforeAll(async () => {
    test = await startTestApp();
  });
  afterAll(() => test.close());

  it("fall on the day in the zone of whoever set them", async () => {
    const project = await buildProject(test, { owner: await buildUser(test, { timezone: "America/Los_Angeles" }) });
    const east = await buildMember(test, { project, person: await buildUser(test, { timezone: "Asia/Tokyo" }) });
    const dueAt = "2025-03-01T22:00:00.000Z";
    const { task } = await change(test, project.owner, "createTask", {
      projectId: project.id,
      title: "Call",
      dueAt,
      startAt: dueAt,
    });
    expect(task).toMatchObject({ dueOn: "2025-03-01", dueAt, startOn: "2025-03-01", startAt: dueAt });
    const moved = await change(test, east, "updateTask", { id: task.id, dueAt: "2025-03-02T22:00:00.000Z" });
    expect(moved.task).toMatchObject({ dueOn: "2025-03-03", startOn: "2025-03-01" });
    // The day stays where it was set, whoever looks at it.
    expect((await change(test, east, "updateTask", { id: task.id, title: "Call them" })).task).toMatchObject({
      dueOn: "2025-03-03",
      startOn: "2025-03-01",
    });
  });

  it("follow a changed zone only when they are set again", async () => {
    const person = await buildUser(test, { timezone: "UTC" });
    const { task } = await change(test, person, "createTask", { title: "Late", dueAt: "2025-03-01T23:00:00Z" });
    await change(test, person, "updateProfile", { timezone: "Europe/Berlin" });
    expect((await change(test, person, "updateTask", { id: task.id, title: "Later" })).task.dueOn).toBe("2025-03-01");
    expect(
      (await change(test, person, "updateTask", { id: task.id, dueAt: "2025-03-01T23:00:00.001Z" })).task.dueOn,
    ).toBe("2025-03-02");
  });

  it("are kept to the millisecond and answered in UTC", async () => {
    const person = await buildUser(test);
    const { task } = await change(test, person, "createTask", {
      title: "Exactly",
      dueAt: "2025-03-01T13:30:00.1239+05:30",
    });
    expect(task).toMatchObject({ dueAt: "2025-03-01T08:00:00.123Z", dueOn: "2025-03-01" });
  });

  it("can be cleared together or in part", async () => {
    const person = await buildUser(test);
    const { task } = await change(test, person, "createTask", {
      title: "Some day",
      dueAt: "2025-03-01T12:00:00Z",
      startOn: "2025-02-01",
    });
    const patch = async (fields: object) => (await change(test, person, "updateTask", { id: task.id, ...fields })).task;
    expect(await patch({ dueAt: null })).toMatchObject({ dueOn: "2025-03-01", dueAt: null });
    expect(await patch({ dueAt: "2025-03-04T12:00:00Z" })).toMatchObject({ dueOn: "2025-03-04" });
    expect(await patch({ dueOn: null })).toMatchObject({ dueOn: null, dueAt: null, startOn: "2025-02-01" });
    expect(await patch({ startOn: null })).toMatchObject({ startOn: null, startAt: null });
  });

  it("refuse a day that is not the instant's", async () => {
    const person = await buildUser(test, { timezone: "Asia/Tokyo" });
    const input = { title: "Both", dueAt: "2025-03-01T22:00:00Z" };
    expect(await refusal(test, person, "createTask", { ...input, dueOn: "2025-03-01" })).toMatchObject(
      badField("dueOn", "day"),
    );
    expect((await change(test, person, "createTask", { ...input, dueOn: "2025-03-02" })).task.dueOn).toBe("2025-03-02");
  });

  it.each(["0001-01-01T00:00:00.000Z", "9999-12-31T23:59:59.999Z", "2024-02-29T12:00:00.000Z"])(
    "reach from year 1 to 9999: %s",
    async (dueAt) => {
      const { task } = await change(test, await buildUser(test), "createTask", { title: "Far", dueAt });
      expect(task).toMatchObject({ dueAt, dueOn: dueAt.slice(0, 10) });
    },
  );

  it.each([
    ["an instant that is in year 10000 in UTC", "UTC", "9999-12-31T23:59:59-01:00"],
    ["an instant that is in year 0 in UTC", "UTC", "0001-01-01T00:00:00+01:00"],
    ["an instant whose day is in year 10000", "Pacific/Kiritimati", "9999-12-31T23:59:59Z"],
    ["an instant whose day is in year 0", "America/Los_Angeles", "0001-01-01T00:00:00Z"],
  ])("refuse %s", async (_name, timezone, dueAt) => {
    const { data, errors } = await mutate(test, await buildUser(test, { timezone }), "createTask", {
      title: "Too far",
      dueAt,
    });
    expect(data?.["createTask"] ?? null).toBeNull();
    expect(errors?.[0]?.extensions).toMatchObject(badField("dueAt"));
  });
});
