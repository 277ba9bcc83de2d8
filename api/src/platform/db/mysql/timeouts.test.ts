import { MysqlTest } from "../../../testing/mysqlTest";
import { MysqlPool, type PoolConfig } from "./mysqlPool";

let test: MysqlTest;
beforeAll(async () => {
  test = await MysqlTest.create();
});
afterAll(() => test.close());

/** In a condition, as MySQL answers 1 where SLEEP alone is ended. */
const SLOW = "SELECT n FROM counters WHERE id = 1 AND SLEEP(30) = 0";
const tooLong = { code: "UNAVAILABLE", message: "The database took too long." };
const timesAsked = (sql: string) => test.statements.filter((statement) => statement === sql).length;

/** A pool with one connection. */
async function withPool(config: Partial<PoolConfig>, work: (pool: MysqlPool) => Promise<void>): Promise<void> {
  const pool = new MysqlPool({ ...test.config, poolSize: 1, ...config }, test.config.primary, "READ WRITE", () => {});
  try {
    await work(pool);
  } finally {
    await pool.close();
  }
}

describe("a statement that takes too long", () => {
  const quick = { queryTimeoutMs: 1_000, poolSize: 1 };

  it("fails once as a read, and what is asked next is answered right", async () => {
    const db = test.open(quick);
    const reader = db.readLatest();
    const slow = reader.query(SLOW);
    // Waits for the only connection meanwhile.
    const next = reader.query("SELECT id FROM counters WHERE id = 2");
    await expect(slow).rejects.toMatchObject(tooLong);
    expect(await next).toEqual([{ id: 2 }]);
    expect(await reader.query("SELECT 3 AS three")).toEqual([{ three: 3 }]);
    expect(timesAsked(SLOW)).toBe(1);
  });

  it("fails once in a transaction, of which nothing stays", async () => {
    const db = test.open(quick);
    let attempts = 0;
    const slow = db.transact(null, {}, async (tx) => {
      attempts += 1;
      await tx.execute("UPDATE counters SET n = n + 1 WHERE id = 1");
      await tx.query(SLOW);
    });
    await expect(slow).rejects.toMatchObject(tooLong);
    expect(attempts).toBe(1);
    await db.transact(null, {}, (tx) => tx.execute("UPDATE counters SET n = n + 10 WHERE id = 1"));
    expect(await test.counters()).toMatchObject({ 1: 10 });
  });

  it("takes its connection with it when the server does not end it", () =>
    withPool(quick, async (pool) => {
      const before = await pool.query("SELECT CONNECTION_ID() AS id");
      const slow = pool.use(async (connection) => {
        // MySQL bounds nothing but SELECTs; so does MariaDB then.
        if (test.config.kind === "mariadb") await connection.query("SET max_statement_time = 0", []);
        await connection.query("DO SLEEP(30)", []);
      });
      await expect(slow).rejects.toMatchObject({ code: "PROTOCOL_SEQUENCE_TIMEOUT" });
      expect(await pool.query("SELECT CONNECTION_ID() AS id")).not.toEqual(before);
    }));
});

describe("a pool whose connections are all lent", () => {
  const UPDATE = "UPDATE counters SET n = n + 1 WHERE id = 2";

  /** The only connection, lent until it is told to give it back. */
  async function lendAll(pool: MysqlPool): Promise<() => Promise<void>> {
    let giveBack = () => {};
    const end = new Promise<void>((resolve) => (giveBack = resolve));
    let isLent = () => {};
    const lent = new Promise<void>((resolve) => (isLent = resolve));
    const use = pool.use(async () => {
      isLent();
      await end;
    });
    await lent;
    return async () => {
      giveBack();
      await use;
    };
  }

  it("refuses who has waited for too long, and serves those after", () =>
    withPool({ poolWaitMs: 2_000 }, async (pool) => {
      const giveBack = await lendAll(pool);
      const late = [pool.query("SELECT 1 AS n"), pool.query("SELECT 1 AS n")];
      for (const query of late) {
        await expect(query).rejects.toMatchObject({ code: "UNAVAILABLE", message: "The database is busy." });
      }
      await giveBack();
      // Also when those who gave up would have had their turn first.
      for (const n of [1, 2, 3]) expect(await pool.query("SELECT ? AS n", [n])).toEqual([{ n }]);
    }));

  it("lets wait for as long as the settings say", () =>
    withPool({ poolWaitMs: 30_000 }, async (pool) => {
      const giveBack = await lendAll(pool);
      const next = pool.query("SELECT 1 AS n");
      expect(await Promise.race([next, new Promise((resolve) => setTimeout(resolve, 300, "waits"))])).toBe("waits");
      await giveBack();
      expect(await next).toEqual([{ n: 1 }]);
      expect(pool.waits.max).toBeGreaterThan(250_000);
    }));

  it("tells so to those who write and those who read, who have pools of their own", async () => {
    const db = test.open({ poolSize: 1, poolWaitMs: 2_000 });
    const [read] = await db.transact(null, {}, async () => {
      await expect(db.transact(null, {}, (tx) => tx.execute(UPDATE))).rejects.toMatchObject({ code: "UNAVAILABLE" });
      return db.readLatest().query("SELECT n FROM counters WHERE id = 2");
    });
    expect(read).toEqual({ n: 0 });
    await db.transact(null, {}, (tx) => tx.execute(UPDATE));
    expect(await test.counters()).toMatchObject({ 2: 1 });
  });
});
