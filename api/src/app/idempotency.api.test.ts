import { getNamedType, type GraphQLInputObjectType } from "graphql";
import { dumpTables } from "../testing/database";
import { buildLabel, buildMember, buildProject, buildTask, type Person } from "../testing/factories";
import { buildWorld, MUTATION_CASES, type World } from "../testing/mutationCases";
import { change, mutate, type MutationName, refusal } from "../testing/mutations";
import { startTestApp, type TestApp } from "../testing/testApp";

const HOUR_MS = 3_600_000;
let keys = 0;
const newKey = () => `key-${(keys += 1)}`;
const withoutKey: MutationName[] = [
  "login",
  "register",
  "revokeAllSessions",
  "revokeSession",
  "createApiToken",
  "revokeApiToken",
  "requestEmailVerification",
  "verifyEmail",
  "requestPasswordReset",
  "resetPassword",
  "changePassword",
  "deleteAccount",
];
const FIELDS = (Object.keys(MUTATION_CASES) as MutationName[]).filter((field) => !withoutKey.includes(field));

describe("idempotencyKey", () => {
  let test: TestApp;
  let world: World;
  let owner: Person;
  beforeAll(async () => {
    // A token that outlives the keys.
    test = await startTestApp({ JWT_EXPIRES_IN: "3d" });
    world = await buildWorld(test);
    ({ owner } = world.project);
  });
  afterAll(() => test.close());

  it("is an input of every mutation that changes something in a project", () => {
    const fields = Object.values(test.app.schema.getMutationType()?.getFields() ?? {});
    const takers = fields.filter(({ args }) =>
      args.some(({ type }) => "idempotencyKey" in (getNamedType(type) as GraphQLInputObjectType).getFields()),
    );
    expect(takers.map(({ name }) => name).toSorted()).toEqual(FIELDS.toSorted());
  });

  it.each(FIELDS)("makes a repeated %s change nothing, and answer with the first one's seq", async (field) => {
    const input = { ...(await MUTATION_CASES[field].input(world)), idempotencyKey: newKey() };
    const { seq, ...first } = await change(test, owner, field, input);
    await buildLabel(test, { project: world.project });
    const before = await dumpTables(test);
    const again = await change(test, owner, field, input);
    expect(again.seq).toBe(seq);
    expect(idsOf(again)).toEqual(idsOf(first));
    expect(await dumpTables(test)).toEqual(before);
  });

  it.each(FIELDS)("is refused when %s comes with another input", async (field) => {
    const idempotencyKey = newKey();
    const [one, other] = [await MUTATION_CASES[field].input(world), await MUTATION_CASES[field].input(world)];
    await change(test, owner, field, { ...one, idempotencyKey });
    const before = await dumpTables(test);
    expect(await refusal(test, owner, field, { ...other, idempotencyKey })).toMatchObject({
      code: "IDEMPOTENCY_CONFLICT",
    });
    expect(await dumpTables(test)).toEqual(before);
  });

  function idsOf(payload: object): unknown[] {
    return Object.values(payload).map((entity: unknown) => (entity as { id?: string } | null)?.id);
  }

  const newTask = (more: object = {}) => ({ projectId: world.project.id, title: "Once", ...more });

  it("answers a repeat with the entity as it is by then", async () => {
    const input = newTask({ idempotencyKey: newKey() });
    const { task } = await change(test, owner, "createTask", input);
    await change(test, owner, "updateTask", { id: task.id, title: "Renamed" });
    expect((await change(test, owner, "createTask", input)).task).toMatchObject({
      id: task.id,
      title: "Renamed",
      version: 2,
    });
  });

  it("knows the same input in another order", async () => {
    const idempotencyKey = newKey();
    const { task } = await change(test, owner, "createTask", {
      projectId: world.project.id,
      title: "Once",
      idempotencyKey,
    });
    expect(
      (await change(test, owner, "createTask", { idempotencyKey, title: "Once", projectId: world.project.id })).task.id,
    ).toBe(task.id);
  });

  it("belongs to one viewer, one field and one spelling", async () => {
    const idempotencyKey = `${newKey()}-x`;
    const { task } = await change(test, owner, "createTask", newTask({ idempotencyKey }));
    const others = [
      await change(test, world.actors.member, "createTask", newTask({ idempotencyKey })),
      await change(test, owner, "createTask", newTask({ idempotencyKey: idempotencyKey.toUpperCase() })),
      await change(test, owner, "createTask", newTask({ idempotencyKey: `${idempotencyKey} ` })),
    ];
    expect(new Set([task.id, ...others.map((other) => other.task.id)]).size).toBe(4);
    expect((await change(test, owner, "deleteTask", { id: task.id, idempotencyKey })).task.deletedAt).not.toBeNull();
  });

  it("is carried out once when it comes for two projects at once", async () => {
    const idempotencyKey = newKey();
    const projects = [world.project, await buildProject(test, { owner })];
    const answers = await Promise.all(
      projects.map(({ id }) => mutate(test, owner, "createTask", newTask({ projectId: id, idempotencyKey }))),
    );
    const codes = answers.flatMap(({ errors }) => errors?.map(({ extensions }) => extensions?.["code"]) ?? []);
    expect(codes).toEqual(["IDEMPOTENCY_CONFLICT"]);
  });

  it("asks for another try where two requests with it did not wait for each other", async () => {
    const request = { viewerId: owner.id, field: "createTask", input: { idempotencyKey: newKey() } };
    const done = { entity: owner, seq: 1 };
    const replay = async () => owner;
    // What holds other locks has used the key by the time that this change is made.
    const twice = test.app.db.transact(null, {}, (tx) =>
      tx.once(request, { replay, run: () => tx.once(request, { replay, run: async () => done }) }),
    );
    await expect(twice).rejects.toMatchObject({ code: "UNAVAILABLE", details: { retryAfter: expect.any(Number) } });
  });

  it("is not used up by a refusal", async () => {
    const idempotencyKey = newKey();
    const { id } = await buildTask(test, { project: world.project });
    const stale = { id, title: "Once", expectedVersion: 7, idempotencyKey };
    expect(await refusal(test, owner, "updateTask", stale)).toMatchObject({ code: "CONFLICT" });
    expect((await change(test, owner, "updateTask", { ...stale, expectedVersion: 1 })).task.version).toBe(2);
  });

  it("does not let a repeat pass whoever lost their rights", async () => {
    const member = await buildMember(test, { project: world.project });
    const input = newTask({ idempotencyKey: newKey() });
    await change(test, member, "createTask", input);
    await change(test, owner, "updateProjectMember", { id: member.memberId, role: "VIEWER" });
    expect(await refusal(test, member, "createTask", input)).toMatchObject({ code: "FORBIDDEN" });
    await change(test, owner, "removeProjectMember", { id: member.memberId });
    expect(await refusal(test, member, "createTask", input)).toMatchObject({ code: "NOT_FOUND" });
  });

  it("keeps nothing of the input or the answer", async () => {
    await change(test, owner, "createTask", newTask({ title: "A secret title", idempotencyKey: "a secret key" }));
    const { idempotency_keys: rows } = await dumpTables(test);
    expect(rows).not.toEqual([]);
    expect(rows?.join()).not.toMatch(/secret/);
  });

  it("is kept for 24 hours", async () => {
    const input = newTask({ idempotencyKey: newKey() });
    const { task } = await change(test, owner, "createTask", input);
    test.advance(24 * HOUR_MS - 10_000);
    expect((await change(test, owner, "createTask", input)).task.id).toBe(task.id);
    test.advance(20_000);
    expect((await change(test, owner, "createTask", input)).task.id).not.toBe(task.id);
  });
});
