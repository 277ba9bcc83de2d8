import { type Answer, send } from "./client";
import type { Person } from "./factories";
import type { TestApp } from "./testApp";

const TASK = `task {
  id key number previousKeys title description status priority position version
  startOn startAt dueOn dueAt completedAt deletedAt createdAt updatedAt
  project { id } assignee { id } creator { id } parent { id } labels { id name }
} seq`;
const LABEL = "label { id name color deletedAt version project { id } } seq";
const COMMENT =
  "comment { id body editedAt deletedAt createdAt version viewerCanEdit task { id } author { id name } } seq";
const PROJECT =
  "project { id key name description color isPersonal version lastSeq viewerRole archivedAt deletedAt owner { id } } seq";
const MEMBER = "member { id role version email isPending user { id } addedBy { id } } seq";

const SELECTIONS = {
  createProject: PROJECT,
  updateProject: PROJECT,
  archiveProject: PROJECT,
  unarchiveProject: PROJECT,
  deleteProject: PROJECT,
  restoreProject: PROJECT,
  transferProject: PROJECT,
  addProjectMember: MEMBER,
  updateProjectMember: MEMBER,
  removeProjectMember: MEMBER,
  createTask: TASK,
  updateTask: TASK,
  moveTask: `${TASK} sourceSeq`,
  deleteTask: TASK,
  restoreTask: TASK,
  createLabel: LABEL,
  updateLabel: LABEL,
  deleteLabel: LABEL,
  addComment: COMMENT,
  updateComment: COMMENT,
  deleteComment: COMMENT,
  updateProfile: "user { id name timezone avatarUrl email version }",
  register: "accessToken user { id email }",
  login: "accessToken user { id email }",
  revokeSession: "session { id }",
  revokeAllSessions: "isAccepted",
  createApiToken: "apiToken { id name hint scopes expiresAt lastUsedAt createdAt } secret",
  revokeApiToken: "apiToken { id }",
  requestEmailVerification: "isAccepted",
  verifyEmail: "user { id name isDeleted }",
  requestPasswordReset: "isAccepted",
  resetPassword: "isAccepted",
  changePassword: "user { id name isEmailVerified }",
  deleteAccount: "isAccepted",
} as const;
export type MutationName = keyof typeof SELECTIONS;

/** The input's type, where it is not named for its mutation. */
const INPUT_TYPES: Partial<Record<MutationName, string>> = {
  archiveProject: "ProjectVerbInput",
  unarchiveProject: "ProjectVerbInput",
  deleteProject: "ProjectVerbInput",
  restoreProject: "ProjectVerbInput",
};

export function inputTypeOf(field: MutationName): string {
  return INPUT_TYPES[field] ?? `${field[0]?.toUpperCase()}${field.slice(1)}Input`;
}

interface Id {
  id: string;
}

export interface TaskView {
  id: string;
  key: string;
  number: number;
  previousKeys: string[];
  title: string;
  description: string | null;
  status: string;
  priority: string;
  position: string;
  version: number;
  startOn: string | null;
  startAt: string | null;
  dueOn: string | null;
  dueAt: string | null;
  completedAt: string | null;
  deletedAt: string | null;
  createdAt: string;
  updatedAt: string;
  project: Id;
  assignee: Id | null;
  creator: Id;
  parent: Id | null;
  labels: { id: string; name: string }[];
}

/** What a successful mutation answers; each has the part that is its own. */
interface Payload {
  seq: number;
  sourceSeq: number | null;
  task: TaskView;
  label: { id: string; name: string; color: string; deletedAt: string | null; version: number; project: Id };
  comment: {
    id: string;
    body: string | null;
    editedAt: string | null;
    deletedAt: string | null;
    createdAt: string;
    version: number;
    viewerCanEdit: boolean;
    task: Id;
    author: { id: string; name: string };
  };
  project: {
    id: string;
    key: string;
    name: string;
    description: string | null;
    color: string;
    version: number;
    lastSeq: number;
    viewerRole: string;
    archivedAt: string | null;
    deletedAt: string | null;
    owner: Id;
  };
  member: {
    id: string;
    role: string;
    version: number;
    email: string | null;
    isPending: boolean;
    user: Id | null;
    addedBy: Id | null;
  };
  user: { id: string; name: string; timezone: string; avatarUrl: string | null; email: string | null; version: number };
}

/** The `extensions` of a refusal. */
export interface Refusal {
  code: string;
  requestId: string;
  fields?: { path: (string | number)[]; message: string; rule: string }[];
  currentVersion?: number;
  changedFields?: string[];
  candidates?: string[];
}

export type Actor = Pick<Person, "token"> | null;

/** Sends a mutation; an actor of null sends no credential. */
export async function mutate(
  test: Pick<TestApp, "url">,
  actor: Actor,
  field: MutationName,
  input: object,
): Promise<Answer<Record<string, Payload | null>>> {
  const document = `mutation ($input: ${inputTypeOf(field)}!) { ${field}(input: $input) { ${SELECTIONS[field]} } }`;
  return send(test, actor && actor.token, document, { input });
}

/** As `mutate`, for a change that must be made; answers its payload. */
export async function change(
  test: Pick<TestApp, "url">,
  actor: Actor,
  field: MutationName,
  input: object,
): Promise<Payload> {
  const { data, errors } = await mutate(test, actor, field, input);
  const payload = data?.[field];
  if (errors || !payload) throw new Error(`${field} was refused: ${JSON.stringify(errors)}`);
  return payload;
}

/** As `mutate`, for a change that must be refused; answers the error's extensions. */
export async function refusal(
  test: Pick<TestApp, "url">,
  actor: Actor,
  field: MutationName,
  input: object,
): Promise<Refusal> {
  const { data, errors } = await mutate(test, actor, field, input);
  const [error] = errors ?? [];
  if (!error || data?.[field]) throw new Error(`${field} was not refused: ${JSON.stringify(data)}`);
  return error.extensions as unknown as Refusal;
}

/** What a refusal looks like that names this field of the input. */
export function badField(field: string, rule?: string): object {
  return { code: "BAD_USER_INPUT", fields: [{ path: ["input", ...field.split(".")], ...(rule && { rule }) }] };
}
