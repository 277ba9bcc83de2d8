import { ask } from "../../support/graphql";

interface Credentials {
  email: string;
  password: string;
}

/** A new person with projects that have labels. */
export async function signUp(
  url: string,
  names = ["First", "Second"],
): Promise<Credentials & { projects: { id: string; labelIds: string[] }[] }> {
  const credentials = { email: "writer@example.com", password: "correct horse battery" };
  const { register } = await ask<{ register: { accessToken: string } }>(
    url,
    null,
    "mutation ($input: RegisterInput!) { register(input: $input) { accessToken } }",
    { input: { name: "Writer", ...credentials } },
  );
  const projects = [];
  for (const name of names) projects.push(await createProject(url, register.accessToken, name));
  return { ...credentials, projects };
}

/** An access token. */
export async function login(url: string, { email, password }: Credentials): Promise<string> {
  const { login: payload } = await ask<{ login: { accessToken: string } }>(
    url,
    null,
    "mutation ($input: LoginInput!) { login(input: $input) { accessToken } }",
    { input: { email, password } },
  );
  return payload.accessToken;
}

async function createProject(url: string, token: string, name: string): Promise<{ id: string; labelIds: string[] }> {
  const { createProject: made } = await ask<{ createProject: { project: { id: string } } }>(
    url,
    token,
    "mutation ($input: CreateProjectInput!) { createProject(input: $input) { project { id } } }",
    { input: { name } },
  );
  const labelIds = [];
  for (const label of ["Bug", "Idea", "Later"]) {
    const { createLabel } = await ask<{ createLabel: { label: { id: string } } }>(
      url,
      token,
      "mutation ($input: CreateLabelInput!) { createLabel(input: $input) { label { id } } }",
      { input: { projectId: made.project.id, name: label } },
    );
    labelIds.push(createLabel.label.id);
  }
  return { id: made.project.id, labelIds };
}
