import { MysqlTest } from "../../../testing/mysqlTest";
import type { Tx } from "../database";
import type { MysqlDatabase } from "./mysqlDatabase";

let test: MysqlTest;
let db: MysqlDatabase;
beforeEach(async () => {
  test = await MysqlTest.create();
  db = test.open({ lockTimeoutMs: 1_000 });
});
afterEach(() => test.close());

const count = (tx: Tx, id: number) => tx.execute("UPDATE counters SET n = n + 1 WHERE id = ?", [id]);
const retried = () => test.logged.filter(({ message }) => message === "a transaction is tried again");

describe("transactions in each other's way", () => {
  it("happen once each, though the server rolls one back when they wait for each other", async () => {
    let begun = 0;
    let held = 0;
    let bothHold = () => {};
    const hold = new Promise<void>((resolve) => (bothHold = resolve));
    const countBoth = (first: number, second: number) =>
      db.transact(null, {}, async (tx) => {
        begun += 1;
        await count(tx, first);
        held += 1;
        // Only the first two meet; one that begins again comes after.
        if (held === 2) bothHold();
        await hold;
        await count(tx, second);
        return first;
      });

    expect(await Promise.all([countBoth(1, 2), countBoth(2, 1)])).toEqual([1, 2]);

    expect(await test.counters()).toEqual({ 1: 2, 2: 2 });
    expect(begun).toBeGreaterThanOrEqual(3);
    expect(retried()).toHaveLength(begun - 2);
    expect(retried()[0]?.fields).toMatchObject({ attempt: 1, code: "ER_LOCK_DEADLOCK" });
    expect(await test.figuresOf(db)).toMatchObject({ retries: begun - 2, lostCommits: 0 });
  });

  it("give up when it happens every time", async () => {
    await test.ask(
      "INSERT INTO counters SELECT seq, 0 FROM (SELECT 10 AS seq UNION SELECT 11 UNION SELECT 12) AS more",
    );
    const rival = test.connect();
    let rivals: Promise<unknown> = Promise.resolve();
    let attempts = 0;
    const lost = db.transact(null, {}, async (tx) => {
      attempts += 1;
      // It has changed more, and so is the one that the server lets live.
      await rivals;
      await rival.ask("ROLLBACK");
      await rival.ask("START TRANSACTION");
      await rival.ask("UPDATE counters SET n = 100 WHERE id >= 2");
      await count(tx, 1);
      rivals = rival.ask("UPDATE counters SET n = 100 WHERE id = 1");
      await count(tx, 2);
    });
    await expect(lost).rejects.toMatchObject({ code: "UNAVAILABLE", message: "The database is busy." });
    expect(attempts).toBe(5);
    await rivals;
    rival.leave();
    expect(retried().map(({ fields }) => fields["code"])).toEqual(Array(4).fill("ER_LOCK_DEADLOCK"));
    expect(await test.figuresOf(db)).toMatchObject({ retries: 4 });
  });

  it("give up when a lock cannot be had, and leave nothing behind", async () => {
    const holder = test.connect();
    await holder.ask("START TRANSACTION");
    await holder.ask("SELECT n FROM counters WHERE id = 2 FOR UPDATE");
    let attempts = 0;
    const countBoth = () =>
      db.transact(null, {}, async (tx) => {
        attempts += 1;
        await count(tx, 1);
        await count(tx, 2);
      });
    await expect(countBoth()).rejects.toMatchObject({ code: "UNAVAILABLE", message: "The database is busy." });
    expect(attempts).toBe(5);
    expect(retried().map(({ fields }) => fields["code"])).toEqual(Array(4).fill("ER_LOCK_WAIT_TIMEOUT"));
    expect(await test.counters()).toEqual({ 1: 0, 2: 0 });

    holder.leave();
    await countBoth();
    expect(await test.counters()).toEqual({ 1: 1, 2: 1 });
  });

  it("try again what finds a row that was not there when they looked, and no other failure", async () => {
    let attempts = 0;
    const add = db.transact(null, {}, async (tx) => {
      attempts += 1;
      const [row] = await tx.query("SELECT id FROM counters WHERE id = 7");
      if (row) return "there";
      if (attempts === 1) await test.ask("INSERT INTO counters VALUES (7, 0)");
      await tx.execute("INSERT INTO counters VALUES (7, 0)");
      return "added";
    });
    expect(await add).toBe("there");
    expect(attempts).toBe(2);

    attempts = 0;
    const wrong = db.transact(null, {}, async (tx) => {
      attempts += 1;
      await tx.execute("UPDATE nothing SET n = 1");
    });
    await expect(wrong).rejects.toMatchObject({ code: "ER_NO_SUCH_TABLE" });
    expect(attempts).toBe(1);
  });
});
