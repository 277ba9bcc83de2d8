import { MysqlTest } from "../../../testing/mysqlTest";
import type { WritePositions } from "../../redis/writePositions";
import type { Tx } from "../database";
import { includes, type Position } from "../position";
import type { MysqlDatabase } from "./mysqlDatabase";

const VIEWER = { userId: "usr_01h2xcejqtf2nbrexx3vqjhp41", sessionId: null } as never;

let test: MysqlTest;
let db: MysqlDatabase;
const noted: Position[] = [];
beforeEach(async () => {
  test = await MysqlTest.create();
  const seen = { note: async (_: string[], position: Position) => noted.push(position), of: async () => null };
  db = test.open({ poolSize: 2, lockTimeoutMs: 2_000 }, seen as unknown as WritePositions);
});
afterEach(() => test.close());

const count = (tx: Tx, id: number) => tx.write("UPDATE counters SET n = n + 1 WHERE id = ?", [id]);
const add = (tx: Tx, id: number) => tx.write("INSERT INTO counters VALUES (?, 0)", [id]);
const connectionOf = async (tx: Tx) => (await tx.query<{ id: number }>("SELECT CONNECTION_ID() AS id"))[0]?.id;

describe("statements that go in one message", () => {
  it("are answered each by its own rows, in their order", async () => {
    const answers = await db.transact(null, {}, async (tx) => {
      await add(tx, 5);
      await count(tx, 5);
      return Promise.all([
        tx.query("SELECT n FROM counters WHERE id = 5"),
        tx.execute("UPDATE counters SET n = 7 WHERE id IN (1, 2)"),
        tx.query("SELECT id FROM counters WHERE n = 7 ORDER BY id"),
        tx.query("SELECT id FROM counters WHERE n = 8"),
        tx.query("SELECT ? AS text", [`it's "?"; \\ --`]),
      ]);
    });
    expect(answers).toEqual([[{ n: 1 }], 2, [{ id: 1 }, { id: 2 }], [], [{ text: `it's "?"; \\ --` }]]);
    expect(test.statements.slice(-8)).toEqual([
      "INSERT INTO counters VALUES (?, 0)",
      "UPDATE counters SET n = n + 1 WHERE id = ?",
      "SELECT n FROM counters WHERE id = 5",
      "UPDATE counters SET n = 7 WHERE id IN (1, 2)",
      "SELECT id FROM counters WHERE n = 7 ORDER BY id",
      "SELECT id FROM counters WHERE n = 8",
      "SELECT ? AS text",
      "COMMIT",
    ]);
  });

  it("are a message only for who writes", async () => {
    await expect(db.readLatest().query("SELECT 1; SELECT 2")).rejects.toMatchObject({ code: "ER_PARSE_ERROR" });
  });

  it("leave nothing when one fails, at the commit too, and a connection that can be used", async () => {
    let used: unknown;
    const wrong = db.transact(null, {}, async (tx) => {
      used = await connectionOf(tx);
      await count(tx, 1);
      await tx.write("UPDATE nothing SET n = 1", []);
      await count(tx, 2);
    });
    await expect(wrong).rejects.toMatchObject({ code: "ER_NO_SUCH_TABLE" });
    const next = await db.transact(null, {}, async (tx) => {
      await count(tx, 2);
      return connectionOf(tx);
    });
    expect(next).toBe(used);
    expect(await test.counters()).toEqual({ 1: 0, 2: 1 });
    expect(await test.figuresOf(db)).toMatchObject({ retries: 0, lostCommits: 0 });
  });

  it("begin again when a row is there that was not, found out at the commit", async () => {
    let attempts = 0;
    const done = await db.transact(null, {}, async (tx) => {
      attempts += 1;
      if ((await tx.query("SELECT id FROM counters WHERE id = 7")).length > 0) return "there";
      await test.ask("INSERT INTO counters VALUES (7, 0)");
      await count(tx, 1);
      await add(tx, 7);
      return "added";
    });
    expect([done, attempts]).toEqual(["there", 2]);
    expect(await test.counters()).toMatchObject({ 1: 0 });
  });

  it("begin again when the server rolls back one of two at their commits", async () => {
    let held = 0;
    let bothHold = () => {};
    const hold = new Promise<void>((resolve) => (bothHold = resolve));
    const countBoth = (first: number, second: number) =>
      db.transact(null, {}, async (tx) => {
        await tx.execute("UPDATE counters SET n = n + 1 WHERE id = ?", [first]);
        if (++held === 2) bothHold();
        await hold;
        await count(tx, second);
      });
    await Promise.all([countBoth(1, 2), countBoth(2, 1)]);
    expect(await test.counters()).toEqual({ 1: 2, 2: 2 });
    expect(held).toBeGreaterThanOrEqual(3);
    expect(await test.figuresOf(db)).toMatchObject({ retries: held - 2, lostCommits: 0 });
  });

  it("are in doubt when the connection is lost with the commit among them", async () => {
    let attempts = 0;
    const doubtful = db.transact(null, {}, async (tx) => {
      attempts += 1;
      await test.ask(`KILL ${await connectionOf(tx)}`);
      await count(tx, 1);
    });
    await expect(doubtful).rejects.toMatchObject({
      code: "UNAVAILABLE",
      message: expect.stringContaining("idempotency key"),
    });
    expect(attempts).toBe(1);
    expect(await test.figuresOf(db)).toMatchObject({ retries: 0, lostCommits: 1 });
  });

  it("are not in doubt when the connection had died unseen before them", async () => {
    const ids = await Promise.all([db.transact(null, {}, connectionOf), db.transact(null, {}, connectionOf)]);
    for (const id of new Set(ids)) await test.ask(`KILL ${id}`);
    await Promise.all([db.transact(null, {}, (tx) => count(tx, 1)), db.transact(null, {}, (tx) => count(tx, 2))]);
    expect(await test.counters()).toEqual({ 1: 1, 2: 1 });
    expect(await test.figuresOf(db)).toMatchObject({ lostCommits: 0 });
  });

  it("need not be any: what asks nothing, and changes nothing, does not fail for a connection that had died", async () => {
    await test.ask(`KILL ${await db.transact(null, {}, connectionOf)}`);
    expect(await db.transact(null, {}, async () => "done")).toBe("done");
    expect(await test.figuresOf(db)).toMatchObject({ retries: 0, lostCommits: 0 });
  });

  it("tell where the commit stands in the log", async () => {
    for (const id of [1, 2]) {
      await db.transact(VIEWER, {}, async (tx) => {
        await connectionOf(tx);
        await count(tx, id);
      });
    }
    const [first, second] = noted.slice(-2) as [Position, Position];
    expect(Object.keys(first)).toHaveLength(1);
    expect(includes(second, first) && !includes(first, second)).toBe(true);
    expect(includes(await db.position(), second)).toBe(true);
  });
});
