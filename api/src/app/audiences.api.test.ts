import { type Audience, readAudiences } from "../platform/graphql/audiences";
import { ask, send } from "../testing/client";
import { differingFields } from "../testing/differences";
import { buildLabel, buildMember, buildTask, type Person } from "../testing/factories";
import { change } from "../testing/mutations";
import { openProjectStream } from "../testing/projectStream";
import { selection } from "../testing/schemaSweep";
import { startTestApp, type TestApp } from "../testing/testApp";
import { allIds, buildVictim, type Victim } from "../testing/victim";
import { createModules, type ModuleDeps } from "./modules";

type Data = Parameters<typeof differingFields>[1];

const LEVELS = 3;
const BATCH = 10;

/** For whom each audience's fields may differ: people of one role, people of two. */
const MAY_DIFFER: Record<"role" | "roles", readonly Audience[]> = { role: ["person"], roles: ["role", "person"] };

describe("what one field shows to two people", () => {
  let test: TestApp;
  let audienceOf: ReturnType<typeof readAudiences>;
  let victim: Victim;
  /** Two of each role but the owner's, of which there is one. */
  let people: Record<"OWNER" | "ADMIN" | "MEMBER" | "VIEWER", [Person, Person?]>;
  let everybody: Person[];
  const seen = new Map<string, Map<Person, Data>>();

  beforeAll(async () => {
    test = await startTestApp();
    const { modules } = createModules({ ...test.config, cursorSecret: "unused" } as unknown as ModuleDeps);
    audienceOf = readAudiences(
      test.app.schema,
      modules.map(({ permissions }) => permissions?.fields ?? {}),
    );
    victim = await buildVictim(test);
    const { project } = victim;
    const two = async (role: "ADMIN" | "MEMBER" | "VIEWER"): Promise<[Person, Person]> => [
      await buildMember(test, { project, role }),
      await buildMember(test, { project, role }),
    ];
    people = {
      OWNER: [victim.person],
      ADMIN: await two("ADMIN"),
      MEMBER: await two("MEMBER"),
      VIEWER: await two("VIEWER"),
    };
    everybody = Object.values(people).flatMap((ones) => ones.filter((one) => one !== undefined));
    for (const [person] of Object.values(people)) await buildTask(test, { project, assigneeId: person.id });
    await readStreams();
    await readNodes();
  }, 120_000);
  afterAll(() => test.close());

  const remember = (object: string, person: Person, data: Data) => {
    const answers = seen.get(object) ?? new Map<Person, Data>();
    seen.set(object, answers.set(person, data));
  };

  /** Whatever has an id that `node` takes, as everybody sees it; null where somebody may not see it at all. */
  async function readNodes(): Promise<void> {
    const { schema } = test.app;
    const document = `query ($ids: [ID!]!) { nodes(ids: $ids) ${selection(schema, schema.getType("Node") as never, LEVELS)} }`;
    const all = [...(await allIds(test))];
    for (const kind of new Set(all.map((id) => id.slice(0, 3)))) {
      const ids = all.filter((id) => id.startsWith(kind));
      const read = async (person: Person) => {
        for (let from = 0; from < ids.length; from += BATCH) {
          const batch = ids.slice(from, from + BATCH);
          const { data, errors } = await send<{ nodes: Data[] | null }>(test, person.token, document, { ids: batch });
          // A kind that is no node.
          if (errors?.[0]?.extensions?.["code"] === "BAD_USER_INPUT") return;
          if (errors) throw new Error(`${batch.join()} cannot be read: ${JSON.stringify(errors)}`);
          batch.forEach((id, index) => data.nodes?.[index] && remember(id, person, data.nodes[index]));
        }
      };
      await Promise.all(everybody.map(read));
    }
  }

  /** The events of some changes, as they come to everybody. */
  async function readStreams(): Promise<void> {
    const { schema } = test.app;
    const { project, person, ids } = victim;
    const item = selection(schema, schema.getType("StreamItem") as never, LEVELS);
    const document = `subscription ($id: ID!) { projectStream(projectId: $id, snapshot: true) ${item} }`;
    const streams = await Promise.all(everybody.map((one) => openProjectStream(test, one.token, project.id, document)));
    /** Everybody is told of a step before the next: what an event shows is as it is when it is told. */
    const readUntil = async (isLast: (item: object) => boolean) => {
      for (const [index, stream] of streams.entries()) {
        for (const { projectStream } of await stream.until((each) => isLast(each.projectStream))) {
          const name = `${String(typeOf(projectStream as never))} ${String(at(projectStream, "seq"))}`;
          remember(name, everybody[index] as Person, projectStream as never);
        }
      }
    };
    // A snapshot shows what is there when it is read.
    await readUntil((each) => typeOf(each as never) === "StreamLive");
    const tellAll = async () => {
      const { project: now } = await ask<{ project: { lastSeq: number } }>(
        test,
        person.token,
        "query ($id: ID!) { project(id: $id) { lastSeq } }",
        { id: project.id },
      );
      await readUntil((each) => at(each, "seq") === now.lastSeq);
    };
    const task = await buildTask(test, { project });
    await tellAll();
    await buildLabel(test, { project });
    await tellAll();
    await change(test, people.MEMBER[0], "updateTask", { id: task.id, title: "Another", assigneeId: person.id });
    await tellAll();
    await buildMember(test, { project });
    await tellAll();
    await change(test, person, "updateProject", { id: project.id, description: "Another" });
    await tellAll();
    if ("addComment" in (schema.getMutationType()?.getFields() ?? {})) {
      const input = { taskId: ids["task"], body: "A comment" };
      await ask(test, person.token, "mutation ($input: AddCommentInput!) { addComment(input: $input) { seq } }", {
        input,
      });
      await tellAll();
    }
    await change(test, person, "deleteTask", { id: task.id });
    await tellAll();
    for (const stream of streams) await stream.socket.close();
  }

  const at = (object: object, field: string): unknown => (object as Record<string, unknown>)[`StreamEvent_${field}`];

  /** Fields that differ between the two, without having been declared so. */
  function undeclared(left: Person | undefined, right: Person | undefined, between: keyof typeof MAY_DIFFER): string[] {
    const fields = [...seen.values()].flatMap((answers) => {
      const [one, other] = [answers.get(left as Person), answers.get(right as Person)];
      return one && other ? [...differingFields(test.app.schema, one, other)] : [];
    });
    return [...new Set(fields)]
      .filter((name) => !MAY_DIFFER[between].includes(audienceOf(...(name.split(".") as [string, string]))))
      .toSorted();
  }

  it("was read of every type that there is", () => {
    const { schema } = test.app;
    const kinds = ["Node", "StreamItem"].flatMap((name) => schema.getPossibleTypes(schema.getType(name) as never));
    const read = new Set([...seen.values()].flatMap((answers) => [...answers.values()].map(typeOf)));
    // These come to one reader alone, or in another stream.
    expect(kinds.map(({ name }) => name).filter((name) => !read.has(name))).toEqual([
      "StreamReset",
      "StreamLagging",
      "StreamEnd",
      "StreamMembership",
    ]);
  });

  it.each(["ADMIN", "MEMBER", "VIEWER"] as const)("is the same for two who are %s, unless it is by person", (role) => {
    expect(undeclared(...(people[role] as [Person, Person]), "role")).toEqual([]);
  });

  it.each([
    ["OWNER", "ADMIN"],
    ["ADMIN", "MEMBER"],
    ["MEMBER", "VIEWER"],
    ["OWNER", "VIEWER"],
  ] as const)("differs between %s and %s only where it is by role or by person", (one, other) => {
    expect(undeclared(people[one][0], people[other][0], "roles")).toEqual([]);
  });
});

const typeOf = (data: Data): unknown => (data as { __typename: string }).__typename;
