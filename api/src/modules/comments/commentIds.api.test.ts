import { newId } from "../../platform/ids";
import { dumpTables } from "../../testing/database";
import { buildMember, buildTask, type BuiltTask, type Person } from "../../testing/factories";
import { badField, change, refusal } from "../../testing/mutations";
import { startTestApp, type TestApp } from "../../testing/testApp";

describe("a comment's id of the client's own", () => {
  let test: TestApp;
  let task: BuiltTask;
  let owner: Person;
  beforeAll(async () => {
    // A token that outlives the repeats.
    test = await startTestApp({ JWT_EXPIRES_IN: "30d" });
    task = await buildTask(test);
    ({ owner } = task.project);
  });
  afterAll(() => test.close());

  const request = () => ({ id: newId("cmt"), taskId: task.id, body: "Own id" });

  it("makes a repeat answer the same comment, without time limit, also a deleted one", async () => {
    const input = request();
    const first = await change(test, owner, "addComment", input);
    expect(first.comment.id).toBe(input.id);
    test.advance(25 * 3_600_000);
    const before = await dumpTables(test);
    expect(await change(test, owner, "addComment", input)).toEqual(first);
    expect(await dumpTables(test)).toEqual(before);
    const { seq } = await change(test, owner, "deleteComment", { id: input.id });
    expect(await change(test, owner, "addComment", input)).toMatchObject({
      comment: { id: input.id, version: 2, body: null },
      seq,
    });
  });

  it("is CONFLICT with another input, task or viewer", async () => {
    const input = request();
    await change(test, owner, "addComment", input);
    const member = await buildMember(test, { project: task.project });
    const stranger = await buildTask(test);
    const before = await dumpTables(test);
    const others: [Person, object][] = [
      [owner, { ...input, body: "Other" }],
      [member, input],
      [stranger.project.owner, { ...input, taskId: stranger.id }],
    ];
    for (const [person, other] of others) {
      expect(await refusal(test, person, "addComment", other)).toEqual({
        code: "CONFLICT",
        requestId: expect.any(String),
      });
    }
    expect(await dumpTables(test)).toEqual(before);
  });

  it("must be a UUIDv7", async () => {
    const id = `cmt_${"0".repeat(26)}`;
    expect(await refusal(test, owner, "addComment", { ...request(), id })).toMatchObject(badField("id", "id"));
  });
});
