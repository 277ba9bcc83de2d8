import { startTestApp, type TestApp } from "../../testing/testApp";

describe("a reader", () => {
  let test: TestApp;
  beforeAll(async () => {
    test = await startTestApp();
  });
  afterAll(() => test.close());

  it("has no way to write, by its type and by itself", () => {
    const reader = test.app.db.readLatest();
    // The check of types fails when one of these is there after all.
    // @ts-expect-error
    expect(reader.execute).toBeUndefined();
    // @ts-expect-error
    expect(reader.insert).toBeUndefined();
    // @ts-expect-error
    expect(reader.update).toBeUndefined();
    // @ts-expect-error
    expect(reader.emit).toBeUndefined();
  });

  it.each([
    "DELETE FROM streams",
    "INSERT INTO task_labels VALUES (x'00', x'00')",
    "DROP TABLE tasks",
    "CREATE TABLE more (id INTEGER)",
  ])("fails on %s", async (sql) => {
    await expect(test.app.db.readLatest().query(sql)).rejects.toThrow(/read.?only/i);
  });
});
