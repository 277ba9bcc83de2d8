/** What is filled into the examples; null where nobody is signed in. */
export interface Prefill {
  readonly projectId: string | null;
}

interface Tab {
  readonly query: string;
  readonly variables?: string;
}

const VIEWER = `# Who asks, and their projects.
# Signed in to TaskFlow, you are here too.
# With a token, put into Headers below:
# {"authorization": "Bearer …"}
# Ctrl-Enter runs, Ctrl-Space completes.

query Viewer {
  viewer {
    id
    name
    timezone
  }
  projects(first: 10) {
    nodes {
      id
      key
      name
      viewerRole
    }
  }
}
`;

const OPEN_TASKS = `# What is open, the most pressing first.
# Next page: endCursor as $after.

query OpenTasks($filter: TaskFilter, $after: String) {
  tasks(
    filter: $filter
    orderBy: [{ field: DUE_AT, direction: ASC }, { field: PRIORITY, direction: DESC }]
    first: 20
    after: $after
  ) {
    nodes {
      key
      title
      status
      priority
      dueOn
      assignee {
        name
      }
    }
    pageInfo {
      hasNextPage
      endCursor
    }
    totalCount
  }
}
`;

const CREATE_TASK = `# Repeated with the same idempotencyKey
# it does nothing more.

mutation CreateTask($input: CreateTaskInput!) {
  createTask(input: $input) {
    task {
      id
      key
      title
      version
    }
    seq
  }
}
`;

const PROJECT_STREAM = `# A project's changes as they happen.
# Run it, then change a task elsewhere.

subscription ProjectStream($projectId: ID!) {
  projectStream(projectId: $projectId) {
    __typename
    cursor
    ... on StreamEvent {
      seq
      type
      changedFields
      actor {
        name
      }
      task {
        key
        title
        status
        version
      }
    }
    ... on StreamEnd {
      endReason
    }
  }
}
`;

/** The tabs that the explorer opens with. */
export function exampleTabs({ projectId }: Prefill): Tab[] {
  const id = projectId ?? "prj_…";
  return [
    tab(VIEWER),
    tab(OPEN_TASKS, { filter: { status: { nin: ["DONE", "CANCELED"] } } }),
    tab(CREATE_TASK, { input: { projectId: id, title: "Try the API", idempotencyKey: crypto.randomUUID() } }),
    tab(PROJECT_STREAM, { projectId: id }),
  ];
}

function tab(query: string, variables?: object): Tab {
  return { query, ...(variables && { variables: JSON.stringify(variables, null, 2) }) };
}
