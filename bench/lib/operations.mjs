/** Fields of a task that lists show. */
const TASK = `id key title status priority dueOn createdAt updatedAt version
  assignee { id name avatarUrl } project { id key name color } labels { id name color }`;
export const PAGE = `nodes { ${TASK} } pageInfo { hasNextPage endCursor }`;
const CHANGED = "seq task { id key title status priority position version createdAt updatedAt }";
const COLUMNS = { backlog: "BACKLOG", todo: "TODO", inProgress: "IN_PROGRESS", inReview: "IN_REVIEW", done: "DONE" };
const columns = Object.entries(COLUMNS).map(
  ([name, status]) => `${name}: tasks(first: $first, filter: { status: { eq: ${status} } }) { ${PAGE} }`,
);
export const LIST = `query List($project: ID!, $first: Int!, $after: String) {
  project(id: $project) { id tasks(first: $first, after: $after) { ${PAGE} } } }`;
const PRIORITIES = ["NONE", "LOW", "MEDIUM", "HIGH", "URGENT"];
const STATUSES = Object.values(COLUMNS);
const MEMBERS_FROM = 1;

/**
 * What is measured. `make(world, random)`: one request, {as: who asks (a place among the users), variables}. Peers
 * without GraphQL are asked at `path`: with the variables as the query or, of a mutation, as the body.
 */
export const OPERATIONS = {
  list: read("/list", LIST, (world, random) => inProject(random, random.pick(world.projects), { first: 50 })),
  one: read("/one", `query One($id: ID!) { task(id: $id) { ${TASK} description } }`, (world, random) => {
    const project = random.pick(world.projects);
    return { as: random.pick(project.members), variables: { id: random.pick(project.tasks).id } };
  }),
  create: write(
    "/create",
    `mutation Create($input: CreateTaskInput!) { createTask(input: $input) { ${CHANGED} } }`,
    newTask,
  ),
  board: read(
    "/board",
    `query Board($project: ID!, $first: Int!) { project(id: $project) { id ${columns.join(" ")} } }`,
    (world, random) => inProject(random, random.pick(world.projects), { first: 50 }),
  ),
  search: read(
    "/search",
    `query Search($query: String!, $first: Int!) { search(query: $query, first: $first) { ${PAGE} } }`,
    (world, random) => ({
      as: random.pick(random.pick(world.projects).members),
      variables: { query: world.writeText(random, 1 + random.below(2)), first: 20 },
    }),
  ),
  "deep-page": read("/list", LIST, (world, random) => {
    const [project] = world.projects;
    const from = Math.floor(project.tasks.length * (0.5 + random.next() * 0.45));
    return inProject(random, project, { first: 50, after: world.cursorOf(project, project.tasks[from]) });
  }),
  update: write(
    "/update",
    `mutation Update($input: UpdateTaskInput!) { updateTask(input: $input) { ${CHANGED} } }`,
    (world, random) =>
      ofTask(world, random, () => ({
        title: `Now ${world.writeText(random, 5)} ${random.below(1_000_000)}`,
        priority: random.pick(PRIORITIES),
      })),
  ),
  move: write(
    "/move",
    `mutation Move($input: MoveTaskInput!) { moveTask(input: $input) { ${CHANGED} } }`,
    (world, random) =>
      ofTask(world, random, (project, task) => {
        const anchor = random.pick(project.tasks);
        return {
          status: random.pick(STATUSES),
          afterId: (anchor === task ? project.tasks.find((t) => t !== task) : anchor).id,
        };
      }),
  ),
};

/** A new task, in a project picked at random or the one given. */
export function newTask(world, random, project = random.pick(world.projects)) {
  const input = {
    projectId: project.id,
    title: `New ${world.writeText(random, 5)} ${random.below(1_000_000)}`,
    priority: random.pick(PRIORITIES),
    idempotencyKey: `${random.below(2 ** 31)}-${random.below(2 ** 31)}-${random.below(2 ** 31)}`,
  };
  return { as: random.pick(project.members), variables: { input } };
}

/** The HTTP request of an operation: {method, path, body}. */
export function requestOf(server, operation, variables) {
  const { document, path, isMutation } = operation;
  if (server.isGraphQL) {
    return {
      method: "POST",
      path: "/graphql",
      body: `{"query":${JSON.stringify(document)},"variables":${JSON.stringify(variables)}}`,
    };
  }
  if (isMutation) return { method: "POST", path, body: JSON.stringify(variables) };
  return { method: "GET", path: `${path}?${new URLSearchParams(variables)}`, body: "" };
}

export function read(path, document, make) {
  return { path, document, make, isMutation: false };
}

function write(path, document, make) {
  return { path, document, make, isMutation: true };
}

function inProject(random, project, more) {
  return { as: random.pick(project.members), variables: { project: project.id, ...more } };
}

function ofTask(world, random, inputOf) {
  const project = random.pick(world.projects.slice(MEMBERS_FROM));
  const task = random.pick(project.tasks);
  return { as: random.pick(project.members), variables: { input: { id: task.id, ...inputOf(project, task) } } };
}
