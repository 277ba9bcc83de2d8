import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";
import type { SqlRow } from "../platform/db/database";
import type { HostPort } from "../platform/localHost";
import { Stranger } from "./mysqlTest";

const SCRIPT = join(__dirname, "../../../scripts/services.mjs");

/** A MariaDB primary and replicas of a test's own, whatever servers the environment names: to be stopped as it likes. */
export interface MariadbServers extends HostPort {
  user: string;
  password: string;
  replicas: HostPort[];
  /** Without openssl, which makes it, there is none. */
  caFile?: string;
  /** The settings of an API on the database `name`. */
  settings(name: string): Record<string, string>;
  /** Says something, as an administrator, to one of the servers. */
  ask(server: HostPort, sql: string): Promise<SqlRow[]>;
  signalReplica(replica: HostPort, name: "SIGSTOP" | "SIGCONT"): void;
  end(): Promise<void>;
}

/** What scripts/services.mjs tells of them. */
interface Told extends HostPort {
  user: string;
  password: string;
  rootUser: string;
  rootPassword: string;
  caFile?: string;
  replicas: (HostPort & { pid: number })[];
}

/** They end with this process, however it does. */
export async function startMariadb(replicas: number): Promise<MariadbServers> {
  // eslint-disable-next-line node/no-process-env -- what it names must not be used instead
  const env = { ...process.env, DB_HOST: "", REDIS_URL: "" };
  const child = spawn(process.execPath, [SCRIPT, "--json", "--replicas", String(replicas)], {
    env,
    stdio: ["pipe", "pipe", "ignore"],
  });
  const closed = once(child, "close");
  const line = await new Promise<string>((resolve, reject) => {
    createInterface({ input: child.stdout }).once("line", resolve);
    closed.then(([code]) => reject(new Error(`The servers did not start (exit code ${code})`)), reject);
  });
  const { db } = JSON.parse(line) as { db: Told };
  const { host, port, user, password, caFile } = db;
  return {
    host,
    port,
    user,
    password,
    caFile,
    replicas: db.replicas.map((replica) => ({ host: replica.host, port: replica.port })),
    settings: (name) => ({
      DB_TYPE: "mariadb",
      DB_HOST: host,
      DB_PORT: String(port),
      DB_USER: user,
      DB_PASS: password,
      DB_NAME: name,
    }),
    async ask(server, sql) {
      const stranger = new Stranger({
        primary: { host: server.host, port: server.port },
        user: db.rootUser,
        password: db.rootPassword,
      });
      try {
        return await stranger.ask(sql);
      } finally {
        stranger.leave();
      }
    },
    signalReplica(replica, name) {
      const told = db.replicas.find((one) => one.port === replica.port);
      if (told) process.kill(told.pid, name);
    },
    async end() {
      child.stdin.end();
      await closed;
    },
  };
}
