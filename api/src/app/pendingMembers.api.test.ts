import { newId } from "../platform/ids";
import { send } from "../testing/client";
import { buildMember, type Person } from "../testing/factories";
import { idProbes, type Probe } from "../testing/schemaSweep";
import { connect } from "../testing/socket";
import { startTestApp, type TestApp } from "../testing/testApp";
import { buildSamples, buildVictim, type Victim } from "../testing/victim";

describe.each(["MEMBER", "VIEWER"] as const)("a %s of a project", (role) => {
  let test: TestApp;
  let member: Person;
  let victim: Victim;
  let probes: Probe[];

  beforeAll(async () => {
    test = await startTestApp();
    victim = await buildVictim(test);
    member = await buildMember(test, { project: victim.project, role });
    probes = idProbes(test.app.schema, await buildSamples(test, member));
  });
  afterAll(() => test.close());

  async function answer({ root, document, variables }: Probe, id: string): Promise<string> {
    let body: object;
    if (root === "Subscription") {
      const socket = await connect(test, member.token);
      const { type, payload } = await socket.subscribe(document, variables(id)).nextMessage();
      await socket.close();
      body = { type, payload };
    } else body = await send(test, member.token, document, variables(id));
    const text = JSON.stringify(body, (key, value: unknown) =>
      /^(requestId|.*cursor)$/i.test(key) ? undefined : value,
    );
    return text.replaceAll(id, "<the id>");
  }

  it("learns nothing of its pending members, neither by their ids nor by the project's", async () => {
    const { pending, project } = victim.ids as { pending: string; project: string };
    const faults: string[] = [];
    for (const probe of probes) {
      const isCreation = probe.field.startsWith("create") && probe.path.join() === "input,id";
      const [known, unknown] = [await answer(probe, pending), await answer(probe, newId("mem"))];
      if (known !== unknown && !isCreation) faults.push(`${probe.name} differs: ${known} / ${unknown}`);
      const ofProject = probe.root === "Mutation" ? "" : await answer(probe, project);
      if (`${known}${ofProject}`.includes("pending@") || ofProject.includes(pending))
        faults.push(`${probe.name} leaks`);
    }
    expect(faults).toEqual([]);
  }, 60_000);
});
