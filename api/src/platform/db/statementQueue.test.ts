import { type Answer, failureOf, type Statement, StatementQueue } from "./statementQueue";

const statement = (sql: string, values: Statement["values"] = []): Statement => ({ sql, values });

/** A queue, and the messages that its connection was given; each statement is answered with itself. */
function begin(fail: (sql: string) => Error | null = () => null) {
  const messages: string[][] = [];
  let running = 0;
  const queue = new StatementQueue({
    run: async (statements) => {
      messages.push(statements.map(({ sql }) => sql));
      running += 1;
      await new Promise((resolve) => setImmediate(resolve));
      if (running > 1) throw new Error("Two messages at once");
      running -= 1;
      for (const one of statements) {
        const error = fail(one.sql);
        if (error) throw failureOf(one, error);
      }
      return statements.map(({ sql }): Answer => ({ rows: [{ sql }], affected: 0 }));
    },
  });
  return { queue, messages, ask: async (sql: string) => (await queue.ask(statement(sql))).rows[0]?.["sql"] };
}

describe("the statements of a transaction", () => {
  it("go together when the answer to one is waited for, in their order", async () => {
    const { queue, messages, ask } = begin();
    await queue.write(statement("write 1"));
    await queue.write(statement("write 2"));
    expect(messages).toEqual([]);
    expect(await ask("read 1")).toBe("read 1");
    expect(messages).toEqual([["write 1", "write 2", "read 1"]]);
    expect(await ask("read 2")).toBe("read 2");
    expect(messages).toHaveLength(2);
  });

  it("go together when they are asked at the same time, each with its own answer", async () => {
    const { messages, ask } = begin();
    const late = Promise.resolve()
      .then(() => {})
      .then(() => ask("late"));
    expect(await Promise.all([ask("a"), ask("b"), late])).toEqual(["a", "b", "late"]);
    expect(messages).toEqual([["a", "b", "late"]]);
  });

  it("wait while others are on the way", async () => {
    const { queue, messages, ask } = begin();
    const first = ask("first");
    await new Promise((resolve) => process.nextTick(resolve));
    queue.add(statement("write"));
    expect(await Promise.all([first, ask("second")])).toEqual(["first", "second"]);
    expect(messages).toEqual([["first"], ["write", "second"]]);
  });

  it("tell what was left before who waits", async () => {
    const { queue, ask } = begin();
    const told: unknown[] = [];
    queue.add(statement("lock"), ({ rows }) => told.push(rows[0]?.["sql"]));
    const seen = ask("read").then(() => [...told]);
    expect(await seen).toEqual(["lock"]);
  });

  it("go when they are flushed, and to whoever takes them", async () => {
    const { queue, messages } = begin();
    await queue.flush();
    await queue.write(statement("write 1"));
    await queue.flush();
    expect(messages).toEqual([["write 1"]]);
    await queue.write(statement("write 2"));
    expect(queue.take().map(({ sql }) => sql)).toEqual(["write 2"]);
    await queue.flush();
    expect(messages).toHaveLength(1);
  });

  it("do not wait for more when they are many", async () => {
    const { queue, messages } = begin();
    for (let i = 0; i < 6; i++)
      await queue.write(statement(`write ${i}`, [Buffer.alloc(100_000), "x".repeat(100_000)]));
    expect(messages).toEqual([
      ["write 0", "write 1", "write 2"],
      ["write 3", "write 4", "write 5"],
    ]);
  });

  it("fail together, and those asked later by themselves", async () => {
    const { queue, ask } = begin((sql) => (sql === "wrong" ? new Error("no such table") : null));
    queue.add(statement("wrong"));
    const outcomes = await Promise.allSettled([ask("a"), ask("b")]);
    expect(outcomes).toMatchObject([
      { reason: { message: "no such table" } },
      { reason: { message: "no such table" } },
    ]);
    queue.add(statement("wrong"));
    await expect(queue.flush()).rejects.toThrow("no such table");
    expect(await ask("c")).toBe("c");
  });

  it("say themselves what a taken key means", async () => {
    const taken = Object.assign(new Error("taken"), { code: "ER_DUP_ENTRY" });
    const { queue, ask } = begin((sql) => (sql.startsWith("insert") ? taken : null));
    queue.add({ ...statement("insert"), onDuplicate: () => new Error("in use") });
    await expect(ask("read")).rejects.toThrow("in use");
    queue.add(statement("insert"));
    queue.add({ ...statement("other"), onDuplicate: () => new Error("of another") });
    await expect(ask("read")).rejects.toBe(taken);
  });
});
