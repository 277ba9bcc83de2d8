import { join } from "node:path";
import type { Page } from "playwright-core";
import { ask } from "../support/graphql";
import { mailedLink } from "../support/mail";
import { type App, openApp } from "./support/openApp";
import { buildPerson, register } from "./support/people";

let app: App;

beforeAll(async () => {
  app = await openApp();
});
afterEach(() => app.closePages());
afterAll(() => app?.stop());

/** Somebody's project with the person of this page as a member; answers how the owner changes that. */
async function openShared(page: Page) {
  const { email } = await register(page);
  await page.goto(await mailedLink(join(app.dataDir, "mail"), email, "verify-email"));
  await page.getByRole("button", { name: "Confirm address" }).click();
  await page.getByRole("heading", { name: "Your address is confirmed" }).waitFor();

  const owner = await ask<{ register: { accessToken: string } }>(
    app.url,
    null,
    "mutation ($input: RegisterInput!) { register(input: $input) { accessToken } }",
    { input: { ...buildPerson(), name: "Grace Hopper", timezone: "UTC" } },
  );
  const asOwner = <Data>(mutation: string) =>
    ask<Data>(app.url, owner.register.accessToken, `mutation { ${mutation} }`);
  const { createProject } = await asOwner<{ createProject: { project: { id: string } } }>(
    'createProject(input: { name: "Compiler" }) { project { id } }',
  );
  const projectId = createProject.project.id;
  const { addProjectMember } = await asOwner<{ addProjectMember: { member: { id: string } } }>(
    `addProjectMember(input: { projectId: "${projectId}", email: "${email}", role: MEMBER }) { member { id } }`,
  );
  await page.goto(`/projects/${projectId}`);
  await page.getByRole("status").filter({ hasText: "Live" }).waitFor();
  return { asOwner, projectId, memberId: addProjectMember.member.id };
}

test("a change of one's role, and the end of it, show at once", async () => {
  const page = await app.open();
  const { asOwner, memberId } = await openShared(page);
  await page.getByLabel("Add a task").waitFor();
  await asOwner(`updateProjectMember(input: { id: "${memberId}", role: VIEWER }) { seq }`);
  await page.getByText("You can look at this project but not change it.").waitFor();
  await asOwner(`updateProjectMember(input: { id: "${memberId}", role: ADMIN }) { seq }`);
  await page.getByLabel("Add a task").waitFor();
  await asOwner(`removeProjectMember(input: { id: "${memberId}" }) { seq }`);
  await page.getByText("You no longer have access to this project.").waitFor();
});

test("what was lost while the connection was away is told of when it is back", async () => {
  const page = await app.open();
  let cut: () => Promise<void> = async () => undefined;
  await page.routeWebSocket("**/graphql", (socket) => {
    socket.connectToServer();
    cut = () => socket.close();
  });
  const { asOwner, memberId } = await openShared(page);
  await page.context().setOffline(true);
  await cut();
  await asOwner(`removeProjectMember(input: { id: "${memberId}" }) { seq }`);
  await page.context().setOffline(false);
  await page.getByText("You no longer have access to this project.").waitFor();
});
