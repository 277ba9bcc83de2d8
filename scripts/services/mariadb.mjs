import { randomBytes } from "node:crypto";
import { cpSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { userInfo } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { createCertificates } from "./certificates.mjs";
import { freePort } from "./ports.mjs";
import { createServer } from "./server.mjs";
import { emptyDatabase } from "./template.mjs";

const REPLICATES_MS = 30_000;

/** A primary and its replicas, not started yet, with the accounts they will have. */
export async function createMariadb({ programs, runFolder, replicas, isDurable, taken, steps }) {
  const template = await steps.time("template", () => emptyDatabase(programs, steps.say));
  const certificates = await steps.time("certificates", () => createCertificates(runFolder, steps.say));
  const accounts = {
    user: "taskflow",
    password: secret(),
    rootUser: "root",
    rootPassword: secret(),
    replication: secret(),
  };
  const primary = await node("primary", 1);
  const followers = [];
  for (let i = 1; i <= replicas; i += 1) followers.push(await node(`replica${i}`, i + 1, primary.port));
  return { primary, replicas: followers, accounts, caFile: certificates?.ca };

  async function node(name, id, primaryPort) {
    const folder = join(runFolder, name);
    mkdirSync(folder);
    cpSync(template, join(folder, "data"), { recursive: true });
    writeFileSync(join(folder, "init.sql"), initialStatements(accounts, primaryPort), { mode: 0o600 });
    const port = await freePort(taken);
    return createServer({
      name,
      runFolder,
      program: {
        path: programs.mariadbd,
        env: programs.env,
        args: options({
          base: programs.base,
          folder,
          port,
          id,
          isReplica: Boolean(primaryPort),
          isDurable,
          certificates,
        }),
      },
      port,
      logPath: join(folder, "log"),
      // The first packet of the protocol, which names the version; it is sent when init.sql is done.
      greeting: { answer: /^.{4}\n\d+\./s },
    });
  }
}

/** Until the replicas have found the primary: their first connection comes some time after they listen. */
export async function replicate(runFolder, replicas) {
  const deadline = Date.now() + REPLICATES_MS;
  for (const { name } of replicas) {
    const logPath = join(runFolder, name, "log");
    while (!readFileSync(logPath, "utf8").includes("Slave I/O thread: connected to master")) {
      if (Date.now() > deadline) throw new Error(`${name} did not find its primary\n${readFileSync(logPath, "utf8")}`);
      await sleep(20);
    }
  }
}

function options({ base, folder, port, id, isReplica, isDurable, certificates }) {
  return [
    "--no-defaults",
    `--basedir=${base}`,
    ...(process.getuid?.() === 0 ? [`--user=${userInfo().username}`] : []),
    `--datadir=${join(folder, "data")}`,
    `--socket=${join(folder, "socket")}`,
    `--pid-file=${join(folder, "pid")}`,
    `--init-file=${join(folder, "init.sql")}`,
    `--port=${port}`,
    "--bind-address=127.0.0.1",
    "--skip-name-resolve",
    `--server-id=${id}`,
    "--log-bin=binlog",
    "--log-slave-updates",
    "--relay-log=relay",
    "--gtid-strict-mode=1",
    // Lets an owner of a database make triggers in it, as some tests do.
    "--log-bin-trust-function-creators=1",
    "--binlog-format=ROW",
    // Started by init.sql, which knows the primary's port.
    "--skip-slave-start",
    "--character-set-server=utf8mb4",
    "--max-connections=500",
    "--performance-schema=0",
    "--innodb-buffer-pool-size=96M",
    "--innodb-buffer-pool-dump-at-shutdown=0",
    "--innodb-buffer-pool-load-at-startup=0",
    // Memory file systems know no direct writes.
    "--innodb-flush-method=fsync",
    "--innodb-use-native-aio=0",
    // Written to the system at each commit in either case. Durable, a killed process loses nothing; without the double
    // write a page that it was just writing can be torn, and the server then does not come back.
    ...(isDurable
      ? ["--innodb-flush-log-at-trx-commit=1", "--sync-binlog=1"]
      : ["--innodb-flush-log-at-trx-commit=2", "--sync-binlog=0", "--innodb-doublewrite=0"]),
    ...(isReplica ? ["--read-only=1"] : []),
    ...(certificates
      ? [`--ssl-ca=${certificates.ca}`, `--ssl-cert=${certificates.cert}`, `--ssl-key=${certificates.key}`]
      : []),
  ];
}

/** Run at each start, by the server itself before it answers anyone: so no client program is needed. */
function initialStatements({ user, password, rootUser, rootPassword, replication }, primaryPort) {
  const account = (name, secretOfIt) => `CREATE OR REPLACE USER '${name}'@'%' IDENTIFIED BY '${secretOfIt}';`;
  return [
    // The one that the printed settings name; replicas get it from the primary.
    ...(primaryPort ? [] : ["CREATE DATABASE IF NOT EXISTS taskflow;"]),
    // Each node makes its own: replicated, they would stop a replica that has them already.
    "SET SESSION sql_log_bin=0;",
    "DELETE FROM mysql.global_priv WHERE User IN ('', 'root') AND Host <> '%';",
    "FLUSH PRIVILEGES;",
    account(rootUser, rootPassword),
    `GRANT ALL ON *.* TO '${rootUser}'@'%' WITH GRANT OPTION;`,
    account(user, password),
    // No global right: with one, the application could write on a read-only replica.
    `GRANT ALL ON \`taskflow%\`.* TO '${user}'@'%';`,
    account("replication", replication),
    "GRANT REPLICATION SLAVE ON *.* TO 'replication'@'%';",
    ...(primaryPort
      ? [
          `CHANGE MASTER TO MASTER_HOST='127.0.0.1', MASTER_PORT=${primaryPort}, MASTER_USER='replication', MASTER_PASSWORD='${replication}', MASTER_CONNECT_RETRY=1, MASTER_HEARTBEAT_PERIOD=1, MASTER_USE_GTID=slave_pos;`,
          "START SLAVE;",
        ]
      : []),
    "",
  ].join("\n");
}

const secret = () => randomBytes(12).toString("hex");
