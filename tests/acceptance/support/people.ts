import { randomUUID } from "node:crypto";
import { ask, send } from "../../support/graphql";
import { mailedLink } from "../../support/mail";
import { mailFolderOf } from "./target";

export interface Credentials {
  email: string;
  password: string;
}

export interface Person extends Credentials {
  id: string;
  name: string;
  token: string;
  /** As a browser would send it back: name=value. */
  cookie: string;
}

const REGISTER = "mutation ($input: RegisterInput!) { register(input: $input) { accessToken user { id } } }";

/** Opens an account; `timezone` is where the person's days begin. */
export async function signUp(url: string, name: string, timezone = "UTC"): Promise<Person> {
  const credentials = { email: `${randomUUID()}@example.com`, password: "correct horse battery" };
  const { data, errors, headers } = await send<{ register: { accessToken: string; user: { id: string } } }>(
    url,
    null,
    REGISTER,
    {
      input: { name, timezone, ...credentials },
    },
  );
  if (!data) throw new Error(`Nobody can register: ${JSON.stringify(errors)}`);
  const { accessToken, user } = data.register;
  return { ...credentials, name, id: user.id, token: accessToken, cookie: refreshCookie(headers).split(";")[0] ?? "" };
}

/** The refresh cookie that an answer sets, with its attributes. */
export function refreshCookie(headers: Headers): string {
  const cookie = headers.getSetCookie().find((text) => /^(__Secure-)?taskflow_refresh=/.test(text));
  if (cookie === undefined) throw new Error("The answer sets no refresh cookie");
  return cookie;
}

/** One of the two routes that read the refresh cookie, called as the web app calls it. */
export async function postAuth(
  url: string,
  route: "refresh" | "logout",
  cookie: string | null,
  headers: Record<string, string> = { origin: new URL(url).origin, "x-taskflow": "1" },
): Promise<Response> {
  return fetch(`${url}/api/auth/${route}`, {
    method: "POST",
    headers: { ...headers, ...(cookie !== null && { cookie }) },
  });
}

/** A new project of that person's. */
export async function buildProject(
  url: string,
  { token }: Person,
  name = "Launch",
): Promise<{ id: string; key: string }> {
  const data = await ask<{ createProject: { project: { id: string; key: string } } }>(
    url,
    token,
    "mutation ($input: CreateProjectInput!) { createProject(input: $input) { project { id key } } }",
    { input: { name } },
  );
  return data.createProject.project;
}

/** Proves that the address is the person's, by the link in the mail that came when they signed up. */
export async function verifyEmail(url: string, { token, email }: Person): Promise<void> {
  const { viewer } = await ask<{ viewer: { isEmailVerified: boolean } }>(url, token, "{ viewer { isEmailVerified } }");
  if (viewer.isEmailVerified) return;
  const link = new URL(await mailedLink(mailFolderOf(url), email, "verify-email"));
  await ask(url, token, "mutation ($input: VerifyEmailInput!) { verifyEmail(input: $input) { user { id } } }", {
    input: { token: link.searchParams.get("token") },
  });
}

/** Adds someone, with their address verified, to a project; answers the id of the membership. */
export async function share(
  url: string,
  owner: Person,
  projectId: string,
  person: Person,
  role: string,
): Promise<string> {
  await verifyEmail(url, person);
  const data = await ask<{ addProjectMember: { member: { id: string } } }>(
    url,
    owner.token,
    "mutation ($input: AddProjectMemberInput!) { addProjectMember(input: $input) { member { id } } }",
    { input: { projectId, email: person.email, role } },
  );
  return data.addProjectMember.member.id;
}
