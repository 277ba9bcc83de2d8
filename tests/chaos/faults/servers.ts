import { randomBytes } from "node:crypto";
import { type Connection, createConnection } from "mysql2/promise";
import { isRunning, runServices, type Services, type ServicesProcess, until } from "../../support/servicesProcess";

const NAMES = ["primary", "replica1", "replica2", "redis"] as const;
export type ServerName = (typeof NAMES)[number];

/** Servers of this run alone, which it may kill, with an empty database. */
export class Servers {
  /** Processes that were running and were killed. */
  kills = 0;

  private constructor(
    private readonly running: ServicesProcess,
    private readonly services: Services,
    private readonly pids: Record<ServerName, number>,
    private readonly database: string,
  ) {}

  static async start(): Promise<Servers> {
    // What the environment names is shared with others.
    const running = runServices(["--json", "--durable"], { ...process.env, DB_HOST: "", REDIS_URL: "" });
    try {
      const services = (await running.answer()) as Services;
      const pids = [services.db, ...services.db.replicas, services.redis].map(({ pid }) => pid);
      const byName = Object.fromEntries(NAMES.map((name, i) => [name, pids[i]])) as Record<ServerName, number>;
      const servers = new Servers(running, services, byName, `taskflow_${randomBytes(6).toString("hex")}`);
      const connection = await servers.connect("primary", null);
      await connection.query(`CREATE DATABASE ${servers.database}`);
      await connection.end();
      return servers;
    } catch (error) {
      await running.end();
      throw error;
    }
  }

  /** Of an API that uses them. */
  get settings(): Record<string, string> {
    const { db, redis } = this.services;
    return {
      DB_TYPE: db.kind,
      DB_HOST: db.host,
      DB_PORT: String(db.port),
      DB_USER: db.user,
      DB_PASS: db.password,
      DB_NAME: this.database,
      DB_REPLICAS: db.replicas.map(({ host, port }) => `${host}:${port}`).join(","),
      REDIS_URL: redis.url,
      READ_YOUR_WRITES_WINDOW: "10s",
    };
  }

  async connect(
    name: "primary" | "replica1" | "replica2",
    database: string | null = this.database,
  ): Promise<Connection> {
    const { db } = this.services;
    const { user, password } = db;
    const { host, port } = { primary: db, replica1: db.replicas[0], replica2: db.replicas[1] }[name] ?? db;
    const options = { host, port, user, password, ...(database !== null && { database }) };
    return createConnection(options);
  }

  /** Does to a server what only its administrator may. */
  async administer(name: "replica1" | "replica2", sql: string): Promise<void> {
    const { db } = this.services;
    const replica = db.replicas[name === "replica1" ? 0 : 1] ?? db;
    const connection = await createConnection({
      host: replica.host,
      port: replica.port,
      user: db.rootUser,
      password: db.rootPassword,
    });
    await connection.query(sql);
    await connection.end();
  }

  /** Ends it as a crash would. @throws Error when it was not running */
  async kill(...names: ServerName[]): Promise<void> {
    for (const name of names) {
      this.signal(name, "SIGKILL");
      this.kills += 1;
    }
    await until(() => names.every((name) => !isRunning(this.pids[name])));
  }

  pause(name: ServerName): void {
    this.signal(name, "SIGSTOP");
  }

  resume(name: ServerName): void {
    this.signal(name, "SIGCONT");
  }

  /** Starts again what was killed, on the same port and data; Redis has kept none. */
  async restart(...names: ServerName[]): Promise<void> {
    for (const name of names) {
      this.running.child.stdin.write(`${JSON.stringify({ start: name })}\n`);
      const { pid, error } = (await this.running.answer()) as { pid?: number; error?: string };
      if (pid === undefined) throw new Error(`${name} did not start again: ${error}`);
      this.pids[name] = pid;
    }
  }

  async end(): Promise<void> {
    await this.running.end();
  }

  private signal(name: ServerName, signal: NodeJS.Signals): void {
    if (!isRunning(this.pids[name])) throw new Error(`${name} was not running when it was to get ${signal}`);
    process.kill(this.pids[name], signal);
  }
}
