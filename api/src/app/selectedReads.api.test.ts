import { getNamedType, type GraphQLField, isLeafType, isObjectType, isRequiredArgument } from "graphql";
import { ask } from "../testing/client";
import {
  buildComment,
  buildLabel,
  buildMember,
  buildProject,
  buildTask,
  type BuiltProject,
} from "../testing/factories";
import { startTestApp, type TestApp } from "../testing/testApp";

let test: TestApp;
let project: BuiltProject;
beforeAll(async () => {
  test = await startTestApp();
  project = await buildProject(test);
  const member = await buildMember(test, { project });
  const label = await buildLabel(test, { project });
  const parent = await buildTask(test, { project, description: "About **it**", labelIds: [label.id] });
  const task = await buildTask(test, {
    project,
    parentId: parent.id,
    assigneeId: member.id,
    priority: "HIGH",
    dueAt: "2030-01-01T10:00:00.000Z",
    startOn: "2029-12-01",
    status: "DONE",
  });
  for (const on of [parent, task]) await buildComment(test, { task: on });
});
afterAll(() => test.close());

/** Where lists of each type are found, by the path to their nodes. */
const LISTS: [type: string, path: readonly string[]][] = [
  ["Task", ["project(id: $id)", "tasks", "nodes"]],
  ["Task", ["tasks", "edges", "node"]],
  ["Task", ["project(id: $id)", "tasks", "nodes", "subtasks", "nodes"]],
  ["Task", ['search(query: "task")', "nodes"]],
  ["Project", ["projects", "nodes"]],
  ["Project", ["project(id: $id)", "tasks", "nodes", "project"]],
  ["User", ["project(id: $id)", "tasks", "nodes", "creator"]],
  ["ProjectMember", ["project(id: $id)", "members", "nodes"]],
  ["Comment", ["project(id: $id)", "tasks", "nodes", "comments", "nodes"]],
  ["Label", ["project(id: $id)", "tasks", "nodes", "labels"]],
];

type Found = { id: string } & Record<string, unknown>;

/** A field with the ids of what it is made of; null for one that needs arguments. */
function selectionOf(field: GraphQLField<unknown, unknown>): string | null {
  if (field.args.some(isRequiredArgument)) return null;
  const type = getNamedType(field.type);
  if (isLeafType(type)) return field.name;
  if (!isObjectType(type)) return `${field.name} { __typename }`;
  const { id, nodes } = type.getFields();
  return `${field.name} { ${id ? "id" : nodes ? "nodes { __typename }" : "__typename"} }`;
}

function foundAt(data: unknown, path: readonly string[]): Found[] {
  return path.reduce<unknown[]>(
    (values, step) => values.flatMap((value) => (value as Record<string, unknown>)[step.replace(/\(.*/, "")] ?? []),
    [data],
  ) as Found[];
}

// What is read of an entity depends on what is selected; the value of a field must not.
it.each(LISTS)("each field of %s in %j is what it is where all of the entity was read", async (typeName, path) => {
  const type = test.app.schema.getType(typeName);
  if (!isObjectType(type)) throw new Error(`${typeName} is no object`);
  const fields = Object.values(type.getFields()).flatMap((field) => selectionOf(field) ?? []);
  expect(fields.length).toBeGreaterThan(4);
  let compared = 0;
  for (const field of fields) {
    const inside = path.reduceRight((inner, step) => `${step} { ${inner} }`, `id ${field}`);
    const variables = path[0]?.includes("$id") ? "($id: ID!)" : "";
    const data = await ask<object>(test, project.owner.token, `query ${variables} { ${inside} }`, { id: project.id });
    for (const found of foundAt(data, path)) {
      const whole = `query ($id: ID!) { node(id: $id) { id ... on ${typeName} { ${field} } } }`;
      const { node } = await ask<{ node: Found }>(test, project.owner.token, whole, { id: found.id });
      expect({ field, ...found }).toEqual({ field, ...node });
      compared += 1;
    }
  }
  expect(compared).toBeGreaterThanOrEqual(fields.length);
});

describe("statements", () => {
  const TASK = `id key title status assignee { id name avatarUrl } project { id key name color } labels { id name }`;

  it("are three for a page of tasks with what hangs on them", async () => {
    const list = `query ($id: ID!) { project(id: $id) { id tasks { nodes { ${TASK} } pageInfo { hasNextPage } } } }`;
    const statements = await test.statementsOf(() => ask(test, project.owner.token, list, { id: project.id }));
    const reads = statements.filter((sql) => / (tasks|projects|users|task_labels) /.test(sql));
    expect(reads).toHaveLength(3);
    expect(reads[1]).not.toContain("description");
  });
});
