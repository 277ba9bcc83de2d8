import { ask, send } from "../../testing/client";
import { dumpTables, eventsOf } from "../../testing/database";
import {
  buildMember,
  buildProject,
  buildTask,
  type BuiltProject,
  buildUser,
  type Person,
} from "../../testing/factories";
import { badField, change, refusal } from "../../testing/mutations";
import { startTestApp, type TestApp } from "../../testing/testApp";

interface Seen {
  project: {
    viewerRole: string;
    members: { nodes: { id: string; role: string; email: string | null; user: { email: string | null } }[] };
  };
}
const MEMBERS =
  "query ($id: ID!) { project(id: $id) { viewerRole members { nodes { id role email user { email } } } } }";

describe("members", () => {
  let test: TestApp;
  let project: BuiltProject;
  let owner: Person;
  beforeAll(async () => {
    test = await startTestApp();
  });
  beforeEach(async () => {
    project = await buildProject(test);
    ({ owner } = project);
  });
  afterAll(() => test.close());

  const see = async ({ token }: Person) => (await ask<Seen>(test, token, MEMBERS, { id: project.id })).project;
  const memberIdOf = async (person: Person, role: string) =>
    (await see(person)).members.nodes.find((member) => member.role === role)!.id;
  const remove = (actor: Person, id: string) => change(test, actor, "removeProjectMember", { id });

  it("are added by their address, in whatever case", async () => {
    const person = await buildUser(test);
    const { member } = await change(test, owner, "addProjectMember", {
      projectId: project.id,
      email: person.email.toUpperCase(),
      role: "VIEWER",
    });
    expect(member).toMatchObject({ role: "VIEWER", version: 1, user: { id: person.id }, addedBy: { id: owner.id } });
    expect((await see(person)).viewerRole).toBe("VIEWER");
  });

  it("are added once", async () => {
    const { email } = await buildMember(test, { project });
    for (const one of [email, owner.email]) {
      expect(
        await refusal(test, owner, "addProjectMember", { projectId: project.id, email: one, role: "ADMIN" }),
      ).toMatchObject(badField("email", "taken"));
    }
  });

  it.each(["ADMIN", "MEMBER", "VIEWER"] as const)("know their own role: %s", async (role) => {
    expect((await see(await buildMember(test, { project, role }))).viewerRole).toBe(role);
    expect((await see(owner)).viewerRole).toBe("OWNER");
  });

  it("may edit tasks or not by their role", async () => {
    const task = await buildTask(test, { project });
    const query = "query ($id: ID!) { task(id: $id) { viewerCanEdit } }";
    const answers = [];
    for (const role of ["ADMIN", "MEMBER", "VIEWER"] as const) {
      answers.push(await ask(test, (await buildMember(test, { project, role })).token, query, { id: task.id }));
    }
    expect(answers).toEqual([true, true, false].map((viewerCanEdit) => ({ task: { viewerCanEdit } })));
  });

  it("show their addresses to the owner and admins alone, and to themselves", async () => {
    const people = {
      owner,
      admin: await buildMember(test, { project, role: "ADMIN" }),
      member: await buildMember(test, { project }),
      viewer: await buildMember(test, { project, role: "VIEWER" }),
    };
    const all = Object.values(people)
      .map(({ email }) => email)
      .toSorted();
    for (const [name, person] of Object.entries(people)) {
      const { nodes } = (await see(person)).members;
      const shown = nodes.flatMap(({ email }) => email ?? []).toSorted();
      expect({ name, shown }).toEqual({ name, shown: name === "owner" || name === "admin" ? all : [person.email] });
      // As a user everybody's is their own alone.
      expect(nodes.flatMap(({ user }) => user.email ?? [])).toEqual([person.email]);
    }
  });

  it("show no address on tasks and in lists of people's things", async () => {
    const member = await buildMember(test, { project });
    await buildTask(test, { project, assigneeId: member.id });
    const { data } = await send<object>(
      test,
      member.token,
      "{ tasks { nodes { creator { email } assignee { email } project { owner { email sessions { id } } } } } }",
    );
    expect(data).toEqual({
      tasks: {
        nodes: [
          {
            creator: { email: null },
            assignee: { email: member.email },
            project: { owner: { email: null, sessions: null } },
          },
        ],
      },
    });
  });

  it("may leave, all but the owner", async () => {
    for (const role of ["ADMIN", "MEMBER", "VIEWER"] as const) {
      const member = await buildMember(test, { project, role });
      expect((await remove(member, member.memberId)).member).toMatchObject({ id: member.memberId, version: 2 });
      const { errors } = await send(test, member.token, MEMBERS, { id: project.id });
      expect(errors?.[0]?.extensions).toMatchObject({ code: "NOT_FOUND" });
    }
    expect(await refusal(test, owner, "removeProjectMember", { id: await memberIdOf(owner, "OWNER") })).toMatchObject({
      code: "FORBIDDEN",
    });
  });

  it("cannot touch the owner", async () => {
    const admin = await buildMember(test, { project, role: "ADMIN" });
    const id = await memberIdOf(admin, "OWNER");
    expect(await refusal(test, admin, "removeProjectMember", { id })).toMatchObject({ code: "FORBIDDEN" });
    for (const actor of [admin, owner])
      expect(await refusal(test, actor, "updateProjectMember", { id, role: "MEMBER" })).toMatchObject({
        code: "FORBIDDEN",
      });
  });

  it("lose everything with their membership, and find it again when they come back", async () => {
    const { memberId, ...person } = await buildMember(test, { project });
    const { id, key } = await buildTask(test, { project, assigneeId: person.id });
    await remove(owner, memberId);
    const query =
      "query ($id: ID!, $key: String) { byId: task(id: $id) { id } byKey: task(key: $key) { id } tasks { nodes { id } } projects { nodes { isPersonal } } }";
    const { data } = await send<object>(test, person.token, query, { id, key });
    expect(data).toEqual({
      byId: null,
      byKey: null,
      tasks: { nodes: [] },
      projects: { nodes: [{ isPersonal: true }] },
    });

    const { member } = await change(test, owner, "addProjectMember", {
      projectId: project.id,
      email: person.email,
      role: "VIEWER",
    });
    expect(member).toMatchObject({ id: memberId, role: "VIEWER", version: 3 });
    expect((await send(test, person.token, query, { id, key })).errors).toBeUndefined();
  });

  it("are removed twice without a second event, and changed no more", async () => {
    const { memberId } = await buildMember(test, { project });
    const { seq } = await remove(owner, memberId);
    const before = await dumpTables(test);
    expect(await remove(owner, memberId)).toMatchObject({ seq, member: { id: memberId, version: 2 } });
    expect(await dumpTables(test)).toEqual(before);
    expect(await refusal(test, owner, "updateProjectMember", { id: memberId, role: "ADMIN" })).toMatchObject({
      code: "NOT_FOUND",
    });
  });

  it("are no assignees without being members", async () => {
    const { memberId, ...person } = await buildMember(test, { project });
    await remove(owner, memberId);
    expect(
      await refusal(test, owner, "createTask", { projectId: project.id, title: "Theirs", assigneeId: person.id }),
    ).toMatchObject(badField("assigneeId", "member"));
  });

  it("are seen as users only by those who share a project with them", async () => {
    const member = await buildMember(test, { project });
    const query = "query ($id: ID!) { node(id: $id) { ... on User { name email timezone sessions { id } } } }";
    const seen = await ask(test, owner.token, query, { id: member.id });
    expect(seen).toEqual({ node: { name: member.name, email: null, timezone: "UTC", sessions: null } });
    await remove(owner, member.memberId);
    expect(await ask(test, owner.token, query, { id: member.id })).toEqual({ node: null });
  });

  it("have an event in the project's log and in their own", async () => {
    const { memberId, id } = await buildMember(test, { project });
    const start = (await eventsOf(test, id)).length - 1;
    await change(test, owner, "updateProjectMember", { id: memberId, role: "VIEWER" });
    await remove(owner, memberId);
    const [, added, updated, removed] = await eventsOf(test, project.id);
    expect([added, updated, removed].map((event) => event?.changes)).toEqual([
      [
        { field: "user", before: null, after: id },
        { field: "role", before: null, after: "MEMBER" },
      ],
      [{ field: "role", before: "MEMBER", after: "VIEWER" }],
      [
        { field: "user", before: id, after: null },
        { field: "role", before: "VIEWER", after: null },
      ],
    ]);
    const own = (await eventsOf(test, id)).slice(start);
    expect(own.map(({ type, subjectId }) => [type, subjectId])).toEqual(
      ["ADDED", "UPDATED", "REMOVED"].map((what) => [`MEMBERSHIP_${what}`, project.id]),
    );
  });
});
