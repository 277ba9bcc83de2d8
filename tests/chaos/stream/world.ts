import { setTimeout as sleep } from "node:timers/promises";
import { ask, send } from "../../support/graphql";
import { mailedLink } from "../../support/mail";
import type { Apis } from "./apis";
import type { Ledger, Person } from "./ledger";
import { APIS } from "./schedule";

const PROJECTS = 10;
/** The first ones have tasks with long texts. */
export const WORDY = 2;
/** In the one after those: more than a page of a snapshot. */
const MANY_TASKS = 120;
/** Watchers are members of every project, and write nothing. */
const WATCHERS = 12;
const ROLES = ["ADMIN", "MEMBER", "VIEWER"];

const ATTEMPTS = 20;

const REGISTER = "mutation ($input: RegisterInput!) { register(input: $input) { accessToken user { id } } }";
const VERIFY = "mutation ($input: VerifyEmailInput!) { verifyEmail(input: $input) { user { id } } }";
const CREATE_PROJECT = "mutation ($input: CreateProjectInput!) { createProject(input: $input) { project { id } } }";

export interface SharedProject {
  id: string;
  owner: Person;
  /** A member who writes, too. */
  mate: Person;
}

/** A watcher in a project, and what they may there. */
export interface Membership {
  id: string;
  project: SharedProject;
  person: Person;
  role: string;
}

export interface World {
  projects: SharedProject[];
  watchers: Person[];
  memberships: Membership[];
}

/** People, and the projects that they share. */
export async function buildWorld(apis: Apis, ledger: Ledger): Promise<World> {
  const count = 2 * PROJECTS + WATCHERS;
  const people = await inTurns(count, (i) => signUp(apis, i));
  const watchers = people.slice(2 * PROJECTS);
  const projects = await inTurns(PROJECTS, async (i) => {
    const [owner, mate] = [people[2 * i] as Person, people[2 * i + 1] as Person];
    const input = { name: `Project ${i}` };
    const made = await ask<{ createProject: { project: { id: string } } }>(apis.url(i), owner.token, CREATE_PROJECT, {
      input,
    });
    return { id: made.createProject.project.id, owner, mate };
  });
  const memberships: Membership[] = [];
  await inTurns(PROJECTS, async (i) => {
    const project = projects[i] as SharedProject;
    for (const [n, person] of [project.mate, ...watchers].entries()) {
      const role = n === 0 ? "MEMBER" : (ROLES[(n + i) % ROLES.length] as string);
      const input = { projectId: project.id, email: person.email, role };
      const { acknowledged } = await ledger.write(project.owner, "addProjectMember", project.id, input);
      if (n > 0) memberships.push({ id: acknowledged.subjectId, project, person, role });
    }
  });
  const { id, owner } = projects[WORDY] as SharedProject;
  await inTurns(MANY_TASKS, (i) => ledger.write(owner, "createTask", id, { projectId: id, title: `Old ${i}` }));
  return { projects, watchers, memberships };
}

async function signUp(apis: Apis, i: number): Promise<Person> {
  const email = `person${i}@example.com`;
  const url = apis.url(i);
  const { register } = await ask<{ register: { accessToken: string; user: { id: string } } }>(url, null, REGISTER, {
    input: { name: `Person ${i}`, email, password: "correct horse battery" },
  });
  await verify(apis, { email, url, token: register.accessToken });
  return { id: register.user.id, email, token: register.accessToken };
}

/** A mail may be read while it is written, or be sent once more with another link, which alone is good then. */
async function verify({ mailFolder }: Apis, who: { email: string; url: string; token: string }): Promise<void> {
  const { email, url, token } = who;
  for (let attempt = 1; ; attempt++) {
    const link = new URL(await mailedLink(mailFolder, email, "verify-email"));
    const { errors } = await send(url, token, VERIFY, { input: { token: link.searchParams.get("token") } });
    if (!errors) return;
    if (attempt === ATTEMPTS) throw new Error(`${email} is not verified: ${JSON.stringify(errors)}`);
    await sleep(50);
  }
}

/** Calls `make` for 0, 1, 2 …; a few at once, in whatever order. Answers in order. */
async function inTurns<T>(count: number, make: (i: number) => Promise<T>): Promise<T[]> {
  const made: T[] = [];
  let next = 0;
  const work = async () => {
    for (let i = next++; i < count; i = next++) made[i] = await make(i);
  };
  await Promise.all(Array.from({ length: 2 * APIS }, work));
  return made;
}
