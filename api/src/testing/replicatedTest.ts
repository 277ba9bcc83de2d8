import type { Viewer } from "../platform/auth/viewer";
import type { DatabaseConfig } from "../platform/db/mysql/databaseConfig";
import type { MysqlDatabase } from "../platform/db/mysql/mysqlDatabase";
import { mergePositions, type Position, START } from "../platform/db/position";
import type { HostPort } from "../platform/localHost";
import type { WritePositions } from "../platform/redis/writePositions";
import { type MariadbServers, startMariadb } from "./mariadbServers";
import { MysqlTest } from "./mysqlTest";
import { until } from "./redisServer";

const NAME = "taskflow_replicas";

/** A database of counters on a MariaDB primary and two replicas of a test's own. */
export class ReplicatedTest {
  readonly first: HostPort;
  readonly second: HostPort;
  /** Writes, and reads from the primary alone. */
  readonly primary: MysqlDatabase;
  /** What is closed after each test. */
  private readonly closing: { close(): Promise<unknown> }[] = [];

  private constructor(
    readonly servers: MariadbServers,
    readonly mysql: MysqlTest,
  ) {
    [this.first, this.second] = servers.replicas as [HostPort, HostPort];
    this.primary = mysql.open();
  }

  static async start(): Promise<ReplicatedTest> {
    const servers = await startMariadb(2);
    await servers.ask(servers, `CREATE DATABASE ${NAME}`);
    const mysql = await MysqlTest.on({ env: servers.settings(NAME), remove: async () => {} });
    return new ReplicatedTest(servers, mysql);
  }

  /** A database that reads from these replicas, which need not be in the rotation yet. */
  open(replicas: HostPort[], config: Partial<DatabaseConfig> = {}): MysqlDatabase {
    const db = this.mysql.open({ ...config, replicas }, seenByUsers());
    this.closing.push({ close: () => this.mysql.figuresOf(db) });
    return db;
  }

  /** Counts on the primary; answers where that is then. */
  async commit(): Promise<Position> {
    await this.count(this.primary, null);
    return this.primary.position();
  }

  count(db: MysqlDatabase, viewer: Viewer | null): Promise<number> {
    return db.transact(viewer, {}, (tx) => tx.execute("UPDATE counters SET n = n + 1 WHERE id = 1"));
  }

  /** How far it has been counted, as one of the servers knows. */
  async counter(server: HostPort = this.servers): Promise<number> {
    const [row] = await this.servers.ask(server, `SELECT n FROM ${NAME}.counters WHERE id = 1`);
    return Number(row?.["n"]);
  }

  /** What a request of that user's reads, and the port of the server that has answered. */
  async readOf(db: MysqlDatabase, userId: string): Promise<{ n: number; port: number } | undefined> {
    const sql = "SELECT n, @@port AS port FROM counters WHERE id = 1";
    return (await db.read(viewerOf(userId)).query<{ n: number; port: number }>(sql))[0];
  }

  /** Whether it is these servers, and all of them, that answer. */
  async areRead(db: MysqlDatabase, servers: HostPort[]): Promise<boolean> {
    const ports = new Set<number | undefined>();
    for (let i = 0; i < 4; i++) ports.add((await this.readOf(db, "usr_reader"))?.port);
    return ports.size === servers.length && servers.every(({ port }) => ports.has(port));
  }

  /** Changes it on that replica alone. */
  async setPassword(replica: HostPort, password: string): Promise<void> {
    const { user } = this.servers;
    const alone = "SET STATEMENT sql_log_bin = 0 FOR";
    await this.servers.ask(replica, `${alone} ALTER USER '${user}'@'%' IDENTIFIED BY '${password}'`);
  }

  closeAfterwards<T extends { close(): Promise<unknown> }>(one: T): T {
    this.closing.push(one);
    return one;
  }

  /** After each test: closes what it has opened; lets the replicas go on. */
  async tidy(): Promise<void> {
    for (const replica of this.servers.replicas) this.servers.signalReplica(replica, "SIGCONT");
    await Promise.all(this.closing.splice(0).map((one) => one.close()));
    for (const replica of this.servers.replicas) await this.servers.ask(replica, "START SLAVE");
    const counted = await this.counter();
    for (const replica of this.servers.replicas) await until(async () => (await this.counter(replica)) === counted);
  }

  async end(): Promise<void> {
    await this.mysql.close();
    await this.servers.end();
  }
}

export const viewerOf = (userId: string): Viewer => ({ userId, sessionId: "ses_1", expiresAt: new Date() });

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
