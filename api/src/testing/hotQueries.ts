const TASK = "id title key viewerCanEdit assignee { id name } project { id name } labels { id name } parent { title }";
const PAGE = "pageInfo { endCursor hasNextPage hasPreviousPage } totalCount";
const BY_DUE = "orderBy: [{ field: DUE_AT, direction: ASC }]";
const BY_UPDATE = "orderBy: [{ field: UPDATED_AT, direction: DESC }]";

const IDS = ["project", "member", "task", "comment", "label", "guest", "event"];

const ofProject = (args: string) =>
  `query ($project: ID!, $after: String) { project(id: $project) { tasks(after: $after ${args}) { nodes { ${TASK} } ${PAGE} } } }`;
const ofViewer = (args: string) =>
  `query ($after: String) { tasks(after: $after ${args}) { nodes { ${TASK} } ${PAGE} } }`;
const assignedTo = (who: string) =>
  `query ($${who}: ID!, $after: String) { tasks(after: $after, filter: { assigneeId: { eq: $${who} } }, ${BY_DUE}) { nodes { ${TASK} } ${PAGE} } }`;
const search = (text: string) =>
  `query ($after: String) { search(after: $after, query: "${text}") { nodes { ${TASK} } ${PAGE} } }`;

/** A query that clients ask all the time; one with `$after` is asked for its second page too. */
interface HotQuery {
  by: "owner" | "guest";
  query: string;
  /** The index that finds its rows, or has them in order. */
  uses?: string;
}

/** By what it asks for. `by`: see CrowdedWorld. */
export const HOT_QUERIES: Record<string, HotQuery> = {
  "a project's tasks": { by: "guest", query: ofProject(""), uses: "tasks(project_id, position, id)" },
  "a column of a board": {
    by: "guest",
    query: ofProject("filter: { status: { eq: DONE } }"),
    uses: "tasks(project_id, position, id)",
  },
  "a project's open tasks": {
    by: "guest",
    query: ofProject("filter: { status: { nin: [DONE, CANCELED] } }, orderBy: [{ field: POSITION, direction: ASC }]"),
    uses: "tasks(project_id, position, id)",
  },
  "a project's completed tasks": {
    by: "guest",
    query: ofProject("filter: { status: { in: [DONE, CANCELED] } }, orderBy: [{ field: POSITION, direction: DESC }]"),
    uses: "tasks(project_id, position, id)",
  },
  "a project's tasks with a label": {
    by: "guest",
    query: `query ($project: ID!, $label: ID!, $after: String) { project(id: $project) { tasks(after: $after, filter: { labelId: { eq: $label } }) { nodes { ${TASK} } ${PAGE} } } }`,
  },
  "a project's tasks without labels": { by: "guest", query: ofProject("filter: { labelId: { isNull: true } }") },
  "a project's trash": {
    by: "guest",
    query: ofProject("scope: TRASH"),
    uses: "tasks(project_id, deleted_with_id)",
  },
  "own tasks, the newest first": { by: "owner", query: ofViewer(""), uses: "tasks(owner_id, created_at, id)" },
  "own tasks, the newest change first": {
    by: "owner",
    query: ofViewer(BY_UPDATE),
    uses: "tasks(owner_id, updated_at, id)",
  },
  // As many are: by either index that has the order.
  "own tasks that are done": { by: "owner", query: ofViewer("filter: { status: { eq: DONE } }") },
  "own tasks of which there are none": {
    by: "owner",
    query: ofViewer("filter: { status: { eq: IN_PROGRESS } }"),
    uses: "tasks(owner_id, status, created_at, id)",
  },
  "tasks of projects of many people": { by: "guest", query: ofViewer("") },
  "tasks of projects of many people, the newest change first": { by: "guest", query: ofViewer(BY_UPDATE) },
  "what is assigned to oneself": { by: "owner", query: assignedTo("owner"), uses: "tasks(assignee_id, due_sort)" },
  "what is assigned to a guest": { by: "guest", query: assignedTo("guest"), uses: "tasks(assignee_id, due_sort)" },
  "a task with its subtasks": {
    by: "guest",
    query: `query ($task: ID!) { task(id: $task) { ${TASK} previousKeys subtasks { nodes { ${TASK} } } } }`,
    uses: "tasks(parent_id)",
  },
  "a task by its key": {
    by: "guest",
    query: `query ($key: String!) { task(key: $key) { ${TASK} } }`,
    uses: "tasks(project_id, number)",
  },
  "a task by a former key": {
    by: "guest",
    query: `query ($formerKey: String!) { task(key: $formerKey) { ${TASK} } }`,
    uses: "task_former_keys(project_id, short_key, number)",
  },
  "entities by their ids": {
    by: "guest",
    query: `query (${IDS.map((id) => `$${id}: ID!`).join(", ")}) { nodes(ids: [${IDS.map((id) => `$${id}`).join(", ")}]) { id } }`,
    uses: "events(id)",
  },
  "search for a rare word": { by: "guest", query: search("rare one"), uses: "task_words(project_id, word)" },
  "search for a common word": { by: "owner", query: search("common"), uses: "tasks(owner_id, updated_at, id)" },
  projects: {
    by: "guest",
    query: `query ($after: String) { projects(after: $after) { nodes { name viewerRole lastSeq owner { name } labels { name } } ${PAGE} } }`,
    uses: "project_members(user_id)",
  },
  members: {
    by: "guest",
    query: `query ($project: ID!, $after: String) { project(id: $project) { members(after: $after) { nodes { role user { name } } ${PAGE} } } }`,
    uses: "project_members(project_id, user_id)",
  },
  labels: {
    by: "guest",
    query: "query ($project: ID!) { project(id: $project) { labels { name } } }",
    uses: "labels(project_id, name_key)",
  },
  "a task's comments": {
    by: "guest",
    query: `query ($task: ID!, $after: String) { task(id: $task) { comments(after: $after) { nodes { body author { name } } ${PAGE} } } }`,
    uses: "comments(task_id, created_at, id)",
  },
  "a task's activity": {
    by: "guest",
    query: `query ($task: ID!, $after: String) { task(id: $task) { activity(after: $after) { nodes { type actor { name } comment { body } } pageInfo { endCursor } } } }`,
    uses: "events(task_id, occurred_at, id)",
  },
  "a project's activity": {
    by: "guest",
    query: `query ($project: ID!, $after: String) { project(id: $project) { activity(after: $after) { nodes { id type actor { name } task { title } } pageInfo { endCursor } } } }`,
  },
  "oneself, with sessions and tokens": {
    by: "owner",
    query: "{ viewer { name sessions { id } apiTokens { id } } }",
    uses: "sessions(user_id, created_at)",
  },
};
