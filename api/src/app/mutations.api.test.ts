import { ACTORS, buildWorld, MUTATION_CASES, type World } from "../testing/mutationCases";
import { mutate, type MutationName, refusal } from "../testing/mutations";
import { startTestApp, type TestApp } from "../testing/testApp";

const MUTATIONS = Object.keys(MUTATION_CASES) as MutationName[];

describe("every mutation", () => {
  let test: TestApp;
  let world: World;
  beforeAll(async () => {
    test = await startTestApp();
    world = await buildWorld(test);
  });
  afterAll(() => test.close());

  it("has cases here", () => {
    expect(MUTATIONS.toSorted()).toEqual(Object.keys(test.app.schema.getMutationType()?.getFields() ?? {}).toSorted());
  });

  const actorCases = MUTATIONS.flatMap((field) =>
    ACTORS.map((actor) => ({ field, actor, code: MUTATION_CASES[field].codes[actor] })),
  );

  const personFor = async (field: MutationName, actor: (typeof ACTORS)[number]) => {
    const { standIn } = MUTATION_CASES[field];
    return standIn ? standIn(world, actor) : world.actors[actor];
  };

  it.each(actorCases.filter(({ code }) => code === null))("$field is allowed to: $actor", async ({ field, actor }) => {
    const input = await MUTATION_CASES[field].input(world);
    const person = await personFor(field, actor);
    const before = test.commits();
    const { data, errors } = await mutate(test, person, field, input);
    expect(errors).toBeUndefined();
    // Or the mark would prove nothing where it stays the same. Whoever has one session has none to end.
    const hasCommitted = test.commits() !== before;
    expect(hasCommitted || field === "revokeAllSessions").toBe(true);
    expect(data[field]).toEqual(expect.any(Object));
  });

  it.each(actorCases.filter(({ code }) => code !== null))(
    "$field is refused to: $actor, $code",
    async ({ field, actor, code }) => {
      const input = await MUTATION_CASES[field].input(world);
      const person = await personFor(field, actor);
      const before = test.commits();
      const { status, data, errors } = await mutate(test, person, field, input);
      expect({ status, data }).toEqual({ status: 200, data: { [field]: null } });
      expect(errors).toEqual([
        expect.objectContaining({
          path: [field],
          extensions: expect.objectContaining({ code, requestId: expect.any(String) }),
        }),
      ]);
      expect(test.commits()).toEqual(before);
    },
  );

  const invalidCases = MUTATIONS.flatMap((field) =>
    MUTATION_CASES[field].invalid.map(([name, value]) => ({
      field,
      name,
      value,
      shown: JSON.stringify(value)?.slice(0, 24),
    })),
  );

  it.each(invalidCases)("$field refuses $name $shown", async ({ field, name, value }) => {
    const input = { ...(await MUTATION_CASES[field].input(world)), [name]: value };
    const before = test.commits();
    const { fields, ...refused } = await refusal(test, world.project.owner, field, input);
    expect(refused).toMatchObject({ code: "BAD_USER_INPUT" });
    // A bad item of a list is named with its place.
    expect(fields?.map(({ path }) => path.slice(0, 2))).toEqual(fields?.map(() => ["input", name]));
    expect(fields).not.toEqual([]);
    expect(test.commits()).toEqual(before);
  });

  it("names every bad field at once", async () => {
    const input = { projectId: world.project.id, title: "", assigneeId: "nonsense", idempotencyKey: "" };
    const { fields } = await refusal(test, world.project.owner, "createTask", input);
    expect(fields?.map(({ path }) => path[1]).toSorted()).toEqual(["assigneeId", "idempotencyKey", "title"]);
  });
});
