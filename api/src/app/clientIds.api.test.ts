import { v4, v7 } from "uuid";
import { encodeId, newId } from "../platform/ids";
import { dumpTables } from "../testing/database";
import { buildMember, buildProject, type BuiltProject, buildUser, type Person } from "../testing/factories";
import { badField, change, refusal } from "../testing/mutations";
import { startTestApp, type TestApp } from "../testing/testApp";

const HOUR_MS = 3_600_000;
const CASES = [
  { field: "createProject", entity: "project", prefix: "prj", input: () => ({ name: "Own id" }), gone: null },
  {
    field: "createTask",
    entity: "task",
    prefix: "tsk",
    input: (projectId: string) => ({ projectId, title: "Own id" }),
    gone: "deleteTask",
  },
  {
    field: "createLabel",
    entity: "label",
    prefix: "lbl",
    input: (projectId: string) => ({ projectId, name: newId("evt") }),
    gone: "deleteLabel",
  },
] as const;

describe("an id of the client's own", () => {
  let test: TestApp;
  let project: BuiltProject;
  let owner: Person;
  beforeAll(async () => {
    // A token that outlives the repeats.
    test = await startTestApp({ JWT_EXPIRES_IN: "30d" });
    project = await buildProject(test);
    ({ owner } = project);
  });
  afterAll(() => test.close());

  it("is taken by every mutation that creates a node", () => {
    // The secret of a token is shown once, and so cannot be asked for again.
    const fields = Object.values(test.app.schema.getMutationType()?.getFields() ?? {}).filter(
      ({ name }) => name.startsWith("create") && name !== "createApiToken",
    );
    expect(fields.map(({ name }) => name).toSorted()).toEqual(CASES.map(({ field }) => field).toSorted());
  });

  it.each(CASES)(
    "makes $field answer a repeat with the same $entity, without time limit",
    async ({ field, entity, prefix, input }) => {
      const request = { id: newId(prefix), ...input(project.id) };
      const first = await change(test, owner, field, request);
      expect(first[entity]).toMatchObject({ id: request.id, version: 1 });
      test.advance(25 * HOUR_MS);
      const before = await dumpTables(test);
      const again = await change(test, owner, field, request);
      expect(again[entity]).toEqual(first[entity]);
      expect(await dumpTables(test)).toEqual(before);
    },
  );

  it.each(CASES)("answers a repeat of $field with the latest seq", async ({ field, entity, prefix, input }) => {
    const request = { id: newId(prefix), ...input(project.id) };
    const first = await change(test, owner, field, request);
    const home = entity === "project" ? request.id : project.id;
    const { seq } = await change(test, owner, "createLabel", { projectId: home, name: newId("lbl") });
    expect(seq).toBe(first.seq + 1);
    expect((await change(test, owner, field, request)).seq).toBe(seq);
  });

  it.each(CASES)("is CONFLICT for $field with another input", async ({ field, prefix, input }) => {
    const request = { id: newId(prefix), ...input(project.id) };
    await change(test, owner, field, request);
    const other = "title" in request ? { ...request, title: "Other" } : { ...request, name: "Other" };
    expect(await refusal(test, owner, field, other)).toEqual({ code: "CONFLICT", requestId: expect.any(String) });
  });

  it.each(CASES)(
    "is CONFLICT for $field from another viewer, be it the same input",
    async ({ field, prefix, input }) => {
      const admin = await buildMember(test, { project, role: "ADMIN" });
      const request = { id: newId(prefix), ...input(project.id) };
      await change(test, owner, field, request);
      const before = await dumpTables(test);
      expect(await refusal(test, admin, field, request)).toEqual({ code: "CONFLICT", requestId: expect.any(String) });
      expect(await dumpTables(test)).toEqual(before);
    },
  );

  it.each(CASES)(
    "is CONFLICT for $field by a stranger, in words that tell nothing of whose it is",
    async ({ field, prefix, input }) => {
      const stranger = await buildProject(test);
      const id = newId(prefix);
      await change(test, owner, field, { id, ...input(project.id) });
      expect(await refusal(test, stranger.owner, field, { id, ...input(stranger.id) })).toEqual({
        code: "CONFLICT",
        requestId: expect.any(String),
      });
    },
  );

  it.each(CASES.filter(({ gone }) => gone !== null))(
    "is not free again after $gone",
    async ({ field, entity, prefix, input, gone }) => {
      const request = { id: newId(prefix), ...input(project.id) };
      await change(test, owner, field, request);
      await change(test, owner, gone!, { id: request.id });
      expect((await change(test, owner, field, request))[entity]).toMatchObject({
        id: request.id,
        version: 2,
        deletedAt: expect.any(String),
      });
    },
  );

  it.each(CASES)("of $field may be a day ahead of the server, no more", async ({ field, prefix, input }) => {
    const at = (ms: number) => encodeId(prefix, v7({ msecs: test.clock().getTime() + ms }, new Uint8Array(16)));
    await expect(change(test, owner, field, { id: at(23 * HOUR_MS), ...input(project.id) })).resolves.toBeDefined();
    expect(await refusal(test, owner, field, { id: at(25 * HOUR_MS), ...input(project.id) })).toMatchObject(
      badField("id", "id"),
    );
  });

  it.each(CASES)("of $field must be a UUIDv7", async ({ field, prefix, input }) => {
    const id = encodeId(prefix, v4(undefined, new Uint8Array(16)));
    expect(await refusal(test, owner, field, { id, ...input(project.id) })).toMatchObject(badField("id", "id"));
  });

  it("of a project may not be a user's in disguise: both have a log", async () => {
    const user = await buildUser(test);
    const id = `prj_${user.id.slice(4)}`;
    expect(await refusal(test, owner, "createProject", { id, name: "Disguised" })).toMatchObject({ code: "CONFLICT" });
  });
});
