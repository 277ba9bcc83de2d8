import { ask } from "../../testing/client";
import { buildMember, buildProject, buildTask, buildUser, type Person } from "../../testing/factories";
import { change } from "../../testing/mutations";
import { connect, type TestStream } from "../../testing/socket";
import { startTestApp, type TestApp } from "../../testing/testApp";

const QUERY = "subscription ($id: ID!) { taskUpdated(id: $id) { id title version deletedAt project { id } } }";

interface Shown {
  taskUpdated: { id: string; title: string; version: number; deletedAt: string | null; project: { id: string } };
}

let test: TestApp;
beforeAll(async () => {
  test = await startTestApp();
});
afterAll(() => test.close());

async function follow({ token }: Person, id: string): Promise<TestStream<Shown>> {
  return (await connect(test, token)).subscribe<Shown>(QUERY, { id });
}

const rename = (person: Person, id: string, title: string) => change(test, person, "updateTask", { id, title });

describe("taskUpdated", () => {
  it("shows the task at once and after changes of it, and not after those of others", async () => {
    const { id, project } = await buildTask(test, { title: "Tea" });
    const stream = await follow(project.owner, id);
    expect(await stream.next()).toMatchObject({ taskUpdated: { id, title: "Tea", version: 1 } });
    await buildTask(test, { project });
    await rename(project.owner, id, "Coffee");
    expect(await stream.next()).toMatchObject({ taskUpdated: { title: "Coffee", version: 2 } });
    await change(test, project.owner, "deleteTask", { id });
    expect((await stream.next()).taskUpdated.deletedAt).not.toBeNull();
    await stream.socket.close();
  });

  it("shows the latest state of many changes, never an older one after it", async () => {
    const { id, project } = await buildTask(test);
    const stream = await follow(project.owner, id);
    await Promise.all(Array.from({ length: 40 }, (_, i) => rename(project.owner, id, `Title ${i}`)));
    const seen = await stream.until(({ taskUpdated }) => taskUpdated.version === 41);
    const versions = seen.map(({ taskUpdated }) => taskUpdated.version);
    expect(versions).toEqual(versions.toSorted((a, b) => a - b));
    await stream.socket.close();
  });

  it("follows it to another project, and is over where the viewer is not", async () => {
    const owner = await buildUser(test);
    const [from, to] = [await buildProject(test, { owner }), await buildProject(test, { owner })];
    const member = await buildMember(test, { project: from });
    const { id } = await buildTask(test, { project: from });
    const [owners, members] = [await follow(owner, id), await follow(member, id)];
    await Promise.all([owners.next(), members.next()]);
    await change(test, owner, "moveTask", { id, projectId: to.id });
    expect(await owners.next()).toMatchObject({ taskUpdated: { project: { id: to.id } } });
    expect(await members.nextMessage()).toEqual({ type: "complete", id: members.id });
    await rename(owner, id, "There");
    expect(await owners.next()).toMatchObject({ taskUpdated: { title: "There" } });
    await Promise.all([owners.socket.close(), members.socket.close()]);
  });

  it("is over for a member who is removed", async () => {
    const { id, project } = await buildTask(test);
    const member = await buildMember(test, { project });
    const stream = await follow(member, id);
    await stream.next();
    await change(test, project.owner, "removeProjectMember", { id: member.memberId });
    expect(await stream.nextMessage()).toEqual({ type: "complete", id: stream.id });
    await stream.socket.close();
  });

  it("refuses a stranger as if there were no such task", async () => {
    const [{ id }, stranger] = [await buildTask(test), await buildUser(test)];
    const stream = await follow(stranger, id);
    expect((await stream.nextMessage()).payload).toMatchObject({ errors: [{ extensions: { code: "NOT_FOUND" } }] });
    expect(await ask(test, stranger.token, "{ viewer { id } }")).toEqual({ viewer: { id: stranger.id } });
    await stream.socket.close();
  });
});
