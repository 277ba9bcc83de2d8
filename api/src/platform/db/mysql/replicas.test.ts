import { type MariadbServers, startMariadb } from "../../../testing/mariadbServers";
import { MysqlTest } from "../../../testing/mysqlTest";
import { freePort, until } from "../../../testing/redisServer";
import type { Viewer } from "../../auth/viewer";
import type { HostPort } from "../../localHost";
import type { WritePositions } from "../../redis/writePositions";
import type { DatabaseConfig } from "./databaseConfig";
import { mergePositions, type Position, START } from "../position";
import { CommitHistory } from "./commitHistory";
import type { MysqlDatabase } from "./mysqlDatabase";
import { Replica } from "./replica";
import { ReplicaSet } from "./replicaSet";

let servers: MariadbServers;
let first: HostPort;
let second: HostPort;
let test: MysqlTest;
/** Writes, and reads from the primary alone. */
let primary: MysqlDatabase;
const closing: { close(): Promise<unknown> }[] = [];

beforeAll(async () => {
  servers = await startMariadb(2);
  [first, second] = servers.replicas as [HostPort, HostPort];
  await servers.ask(servers, "CREATE DATABASE taskflow_replicas");
  test = await MysqlTest.on({ env: servers.settings("taskflow_replicas"), remove: async () => {} });
  primary = test.open();
  // The first start on a machine may download them.
}, 600_000);
afterEach(async () => {
  for (const replica of servers.replicas) servers.signalReplica(replica, "SIGCONT");
  await Promise.all(closing.splice(0).map((one) => one.close()));
  for (const replica of servers.replicas) await servers.ask(replica, "START SLAVE");
});
afterAll(async () => {
  await test?.close();
  await servers?.end();
});

/** Changes the counter on the primary; answers where that is then. */
async function commit(): Promise<Position> {
  await count(primary, null);
  return primary.position();
}
const count = (db: MysqlDatabase, viewer: Viewer | null) =>
  db.transact(viewer, {}, (tx) => tx.execute("UPDATE counters SET n = n + 1 WHERE id = 1"));
const counter = async () => (await test.counters())[1];
async function counterOn(replica: HostPort): Promise<unknown> {
  return (await servers.ask(replica, "SELECT n FROM taskflow_replicas.counters WHERE id = 1"))[0]?.["n"];
}

const viewer = (userId: string): Viewer => ({ userId, sessionId: "ses_1", expiresAt: new Date() });
/** Reads as in a request of its own; answers also which server has answered. */
async function readOf(db: MysqlDatabase, userId: string): Promise<{ n: number; port: number }> {
  const sql = "SELECT n, @@port AS port FROM counters WHERE id = 1";
  return (await db.read(viewer(userId)).query<{ n: number; port: number }>(sql))[0]!;
}

/** On that replica alone. */
const setPassword = (replica: HostPort, password: string) =>
  servers.ask(
    replica,
    `SET STATEMENT sql_log_bin = 0 FOR ALTER USER '${servers.user}'@'%' IDENTIFIED BY '${password}'`,
  );

/** What users must see, as Redis would tell it. */
function seenByUsers(): WritePositions {
  const positions = new Map<string, Position>();
  const of = (userId: string) => positions.get(userId) ?? START;
  const seen: Pick<WritePositions, "note" | "of"> = {
    note: async (userIds, position) => {
      for (const id of userIds) positions.set(id, mergePositions(of(id), position));
      return true;
    },
    of: async (userId) => ({ isTrusted: true, position: of(userId) }),
  };
  return seen as WritePositions;
}

/** Reads from these replicas, all of which are in the rotation. */
async function openWith(replicas: HostPort[], config: Partial<DatabaseConfig> = {}): Promise<MysqlDatabase> {
  const db = test.open({ ...config, replicas }, seenByUsers());
  closing.push({ close: () => test.figuresOf(db) });
  await until(() => areRead(db, replicas));
  return db;
}
async function areRead(db: MysqlDatabase, expected: { port: number }[]): Promise<boolean> {
  const ports = new Set<number>();
  for (let i = 0; i < 4; i++) ports.add((await readOf(db, "usr_reader")).port);
  return ports.size === expected.length && expected.every(({ port }) => ports.has(port));
}

describe("several replicas", () => {
  it("take turns, without those that are dead or do not let us in", async () => {
    const dead = { ...first, port: await freePort() };
    const set = new ReplicaSet(
      { ...test.config, replicas: [first, dead, second] },
      () => primary.position(),
      test.logger,
      test.onStatement,
    );
    closing.push(set);
    expect(await set.choose(START)).toBeNull();
    await until(() => set.replicas.filter(({ isIn }) => isIn).length === 2);
    const chosen: number[] = [];
    for (let i = 0; i < 4; i++) chosen.push(set.replicas.indexOf((await set.choose(START))!));
    expect([
      [0, 2, 0, 2],
      [2, 0, 2, 0],
    ]).toContainEqual(chosen);
    expect(set.replicas[1]).toMatchObject({ isIn: false, lagMs: null });
    expect(test.logged).toContainEqual({
      message: "a replica is not read from",
      fields: expect.objectContaining({ replica: `127.0.0.1:${dead.port}`, code: "ECONNREFUSED" }),
    });
  });

  it("are none where the password is wrong, and the primary answers", async () => {
    const db = test.open({ replicas: [first] }, seenByUsers());
    closing.push({ close: () => test.figuresOf(db) });
    await setPassword(first, "another");
    try {
      const told = () => test.logged.some(({ fields }) => fields["code"] === "ER_ACCESS_DENIED_ERROR");
      await until(told);
      expect(await areRead(db, [servers])).toBe(true);
    } finally {
      await setPassword(first, test.config.password);
    }
    await until(() => areRead(db, [first]));
  });
});

describe("a replica that is behind", () => {
  it("does not answer who must see more, answers others, and leaves when it is too far behind", async () => {
    const db = await openWith([first, second], { maxLagMs: 1_000, replicaWaitMs: 20 });
    for (const replica of servers.replicas) await servers.ask(replica, "STOP SLAVE SQL_THREAD");
    const before = await counter();
    await count(db, viewer("usr_writer"));
    expect(await readOf(db, "usr_writer")).toEqual({ n: before! + 1, port: servers.port });
    expect(await readOf(db, "usr_reader")).toMatchObject({ n: before });

    await until(() => areRead(db, [servers]));
    expect(await readOf(db, "usr_reader")).toEqual({ n: before! + 1, port: servers.port });

    await servers.ask(second, "START SLAVE");
    await until(() => areRead(db, [second]));
    expect(await readOf(db, "usr_writer")).toEqual({ n: before! + 1, port: second.port });
  });

  it("is waited for once, and goes on answering who needs no more than it has", async () => {
    // Not checked by itself: it knows only what it has been waited for.
    const replica = new Replica(test.config, first, test.logger, test.onStatement);
    closing.push(replica);
    const waits = () => test.statements.filter((sql) => sql.includes("GTID_WAIT")).length;
    const history = new CommitHistory();
    const here = await commit();
    await until(async () => (await counterOn(first)) === (await counter()));
    await servers.ask(first, "STOP SLAVE SQL_THREAD");
    const ahead = await commit();
    const further = await commit();
    test.statements.length = 0;
    expect(await replica.reaches(ahead)).toBe(false);
    expect(waits()).toBe(1);
    expect(await replica.reaches(ahead)).toBe(false);
    expect(await replica.reaches(further)).toBe(false);
    await replica.check(history);
    expect(await replica.reaches(further)).toBe(false);
    expect(waits()).toBe(1);
    expect(await replica.reaches(here)).toBe(true);

    await servers.ask(first, "START SLAVE");
    await until(async () => {
      await replica.check(history);
      return replica.reaches(further);
    });
  });

  it("that has stopped altogether loses what is being asked of it to the primary", async () => {
    // Nobody would wait for as long as the statement may take.
    const db = await openWith([first], { queryTimeoutMs: 600_000 });
    servers.signalReplica(first, "SIGSTOP");
    const before = await counter();
    expect(await Promise.all([readOf(db, "usr_reader"), readOf(db, "usr_reader")])).toEqual(
      Array(2).fill({ n: before, port: servers.port }),
    );
    servers.signalReplica(first, "SIGCONT");
    await until(() => areRead(db, [first]));
  });
});

describe("readers", () => {
  const INSERT = "INSERT INTO counters VALUES (9, 9)";
  const refusal = { code: "ER_CANT_EXECUTE_IN_READ_ONLY_TRANSACTION" };

  it("cannot write, whoever they read from: not even on a replica that others may write on", async () => {
    const db = await openWith([first]);
    await servers.ask(first, "SET GLOBAL read_only = 0");
    try {
      await expect(db.read(viewer("usr_reader")).query(INSERT)).rejects.toMatchObject(refusal);
      expect(await readOf(db, "usr_reader")).toMatchObject({ port: first.port });
    } finally {
      await servers.ask(first, "SET GLOBAL read_only = 1");
    }
    await expect(primary.read(viewer("usr_reader")).query(INSERT)).rejects.toMatchObject(refusal);
    await expect(primary.readLatest().query(INSERT)).rejects.toMatchObject(refusal);
    expect(await test.counters()).not.toHaveProperty("9");
  });
});
