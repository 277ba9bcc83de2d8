import { ProjectAccess } from "../modules/projects/projectAccess";
import type { ProjectRole } from "../modules/projects/projectMember.entity";
import { MailTokens } from "../modules/auth/mailTokens";
import type { MailTokenKind } from "../modules/auth/mailToken.entity";
import { ProjectsService } from "../modules/projects/projects.service";
import { Session } from "../modules/auth/session.entity";
import { UsersService } from "../modules/users/users.service";
import { AccessTokens } from "../platform/auth/accessTokens";
import { newId } from "../platform/ids";
import { Cursors } from "../platform/paging/cursors";
import { ask } from "./client";
import { mailedToken } from "./mailJobs";
import type { TestApp } from "./testApp";

/** A signed-in person with a personal project. */
export interface Person {
  id: string;
  email: string;
  name: string;
  token: string;
  sessionId: string;
}

let count = 0;

/** Without a password, and so without the time that hashing takes; sign-in has tests of its own. */
export async function buildUser(
  test: TestApp,
  { isVerified = true, ...overrides }: { name?: string; email?: string; timezone?: string; isVerified?: boolean } = {},
): Promise<Person> {
  count += 1;
  const { app, clock, config } = test;
  const account = {
    name: `Person ${count}`,
    email: `person${count}@example.com`,
    timezone: "UTC",
    ...(isVerified && { emailVerifiedAt: clock() }),
    ...overrides,
  };
  const users = new UsersService(app.db, clock);
  const projects = new ProjectsService(app.db, clock, new Cursors("unused"), new ProjectAccess(), users);
  const sessionId = newId("ses");
  const user = await app.db.transact(null, {}, async (tx) => {
    const made = await users.create(tx, account);
    await projects.createPersonal(tx, made.id);
    const now = clock();
    const session = { id: sessionId, userId: made.id, device: null, ipAddress: null, lastUsedAt: now, createdAt: now };
    await tx.insert(Session, [{ ...session, expiresAt: new Date(now.getTime() + 30 * 86_400_000), endedAt: null }]);
    return made;
  });
  const tokens = new AccessTokens(config.accessTokens.secret, config.accessTokens.lifetimeS, clock);
  const { accessToken } = tokens.sign(user.id, sessionId);
  return { id: user.id, email: account.email, name: account.name, token: accessToken, sessionId };
}

/** A person who has signed up as people do. */
export interface Account extends Person {
  password: string;
  /** From the mail that came for it: the address is not verified yet. */
  verificationToken: string;
}

export async function buildAccount(test: TestApp): Promise<Account> {
  count += 1;
  const account = { name: `Person ${count}`, email: `person${count}@example.com`, password: "correct horse" };
  const data = await ask<{ register: { accessToken: string; user: { id: string; sessions: { id: string }[] } } }>(
    test,
    null,
    "mutation ($input: RegisterInput!) { register(input: $input) { accessToken user { id sessions { id } } } }",
    { input: account },
  );
  const { accessToken, user } = data.register;
  const person = { ...account, id: user.id, token: accessToken, sessionId: user.sessions[0]?.id ?? "" };
  return { ...person, verificationToken: await mailedToken(test, person, "verify-email") };
}

/** A token as it is mailed to an account. */
export async function buildMailToken(
  { app, clock }: TestApp,
  { id, email }: Pick<Person, "id" | "email">,
  kind: MailTokenKind,
): Promise<string> {
  return app.db.transact(null, { users: [id] }, (tx) =>
    new MailTokens(clock).issue(tx, kind, { id, emailAddress: email }),
  );
}

export interface BuiltProject {
  id: string;
  key: string;
  version: number;
  owner: Person;
}

export async function buildProject(
  test: TestApp,
  overrides: { owner?: Person; name?: string; key?: string } = {},
): Promise<BuiltProject> {
  const { owner = await buildUser(test), ...fields } = overrides;
  count += 1;
  const data = await ask<{ createProject: { project: Omit<BuiltProject, "owner"> } }>(
    test,
    owner.token,
    "mutation ($input: CreateProjectInput!) { createProject(input: $input) { project { id key version } } }",
    { input: { name: `Project ${count}`, ...fields } },
  );
  return { ...data.createProject.project, owner };
}

/** A new person, or the one given, in a project. */
export async function buildMember(
  test: TestApp,
  {
    project,
    role = "MEMBER",
    person,
  }: { project: BuiltProject; role?: Exclude<ProjectRole, "OWNER">; person?: Person },
): Promise<Person & { memberId: string }> {
  const added = person ?? (await buildUser(test));
  const data = await ask<{ addProjectMember: { member: { id: string } } }>(
    test,
    project.owner.token,
    "mutation ($input: AddProjectMemberInput!) { addProjectMember(input: $input) { member { id } } }",
    { input: { projectId: project.id, email: added.email, role } },
  );
  return { ...added, memberId: data.addProjectMember.member.id };
}

/** An address that no account has verified, in a project. */
export async function buildPendingMember(
  test: TestApp,
  {
    project,
    role = "MEMBER",
    email = `pending${(count += 1)}@example.com`,
  }: { project: BuiltProject; role?: Exclude<ProjectRole, "OWNER">; email?: string },
): Promise<{ id: string; email: string }> {
  const data = await ask<{ addProjectMember: { member: { id: string } } }>(
    test,
    project.owner.token,
    "mutation ($input: AddProjectMemberInput!) { addProjectMember(input: $input) { member { id } } }",
    { input: { projectId: project.id, email, role } },
  );
  return { id: data.addProjectMember.member.id, email };
}

export interface BuiltTask {
  id: string;
  key: string;
  number: number;
  position: string;
  version: number;
  project: BuiltProject;
}

export async function buildTask(
  test: TestApp,
  { project, ...fields }: { project?: BuiltProject; title?: string; [field: string]: unknown } = {},
): Promise<BuiltTask> {
  const home = project ?? (await buildProject(test));
  count += 1;
  const data = await ask<{ createTask: { task: Omit<BuiltTask, "project"> } }>(
    test,
    home.owner.token,
    "mutation ($input: CreateTaskInput!) { createTask(input: $input) { task { id key number position version } } }",
    { input: { projectId: home.id, title: `Task ${count}`, ...fields } },
  );
  return { ...data.createTask.task, project: home };
}

export async function buildLabel(
  test: TestApp,
  { project, ...fields }: { project?: BuiltProject; name?: string; color?: string } = {},
): Promise<{ id: string; version: number; project: BuiltProject }> {
  const home = project ?? (await buildProject(test));
  count += 1;
  const data = await ask<{ createLabel: { label: { id: string; version: number } } }>(
    test,
    home.owner.token,
    "mutation ($input: CreateLabelInput!) { createLabel(input: $input) { label { id version } } }",
    { input: { projectId: home.id, name: `Label ${count}`, ...fields } },
  );
  return { ...data.createLabel.label, project: home };
}

/** A personal access token, which may do everything that one can unless `scopes` says less. */
export async function buildApiToken(
  test: TestApp,
  person: Person,
  fields: { name?: string; scopes?: ("READ" | "WRITE")[]; expiresAt?: Date } = {},
): Promise<{ id: string; secret: string }> {
  count += 1;
  const data = await ask<{ createApiToken: { apiToken: { id: string }; secret: string } }>(
    test,
    person.token,
    "mutation ($input: CreateApiTokenInput!) { createApiToken(input: $input) { apiToken { id } secret } }",
    { input: { name: `Token ${count}`, scopes: ["READ", "WRITE"], ...fields } },
  );
  return { id: data.createApiToken.apiToken.id, secret: data.createApiToken.secret };
}

export async function buildComment(
  test: TestApp,
  { task, author, ...fields }: { task?: BuiltTask; author?: Pick<Person, "token">; body?: string; id?: string } = {},
): Promise<{ id: string; version: number; task: BuiltTask }> {
  const on = task ?? (await buildTask(test));
  count += 1;
  const data = await ask<{ addComment: { comment: { id: string; version: number } } }>(
    test,
    (author ?? on.project.owner).token,
    "mutation ($input: AddCommentInput!) { addComment(input: $input) { comment { id version } } }",
    { input: { taskId: on.id, body: `Comment ${count}`, ...fields } },
  );
  return { ...data.addComment.comment, task: on };
}
