import { newId } from "../platform/ids";
import { ask, send } from "../testing/client";
import { buildMember, buildUser, type Person } from "../testing/factories";
import { change } from "../testing/mutations";
import { idProbes, type Probe } from "../testing/schemaSweep";
import { connect } from "../testing/socket";
import { startTestApp, type TestApp } from "../testing/testApp";
import { buildSamples, buildVictim, type Victim } from "../testing/victim";

describe.each(["was never in the project", "was removed from the project"])("a stranger who %s", (history) => {
  let test: TestApp;
  let stranger: Person;
  let victim: Victim;
  let probes: Probe[];

  beforeAll(async () => {
    test = await startTestApp();
    victim = await buildVictim(test);
    stranger = await buildUser(test);
    if (history.includes("removed")) {
      const { memberId } = await buildMember(test, { project: victim.project, role: "ADMIN", person: stranger });
      await change(test, victim.person, "removeProjectMember", { id: memberId });
    }
    probes = idProbes(test.app.schema, await buildSamples(test, stranger));
  });
  afterAll(() => test.close());

  /** The answer over the transport of its root, without what differs from one request to the next. */
  async function answer(
    { root, document, variables }: Probe,
    id: string,
    isFull: boolean,
  ): Promise<{ text: string; isRefused: boolean }> {
    const body =
      root === "Subscription"
        ? await firstMessage(document, variables(id))
        : await send(test, stranger.token, document, variables(id, isFull));
    const text = JSON.stringify(body, (key, value: unknown) =>
      /^(requestId|.*cursor)$/i.test(key) ? undefined : value,
    );
    return { text: text.replaceAll(id, "<the id>"), isRefused: text.includes('"code":') };
  }

  async function firstMessage(document: string, variables: Record<string, unknown>): Promise<object> {
    const socket = await connect(test, stranger.token);
    const { type, payload } = await socket.subscribe(document, variables).nextMessage();
    await socket.close();
    return { type, payload };
  }

  /** What is wrong with the answer to one probe, and whether more of its input would be looked at. */
  async function judge(probe: Probe, id: string, isFull: boolean): Promise<{ faults: string[]; isOpen: boolean }> {
    const { text, isRefused } = await answer(probe, id, isFull);
    const faults = victim.tracesIn(text).length > 0 ? [`leaks: ${text}`] : [];
    // What may be named in vain (a label to take off) leaves the caller's other changes valid; an id of a wrong kind ends it all.
    const isOpen = isRefused && !text.includes('"rule":"id"');
    if (/^(create|add)/.test(probe.field) && probe.path.join() === "input,id") {
      // A fresh id would make the entity.
      return { faults: isRefused ? faults : [...faults, `takes it: ${text}`], isOpen };
    }
    const unknown = await answer(probe, newId(id.slice(0, 3) as "tsk"), isFull);
    if (unknown.text !== text)
      faults.push(`differs from that for an id that does not exist: ${text} / ${unknown.text}`);
    return { faults, isOpen };
  }

  it("learns nothing and writes nothing by any id that the schema takes", async () => {
    const before = test.commits();
    const found: string[] = [];
    for (const probe of probes) {
      for (const [kind, id] of Object.entries(victim.ids)) {
        const { faults, isOpen } = await judge(probe, id, false);
        if (probe.root === "Mutation" && isOpen) faults.push(...(await judge(probe, id, true)).faults);
        found.push(...faults.map((fault) => `${probe.name} = ${kind}: ${fault}`));
      }
      if (test.commits() !== before) throw new Error(`${probe.name} writes`);
    }
    expect(found).toEqual([]);
  }, 180_000);

  it("finds no task by a key that it may not see", async () => {
    const { data, errors } = await send(test, stranger.token, "query ($key: String) { task(key: $key) { title } }", {
      key: `${victim.project.key}-1`,
    });
    expect({ data, code: errors?.[0]?.extensions?.["code"] }).toEqual({ data: { task: null }, code: "NOT_FOUND" });
  });

  it("cannot use a cursor of another person's list", async () => {
    const list = "query ($after: String) { tasks(after: $after) { nodes { title } pageInfo { endCursor } } }";
    const { tasks } = await ask<{ tasks: { pageInfo: { endCursor: string } } }>(test, victim.person.token, list);
    const { data, errors } = await send(test, stranger.token, list, { after: tasks.pageInfo.endCursor });
    expect({ data, code: errors?.[0]?.extensions?.["code"] }).toEqual({
      data: { tasks: null },
      code: "BAD_USER_INPUT",
    });
  });
});
