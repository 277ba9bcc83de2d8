import { freePort, until } from "../../../testing/redisServer";
import { ReplicatedTest, viewerOf } from "../../../testing/replicatedTest";
import { START } from "../position";
import { CommitHistory } from "./commitHistory";
import { Replica } from "./replica";
import { ReplicaSet } from "./replicaSet";

let test: ReplicatedTest;
beforeAll(async () => {
  test = await ReplicatedTest.start();
  // The first start on a machine may download them.
}, 600_000);
afterEach(() => test.tidy());
afterAll(() => test?.end());

const stop = async () => {
  for (const replica of [test.first, test.second]) await test.servers.ask(replica, "STOP SLAVE SQL_THREAD");
};

describe("several replicas", () => {
  it("take turns, without one that is dead", async () => {
    const { first, second, primary, mysql } = test;
    const dead = { ...first, port: await freePort() };
    const config = { ...mysql.config, replicas: [first, dead, second] };
    const set = test.closeAfterwards(new ReplicaSet(config, () => primary.position(), mysql.logger, mysql.onStatement));
    expect(await set.choose(START)).toBeNull();
    await until(() => set.replicas.filter(({ isIn }) => isIn).length === 2);
    const chosen: number[] = [];
    for (let i = 0; i < 4; i++) chosen.push(set.replicas.indexOf((await set.choose(START))!));
    expect(["0,2,0,2", "2,0,2,0"]).toContain(chosen.join());
    expect(set.replicas[1]).toMatchObject({ isIn: false, lagMs: null });
    expect(mysql.logged).toContainEqual({
      message: "a replica is not read from",
      fields: expect.objectContaining({ replica: `127.0.0.1:${dead.port}`, code: "ECONNREFUSED" }),
    });
  });

  it("leave it to the primary where they do not let us in", async () => {
    const { first, servers } = test;
    await test.setPassword(first, "another");
    try {
      const db = test.open([first]);
      await until(() => test.mysql.logged.some(({ fields }) => fields["code"] === "ER_ACCESS_DENIED_ERROR"));
      expect(await test.areRead(db, [servers])).toBe(true);
      await test.setPassword(first, servers.password);
      await until(() => test.areRead(db, [first]));
    } finally {
      await test.setPassword(first, servers.password);
    }
  });

  it("do so as well where one stops to let us in while it is read from", async () => {
    const { first, servers } = test;
    const db = test.open([first], { poolSize: 2 });
    await until(() => test.areRead(db, [first]));
    await test.setPassword(first, "another");
    try {
      // One connection is there already; the second would be opened now.
      const both = await Promise.all([test.readOf(db, "usr_reader"), test.readOf(db, "usr_reader")]);
      expect(both.map((read) => read?.port)).toContain(servers.port);
    } finally {
      await test.setPassword(first, servers.password);
    }
  });
});

describe("a replica that is behind", () => {
  it("does not answer who must see more, answers others, and leaves when it is too far behind", async () => {
    const { first, second, servers } = test;
    const db = test.open([first, second], { maxLagMs: 1_000, replicaWaitMs: 20 });
    await until(() => test.areRead(db, [first, second]));
    await stop();
    const before = await test.counter();
    await test.count(db, viewerOf("usr_writer"));
    expect(await test.readOf(db, "usr_writer")).toEqual({ n: before + 1, port: servers.port });
    expect(await test.readOf(db, "usr_reader")).toMatchObject({ n: before });

    await until(() => test.areRead(db, [servers]));
    expect(await test.readOf(db, "usr_reader")).toEqual({ n: before + 1, port: servers.port });

    await servers.ask(second, "START SLAVE");
    await until(() => test.areRead(db, [second]));
    expect(await test.readOf(db, "usr_writer")).toEqual({ n: before + 1, port: second.port });
  });

  it("is waited for once, and goes on answering who needs no more than it has", async () => {
    const { first, mysql } = test;
    // Nothing checks it by itself: it knows only of what it was waited for.
    const replica = test.closeAfterwards(new Replica(mysql.config, first, mysql.logger, mysql.onStatement));
    const waits = () => mysql.statements.filter((sql) => sql.includes("GTID_WAIT")).length;
    const history = new CommitHistory();
    const here = await test.commit();
    await until(async () => (await test.counter(first)) === (await test.counter()));
    await stop();
    const ahead = await test.commit();
    const further = await test.commit();

    mysql.statements.length = 0;
    expect(await replica.reaches(ahead)).toBe(false);
    expect(waits()).toBe(1);
    expect(await replica.reaches(ahead)).toBe(false);
    expect(await replica.reaches(further)).toBe(false);
    expect(waits()).toBe(1);
    expect(await replica.reaches(here)).toBe(true);
    await replica.check(history);
    expect(await replica.reaches(ahead)).toBe(false);
    expect(waits()).toBe(2);

    await test.servers.ask(first, "START SLAVE");
    await until(async () => {
      await replica.check(history);
      return replica.reaches(further);
    });
    // Worth waiting for again.
    mysql.statements.length = 0;
    await replica.reaches(await test.commit());
    expect(waits()).toBe(1);
  });

  it("or that has stopped altogether loses to the primary what is being asked of it", async () => {
    const { first, servers } = test;
    // Nobody would wait for as long as the statement may take.
    const db = test.open([first], { queryTimeoutMs: 600_000 });
    await until(() => test.areRead(db, [first]));
    servers.signalReplica(first, "SIGSTOP");
    const n = await test.counter();
    const reads = await Promise.all([test.readOf(db, "usr_reader"), test.readOf(db, "usr_reader")]);
    expect(reads).toEqual(reads.map(() => ({ n, port: servers.port })));
    servers.signalReplica(first, "SIGCONT");
    await until(() => test.areRead(db, [first]));
  });
});

describe("the reads of one request", () => {
  const PORT = "SELECT @@port AS port";

  it("are answered by one server, though they are asked at once", async () => {
    const { first, second } = test;
    const db = test.open([first, second]);
    await until(() => test.areRead(db, [first, second]));
    for (let i = 0; i < 4; i++) {
      const reader = db.read(viewerOf("usr_reader"));
      const rows = await Promise.all([1, 2, 3].map(() => reader.query(PORT)));
      expect(new Set(rows.map(([row]) => row?.["port"])).size).toBe(1);
    }
  });

  it("stay with the primary once it has answered", async () => {
    const { first, servers } = test;
    const db = test.open([first]);
    const reader = db.read(viewerOf("usr_reader"));
    // The replica has not passed its checks yet.
    expect(await reader.query(PORT)).toEqual([{ port: servers.port }]);
    await until(() => test.areRead(db, [first]));
    expect(await reader.query(PORT)).toEqual([{ port: servers.port }]);
  });
});

describe("readers", () => {
  const INSERT = "INSERT INTO counters VALUES (9, 9)";
  const refusal = { code: "ER_CANT_EXECUTE_IN_READ_ONLY_TRANSACTION" };
  const reader = viewerOf("usr_reader");

  it("cannot write, whoever they read from: not even on a replica that others may write on", async () => {
    const { first, servers, primary } = test;
    const db = test.open([first]);
    await until(() => test.areRead(db, [first]));
    await servers.ask(first, "SET GLOBAL read_only = 0");
    try {
      await expect(db.read(reader).query(INSERT)).rejects.toMatchObject(refusal);
      expect(await test.readOf(db, "usr_reader")).toMatchObject({ port: first.port });
    } finally {
      await servers.ask(first, "SET GLOBAL read_only = 1");
    }
    await expect(primary.read(reader).query(INSERT)).rejects.toMatchObject(refusal);
    await expect(primary.readLatest().query(INSERT)).rejects.toMatchObject(refusal);
    expect(await test.mysql.counters()).not.toHaveProperty("9");
  });
});
