import { afterQuery } from "../../testing/afterQuery";
import { ask } from "../../testing/client";
import { buildMember, buildProject, buildTask, buildUser } from "../../testing/factories";
import { openLiveStream, openProjectStream, takeItems } from "../../testing/projectStream";
import { startTestApp, type TestApp } from "../../testing/testApp";
import { ProjectMember } from "../projects/projectMember.entity";

let test: TestApp;
beforeAll(async () => {
  test = await startTestApp();
});
afterAll(() => test.close());

describe("who may have a projectStream", () => {
  const refusal = async (token: string | null, projectId: string) => {
    const stream = await openProjectStream(test, token, projectId);
    const { type, payload } = await stream.nextMessage();
    expect(await stream.nextMessage()).toEqual({ type: "complete", id: stream.id });
    return { type, payload };
  };
  const refusedWith = (extensions: object) => ({
    type: "next",
    payload: { errors: [expect.objectContaining({ extensions: { ...extensions, requestId: expect.any(String) } })] },
  });

  it("refuses a stranger as if there were no such project", async () => {
    const [{ id }, stranger] = [await buildProject(test), await buildUser(test)];
    const refused = await refusal(stranger.token, id);
    expect(refused).toMatchObject(refusedWith({ code: "NOT_FOUND" }));
    const unknown = await refusal(stranger.token, "prj_01h2xcejqtf2nbrexx3vqjhp41");
    expect(unknown.payload).toMatchObject({
      errors: [{ message: (refused.payload as { errors: { message: string }[] }).errors[0]?.message }],
    });
  });

  it("refuses nobody in particular", async () => {
    const { id } = await buildProject(test);
    expect(await refusal(null, id)).toMatchObject(refusedWith({ code: "UNAUTHENTICATED" }));
  });

  it("refuses a removed member", async () => {
    const project = await buildProject(test);
    const { token, memberId } = await buildMember(test, { project });
    await ask(test, project.owner.token, "mutation ($id: ID!) { removeProjectMember(input: { id: $id }) { seq } }", {
      id: memberId,
    });
    expect(await refusal(token, project.id)).toMatchObject(refusedWith({ code: "NOT_FOUND" }));
  });

  it.each(["", "nonsense", "tsk_01h2xcejqtf2nbrexx3vqjhp41"])("names the argument of a bad id: %j", async (id) => {
    const { token } = await buildUser(test);
    expect(await refusal(token, id)).toMatchObject({
      payload: { errors: [{ extensions: { code: "BAD_USER_INPUT", fields: [{ path: ["projectId"], rule: "id" }] } }] },
    });
  });

  it("ends it for a member who is removed: nothing from the removal on, however much is written around it", async () => {
    const project = await buildProject(test);
    const { token, memberId } = await buildMember(test, { project });
    const stream = await openLiveStream(test, token, project.id);
    const owners = await openLiveStream(test, project.owner.token, project.id);
    const write = () => buildTask(test, { project });
    const before = Array.from({ length: 20 }, write);
    const removal = ask<{ removeProjectMember: { seq: number } }>(
      test,
      project.owner.token,
      "mutation ($id: ID!) { removeProjectMember(input: { id: $id }) { seq } }",
      { id: memberId },
    );
    const after = Array.from({ length: 20 }, write);
    await Promise.all([...before, ...after]);
    const { seq: removedAt } = (await removal).removeProjectMember;

    const seen = (await stream.until(({ projectStream }) => projectStream.__typename === "StreamEnd")).map(
      ({ projectStream }) => projectStream,
    );
    const end = seen.pop();
    expect(end).toEqual({ __typename: "StreamEnd", cursor: expect.any(String), endReason: "ACCESS_REVOKED" });
    expect(seen.filter(({ seq }) => seq >= removedAt)).toEqual([]);
    expect(seen.map(({ seq }) => seq)).toEqual(seen.map((_, i) => i + 3));
    expect(await stream.nextMessage()).toEqual({ type: "complete", id: stream.id });
    expect(await takeItems(owners, 41)).toHaveLength(41);
  });

  it("does not send an event whose reader is removed while it is executed", async () => {
    const project = await buildProject(test);
    const { token, memberId } = await buildMember(test, { project });
    const stream = await openLiveStream(test, token, project.id);
    // By then the event is found, and what it shows is yet to be read.
    afterQuery(test, "e.seq <= ? ORDER BY e.seq", () =>
      test.app.db.transact(null, { projects: [project.id] }, async (tx) => {
        await tx.update(ProjectMember, memberId, { removedAt: test.clock() });
        const removed = { type: "MEMBER_REMOVED", subjectId: memberId, subjectVersion: 2, actorId: null, changes: [] };
        tx.emit({ streamId: project.id, ...removed });
      }),
    );
    await buildTask(test, { project });
    expect(await stream.next()).toMatchObject({ projectStream: { endReason: "ACCESS_REVOKED" } });
  });

  it("goes on for a member whose role changes", async () => {
    const project = await buildProject(test);
    const { token, memberId } = await buildMember(test, { project, role: "ADMIN" });
    const stream = await openLiveStream(test, token, project.id);
    const query = `mutation ($id: ID!) { updateProjectMember(input: { id: $id, role: VIEWER }) { seq } }`;
    await ask(test, project.owner.token, query, { id: memberId });
    await buildTask(test, { project });
    expect((await takeItems(stream, 2)).map(({ type }) => type)).toEqual(["MEMBER_UPDATED", "TASK_CREATED"]);
  });
});
