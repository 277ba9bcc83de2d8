import { ask } from "../support/graphql";
import { buildProject, type Person, share, signUp } from "./support/people";
import { eventually } from "./support/eventually";
import { openTarget, type Target } from "./support/target";
import { doTask, type Input, readTask, type Task, tryTask } from "./support/tasks";

let target: Target;
let url: string;
let owner: Person;
let friend: Person;
let project: { id: string; key: string };

beforeAll(async () => {
  target = await openTarget();
  ({ url } = target);
  owner = await signUp(url, "Olga", "America/New_York");
  friend = await signUp(url, "Finn");
  project = await buildProject(url, owner, "Kitchen");
  await share(url, owner, project.id, friend, "MEMBER");
});
afterAll(() => target?.close());

const create = async (input: Input = {}) =>
  doTask(url, owner, "create", { projectId: project.id, title: "A task", ...input });

async function createLabel(name: string): Promise<string> {
  const { createLabel: made } = await ask<{ createLabel: { label: { id: string } } }>(
    url,
    owner.token,
    "mutation ($input: CreateLabelInput!) { createLabel(input: $input) { label { id } } }",
    { input: { projectId: project.id, name } },
  );
  return made.label.id;
}

test("a title is enough: it goes to the personal project", async () => {
  const { task, seq } = await doTask(url, owner, "create", { title: "Buy milk" });
  expect(task).toMatchObject({
    key: "MY-1",
    title: "Buy milk",
    status: "TODO",
    priority: "NONE",
    dueOn: null,
    labels: [],
    version: 1,
  });
  expect(seq).toBe(2);
});

test("takes all that a task can have, and gives it back by id, key, number and node", async () => {
  const labelIds = [await createLabel("Wood"), await createLabel("Paint")];
  const { task: parent } = await create({ title: "Shelves" });
  const { task } = await create({
    title: "Paint the shelves",
    description: "Two coats, *white*",
    status: "IN_PROGRESS",
    priority: "HIGH",
    assigneeId: friend.id,
    labelIds,
    parentId: parent.id,
    dueAt: "2031-03-01T03:30:00+01:00",
  });
  expect(task).toMatchObject({
    number: parent.number + 1,
    status: "IN_PROGRESS",
    priority: "HIGH",
    assignee: { id: friend.id },
    parent: { id: parent.id },
    // The evening before, where the one who set it lives.
    dueOn: "2031-02-28",
    dueAt: "2031-03-01T02:30:00.000Z",
    labels: [{ name: "Paint" }, { name: "Wood" }],
  });
  const found = await ask<Record<string, { id: string; subtasks?: { nodes: object[] } }>>(
    url,
    owner.token,
    `query ($id: ID!, $key: String!, $number: Int!, $projectId: ID!, $parentId: ID!) {
      byId: task(id: $id) { id } byKey: task(key: $key) { id } byNode: node(id: $id) { id }
      project(id: $projectId) { task(number: $number) { id } }
      parent: task(id: $parentId) { id subtasks { nodes { id } } }
    }`,
    { id: task.id, key: task.key, number: task.number, projectId: project.id, parentId: parent.id },
  );
  const self = { id: task.id };
  expect(found).toEqual({
    byId: self,
    byKey: self,
    byNode: self,
    project: { task: self },
    parent: { id: parent.id, subtasks: { nodes: [self] } },
  });
});

test("an update changes what it names: absent leaves, null clears", async () => {
  const { task } = await create({ title: "Tiles", description: "Blue", dueOn: "2031-05-01", assigneeId: friend.id });
  const { task: changed } = await doTask(url, owner, "update", {
    id: task.id,
    title: "Wall tiles",
    dueOn: null,
    expectedVersion: 1,
  });
  expect(changed).toMatchObject({
    title: "Wall tiles",
    description: "Blue",
    dueOn: null,
    assignee: { id: friend.id },
    version: 2,
  });
  const done = await doTask(url, owner, "update", { id: task.id, status: "DONE" });
  expect(done.task).toMatchObject({
    status: "DONE",
    version: 3,
    completedAt: expect.stringMatching(/T.*Z$/) as string,
  });
  const again = await doTask(url, owner, "update", { id: task.id, status: "DONE" });
  expect(again).toEqual(done);
});

test("an update of what somebody else has changed is a conflict that says what", async () => {
  const { task } = await create({ title: "Lamp" });
  await eventually(() => doTask(url, friend, "update", { id: task.id, priority: "URGENT", dueOn: "2031-01-01" }));
  const { errors } = await tryTask(url, owner, "update", { id: task.id, title: "Ceiling lamp", expectedVersion: 1 });
  expect(errors).toMatchObject([
    { extensions: { code: "CONFLICT", currentVersion: 2, changedFields: ["dueOn", "priority"] } },
  ]);
  // The fields are others: so the client sends its change again.
  const { task: merged } = await doTask(url, owner, "update", {
    id: task.id,
    title: "Ceiling lamp",
    expectedVersion: 2,
  });
  expect(merged).toMatchObject({ title: "Ceiling lamp", priority: "URGENT", version: 3 });
});

test("moving puts a task between others", async () => {
  const other = await buildProject(url, owner, "Board");
  const made: Task[] = [];
  for (const title of ["one", "two", "three"]) made.push((await create({ projectId: other.id, title })).task);
  const [one, , three] = made as [Task, Task, Task];
  await doTask(url, owner, "move", { id: three.id, afterId: one.id, status: "IN_REVIEW" });
  const order = await ask<{ project: { tasks: { nodes: Task[] } } }>(
    url,
    owner.token,
    "query ($id: ID!) { project(id: $id) { tasks { nodes { title status position } } } }",
    { id: other.id },
  );
  const { nodes } = order.project.tasks;
  expect(nodes.map(({ title, status }) => `${title} ${status}`)).toEqual(["one TODO", "three IN_REVIEW", "two TODO"]);
  expect(nodes.map(({ position }) => position)).toEqual(nodes.map(({ position }) => position).sort());
});

test("a deleted task is out of the lists, and comes back with its subtasks", async () => {
  const other = await buildProject(url, owner, "Trash");
  const { task: parent } = await create({ projectId: other.id, title: "Above" });
  await create({ projectId: other.id, title: "Below", parentId: parent.id });
  const titles = async () => {
    const { tasks } = await ask<{ tasks: { nodes: Task[] } }>(
      url,
      owner.token,
      "query ($id: ID!) { tasks(filter: {projectId: {eq: $id}}, orderBy: [{field: TITLE, direction: ASC}]) { nodes { title } } }",
      { id: other.id },
    );
    return tasks.nodes.map(({ title }) => title);
  };
  await doTask(url, owner, "delete", { id: parent.id });
  expect(await titles()).toEqual([]);
  expect((await readTask(url, owner, parent.id)).deletedAt).not.toBeNull();
  await doTask(url, owner, "restore", { id: parent.id });
  expect(await titles()).toEqual(["Above", "Below"]);
});

test.each([
  ["a blank title", { title: "  " }, ["input", "title"]],
  ["an id that is none", { projectId: "prj_1" }, ["input", "projectId"]],
  ["an assignee who is not there", { assigneeId: "usr_01h455vb4pex5vsknk084sn02q" }, ["input", "assigneeId"]],
  ["a day that does not exist", { dueOn: "2031-02-30" }, ["input", "dueOn"]],
  ["a status that does not exist", { status: "FORGOTTEN" }, ["input", "status"]],
])("refuses %s, naming the field, and makes nothing", async (_title, input, path) => {
  const last = (await create()).task.number;
  const { data, errors } = await tryTask(url, owner, "create", {
    projectId: project.id,
    title: "Not this one",
    ...input,
  });
  expect(data?.createTask ?? null).toBeNull();
  expect(errors).toMatchObject([
    { extensions: { code: "BAD_USER_INPUT", fields: [{ path }], requestId: expect.any(String) as string } },
  ]);
  expect((await create()).task.number).toBe(last + 1);
});
