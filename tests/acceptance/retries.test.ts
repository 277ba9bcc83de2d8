import { randomUUID } from "node:crypto";
import { typeid } from "typeid-js";
import { ask } from "../support/graphql";
import { buildProject, type Person, signUp } from "./support/people";
import { openTarget, type Target } from "./support/target";
import { doTask, type Input, tryTask } from "./support/tasks";

const AT_ONCE = 10;

let target: Target;
let url: string;
let owner: Person;

beforeAll(async () => {
  target = await openTarget();
  ({ url } = target);
  owner = await signUp(url, "Olga");
});
afterAll(() => target?.close());

async function countTasks(projectId: string): Promise<number> {
  const { project } = await ask<{ project: { tasks: { totalCount: number } } }>(
    url,
    owner.token,
    "query ($id: ID!) { project(id: $id) { tasks { totalCount } } }",
    { id: projectId },
  );
  return project.tasks.totalCount;
}

test.each<[string, () => Input]>([
  ["an idempotencyKey", () => ({ idempotencyKey: randomUUID() })],
  ["an id of the client's own", () => ({ id: typeid("tsk").toString() })],
])("a request with %s is carried out once, however often it is sent", async (_title, mark) => {
  const { id: projectId } = await buildProject(url, owner);
  const input = { projectId, title: "Only once", ...mark() };
  const answers = await Promise.all(Array.from({ length: AT_ONCE }, () => doTask(url, owner, "create", input)));
  answers.push(await doTask(url, owner, "create", input));
  expect(new Set(answers.map(({ task }) => task.id)).size).toBe(1);
  expect(await countTasks(projectId)).toBe(1);
});

test("a retry answers with the task as it is now, and with the number of the change", async () => {
  const { id: projectId } = await buildProject(url, owner);
  const input = { projectId, title: "Before", idempotencyKey: randomUUID() };
  const { task, seq } = await doTask(url, owner, "create", input);
  await doTask(url, owner, "update", { id: task.id, title: "After" });
  expect(await doTask(url, owner, "create", input)).toMatchObject({
    task: { id: task.id, title: "After", version: 2 },
    seq,
  });
});

test("a retry of an update does not change it again", async () => {
  const { task } = await doTask(url, owner, "create", { title: "Count" });
  const input = { id: task.id, title: "Counted", expectedVersion: 1, idempotencyKey: randomUUID() };
  const first = await doTask(url, owner, "update", input);
  await doTask(url, owner, "update", { id: task.id, title: "Counted by someone else" });
  expect(await doTask(url, owner, "update", input)).toMatchObject({
    task: { title: "Counted by someone else", version: 3 },
    seq: first.seq,
  });
});

test.each<[string, string, () => Input]>([
  ["idempotencyKey", "IDEMPOTENCY_CONFLICT", () => ({ idempotencyKey: randomUUID() })],
  ["id", "CONFLICT", () => ({ id: typeid("tsk").toString() })],
])("the same %s with another input is %s", async (_title, code, mark) => {
  const { id: projectId } = await buildProject(url, owner);
  const input = { projectId, title: "This", ...mark() };
  await doTask(url, owner, "create", input);
  const { errors } = await tryTask(url, owner, "create", { ...input, title: "That" });
  expect(errors).toMatchObject([{ extensions: { code } }]);
  expect(await countTasks(projectId)).toBe(1);
});
