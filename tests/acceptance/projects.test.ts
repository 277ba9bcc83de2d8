import { ask, send } from "../support/graphql";
import { eventually } from "./support/eventually";
import { buildProject, type Person, share, signUp, verifyEmail } from "./support/people";
import { openTarget, type Target } from "./support/target";

const PROJECT =
  "query ($id: ID!) { project(id: $id) { id name viewerRole members { nodes { user { name } role email } totalCount } } }";
const CREATE = "mutation ($input: CreateTaskInput!) { createTask(input: $input) { task { id } seq } }";
const SET_ROLE =
  "mutation ($input: UpdateProjectMemberInput!) { updateProjectMember(input: $input) { member { role version } } }";
const REMOVE = "mutation ($input: RemoveProjectMemberInput!) { removeProjectMember(input: $input) { member { id } } }";

interface Project {
  viewerRole: string;
  members: { nodes: { user: { name: string }; role: string; email: string | null }[]; totalCount: number };
}

let target: Target;
let url: string;
let owner: Person;
let friend: Person;
let stranger: Person;

beforeAll(async () => {
  target = await openTarget();
  ({ url } = target);
  owner = await signUp(url, "Olga");
  friend = await signUp(url, "Finn");
  stranger = await signUp(url, "Sam");
});
afterAll(() => target?.close());

const projectOf = async ({ token }: Person, id: string) =>
  (await ask<{ project: Project }>(url, token, PROJECT, { id })).project;
const codeOf = async ({ token }: Person, query: string, variables: Record<string, unknown>) =>
  (await send(url, token, query, variables)).errors?.[0]?.extensions.code;

test("a project gets a key from its name, and can be changed", async () => {
  const { id, key } = await buildProject(url, owner, "Summer Fair");
  expect(key).toBe("SF");
  const { updateProject } = await ask<{ updateProject: object }>(
    url,
    owner.token,
    "mutation ($input: UpdateProjectInput!) { updateProject(input: $input) { project { name key description version } seq } }",
    { input: { id, name: "Winter Fair", key: "WF", description: "Mulled wine", expectedVersion: 1 } },
  );
  expect(updateProject).toMatchObject({
    project: { name: "Winter Fair", key: "WF", description: "Mulled wine", version: 2 },
    seq: 2,
  });
});

test("a project that is shared is there for both, and for nobody else", async () => {
  const { id } = await buildProject(url, owner);
  await share(url, owner, id, friend, "MEMBER");
  const seen = await eventually(() => projectOf(friend, id));
  expect(seen).toMatchObject({ viewerRole: "MEMBER", members: { totalCount: 2 } });
  expect(seen.members.nodes.map(({ user, role, email }) => [user.name, role, email])).toEqual([
    ["Finn", "MEMBER", friend.email],
    ["Olga", "OWNER", null],
  ]);
  expect((await projectOf(owner, id)).members.nodes.map(({ email }) => email)).toEqual([friend.email, owner.email]);
  expect(await codeOf(stranger, PROJECT, { id })).toBe("NOT_FOUND");
  expect(await codeOf(stranger, CREATE, { input: { projectId: id, title: "Let me in" } })).toBe("NOT_FOUND");
});

test("a viewer only reads, until the role is changed", async () => {
  const { id } = await buildProject(url, owner);
  const memberId = await share(url, owner, id, friend, "VIEWER");
  await eventually(() => projectOf(friend, id));
  const input = { projectId: id, title: "Mine too" };
  expect(await codeOf(friend, CREATE, { input })).toBe("FORBIDDEN");
  expect(await codeOf(friend, SET_ROLE, { input: { id: memberId, role: "ADMIN" } })).toBe("FORBIDDEN");
  await ask(url, owner.token, SET_ROLE, { input: { id: memberId, role: "MEMBER", expectedVersion: 1 } });
  await eventually(() => ask(url, friend.token, CREATE, { input }));
  expect(await codeOf(owner, SET_ROLE, { input: { id: memberId, role: "VIEWER", expectedVersion: 1 } })).toBe(
    "CONFLICT",
  );
});

test("whoever is removed, or leaves, sees it no more", async () => {
  const { id } = await buildProject(url, owner);
  const first = await share(url, owner, id, friend, "MEMBER");
  await ask(url, owner.token, REMOVE, { input: { id: first } });
  await eventually(async () => expect(await codeOf(friend, PROJECT, { id })).toBe("NOT_FOUND"));

  const again = await share(url, owner, id, friend, "MEMBER");
  await eventually(() => projectOf(friend, id));
  await ask(url, friend.token, REMOVE, { input: { id: again } });
  expect(await codeOf(friend, PROJECT, { id })).toBe("NOT_FOUND");
});

test.each([
  ["what is no address", { email: "nobody", role: "MEMBER" }, "email"],
  ["a second owner", { email: "", role: "OWNER" }, "role"],
])("refuses %s, naming the field", async (_title, { email, role }, field) => {
  const { id } = await buildProject(url, owner);
  const { errors } = await send(
    url,
    owner.token,
    "mutation ($input: AddProjectMemberInput!) { addProjectMember(input: $input) { seq } }",
    {
      input: { projectId: id, email: email || friend.email, role },
    },
  );
  expect(errors).toMatchObject([{ extensions: { code: "BAD_USER_INPUT", fields: [{ path: ["input", field] }] } }]);
});

test("whoever has no account yet is pending, and a member once they have one and verify their address", async () => {
  const { id } = await buildProject(url, owner);
  const newcomer = await signUp(url, "Newcomer");
  const { addProjectMember } = await ask<{ addProjectMember: { member: { isPending: boolean; user: null } } }>(
    url,
    owner.token,
    "mutation ($input: AddProjectMemberInput!) { addProjectMember(input: $input) { member { isPending user { id } } } }",
    { input: { projectId: id, email: newcomer.email, role: "MEMBER" } },
  );
  expect(addProjectMember.member).toEqual({ isPending: true, user: null });
  expect(await codeOf(newcomer, PROJECT, { id })).toBe("NOT_FOUND");
  await verifyEmail(url, newcomer);
  expect(await codeOf(newcomer, PROJECT, { id })).toBeUndefined();
});
