import { send } from "../../testing/client";
import { buildLabel, buildMember, buildProject, buildUser, type Person } from "../../testing/factories";
import { startTestApp, type TestApp } from "../../testing/testApp";

describe("labels", () => {
  let test: TestApp;
  beforeAll(async () => {
    test = await startTestApp();
  });
  afterAll(() => test.close());

  const CREATE = "mutation ($input: CreateLabelInput!) { createLabel(input: $input) { label { id name color version } seq } }";
  const codeOf = async (person: Person, query: string, input: object) => {
    const { errors } = await send(test, person.token, query, { input });
    return errors?.[0]?.extensions;
  };

  it("creates a label for an admin", async () => {
    const project = await buildProject(test);
    const admin = await buildMember(test, { project, role: "ADMIN" });
    const { data, errors } = await send<{ createLabel: object }>(test, admin.token, CREATE, {
      input: { projectId: project.id, name: "Bug", color: "#ff0000" },
    });
    expect(errors).toBeUndefined();
    expect(data.createLabel).toMatchObject({ label: { name: "Bug", color: "#ff0000", version: 1 }, seq: 3 });
  });

  it("tells a stranger nothing and refuses a member", async () => {
    const { project } = await buildLabel(test);
    const input = { projectId: project.id, name: "Mine" };
    expect(await codeOf(await buildUser(test), CREATE, input)).toMatchObject({ code: "NOT_FOUND" });
    expect(await codeOf(await buildMember(test, { project }), CREATE, input)).toMatchObject({ code: "FORBIDDEN" });
  });

  it("names the field of a bad name", async () => {
    const project = await buildProject(test);
    expect(await codeOf(project.owner, CREATE, { projectId: project.id, name: "" })).toMatchObject({
      code: "BAD_USER_INPUT",
      fields: [{ path: ["input", "name"] }],
    });
  });
});
