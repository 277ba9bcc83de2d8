import { MysqlTest } from "../../../testing/mysqlTest";
import type { Reader, Tx } from "../database";
import type { MysqlDatabase } from "./mysqlDatabase";

let test: MysqlTest;
let db: MysqlDatabase;
beforeEach(async () => {
  test = await MysqlTest.create();
  db = test.open({ poolSize: 1 });
});
afterEach(() => test.close());

const connectionOf = async (reader: Reader) =>
  (await reader.query<{ id: number }>("SELECT CONNECTION_ID() AS id"))[0]?.id ?? 0;
const count = (tx: Tx) => tx.execute("UPDATE counters SET n = n + 1 WHERE id = 1");

describe("a connection that the server ends", () => {
  it("while nobody uses it is replaced, for reading and for writing", async () => {
    const reading = await connectionOf(db.readLatest());
    const writing = await db.transact(null, {}, connectionOf);
    await test.ask(`KILL ${reading}`);
    await test.ask(`KILL ${writing}`);

    expect(await connectionOf(db.readLatest())).not.toBe(reading);
    expect(await db.transact(null, {}, connectionOf)).not.toBe(writing);
    await db.transact(null, {}, count);
    expect(await test.counters()).toMatchObject({ 1: 1 });
  });

  it("during a read lets it be asked again", async () => {
    const reader = db.readLatest();
    const id = await connectionOf(reader);
    const slow = reader.query("SELECT SLEEP(2) AS slept, CONNECTION_ID() AS id");
    // Not before it is asked, which the driver does at its next turn.
    await new Promise((resolve) => setTimeout(resolve, 200));
    await test.ask(`KILL ${id}`);
    const [row] = await slow;
    expect(row).toMatchObject({ slept: 0 });
    expect(row?.["id"]).not.toBe(id);
  });

  it("within a transaction makes it begin again: it happens once", async () => {
    const seen: number[] = [];
    await db.transact(null, {}, async (tx) => {
      await count(tx);
      const id = await connectionOf(tx);
      seen.push(id);
      if (seen.length === 1) await test.ask(`KILL ${id}`);
      await count(tx);
    });
    expect(new Set(seen).size).toBe(2);
    expect(await test.counters()).toMatchObject({ 1: 2 });
    expect(await test.figuresOf(db)).toMatchObject({ retries: 1, lostCommits: 0 });
  });

  it("before the answer to a commit leaves in doubt whether it happened: it is not done again", async () => {
    let attempts = 0;
    const doubtful = db.transact(null, {}, async (tx) => {
      attempts += 1;
      await count(tx);
      await test.ask(`KILL ${await connectionOf(tx)}`);
    });
    await expect(doubtful).rejects.toMatchObject({
      code: "UNAVAILABLE",
      message: expect.stringContaining("idempotency key"),
    });
    expect(attempts).toBe(1);
    await db.transact(null, {}, count);
    expect(await test.counters()).toMatchObject({ 1: 1 });
    expect(await test.figuresOf(db)).toMatchObject({ retries: 0, lostCommits: 1 });
  });
});
