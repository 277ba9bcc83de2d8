import { ask } from "../../support/graphql";
import { mailedLink } from "../../support/mail";
import type { ApiPair } from "../faults/apiPair";

const REGISTER = "mutation ($input: RegisterInput!) { register(input: $input) { accessToken } }";
const VERIFY = "mutation ($input: VerifyEmailInput!) { verifyEmail(input: $input) { user { id } } }";
const CREATE_PROJECT = "mutation ($input: CreateProjectInput!) { createProject(input: $input) { project { id } } }";
const ADD_MEMBER = "mutation ($input: AddProjectMemberInput!) { addProjectMember(input: $input) { member { id } } }";
const CREATE_TASK = "mutation ($input: CreateTaskInput!) { createTask(input: $input) { seq task { id } } }";

/** A project whose owner changes its one task, and whose other member reads. */
export interface Shared {
  id: string;
  taskId: string;
  /** Of the task's first event; the project has had none since. */
  createdSeq: number;
  ownerToken: string;
  memberToken: string;
}

/** Access tokens of new people. */
export async function signUpPeople(url: string, count: number): Promise<string[]> {
  const tokens: string[] = [];
  for (let i = 0; i < count; i++) tokens.push(await signUp(url, `person${i}@example.com`));
  return tokens;
}

/** New projects, each of two new people. */
export async function buildShared({ url, mailFolder }: ApiPair, count: number): Promise<Shared[]> {
  const projects: Shared[] = [];
  for (let i = 0; i < count; i++) {
    const ownerToken = await signUp(url, `owner${i}@example.com`);
    const email = `member${i}@example.com`;
    const memberToken = await signUp(url, email);
    const link = new URL(await mailedLink(mailFolder, email, "verify-email"));
    await ask(url, memberToken, VERIFY, { input: { token: link.searchParams.get("token") } });
    const create = async <T>(query: string, input: object) => ask<T>(url, ownerToken, query, { input });
    const { createProject } = await create<{ createProject: { project: { id: string } } }>(CREATE_PROJECT, {
      name: `Project ${i}`,
    });
    const { id } = createProject.project;
    await create(ADD_MEMBER, { projectId: id, email, role: "MEMBER" });
    const { createTask } = await create<{ createTask: { seq: number; task: { id: string } } }>(CREATE_TASK, {
      projectId: id,
      title: "Watched",
    });
    projects.push({ id, taskId: createTask.task.id, createdSeq: createTask.seq, ownerToken, memberToken });
  }
  return projects;
}

async function signUp(url: string, email: string): Promise<string> {
  const { register } = await ask<{ register: { accessToken: string } }>(url, null, REGISTER, {
    input: { name: "Somebody", email, password: "correct horse battery" },
  });
  return register.accessToken;
}
