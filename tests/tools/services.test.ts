import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { once } from "node:events";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createConnection, type Connection, type ConnectionOptions, type RowDataPacket } from "mysql2/promise";
import { isRunning, runServices, script, until, type Services, type ServicesProcess } from "../support/servicesProcess";
import { root } from "./support/runScript";

// The first run on a machine downloads them.
jest.setTimeout(600_000);

// What the environment names is used instead; here they must be started.
const own = { ...process.env, DB_HOST: "", REDIS_URL: "" };

const pidsOf = ({ db, redis }: Services) => [db.pid, redis.pid, ...db.replicas.map(({ pid }) => pid)];

describe("started", () => {
  let running: ServicesProcess;
  let services: Services;

  beforeAll(async () => {
    running = runServices(["--json", "--durable"], own);
    services = (await running.answer()) as Services;
  });
  afterAll(() => running.end());

  async function withConnection<T>(options: ConnectionOptions, work: (connection: Connection) => Promise<T>) {
    const { host, port, user, password } = services.db;
    const connection = await createConnection({ host, port, user, password, ...options });
    try {
      return await work(connection);
    } finally {
      await connection.end();
    }
  }
  const onReplica = <T>(work: (connection: Connection) => Promise<T>) =>
    withConnection({ port: services.db.replicas[1]?.port }, work);
  const values = async (connection: Connection) => {
    const [rows] = await connection.query<RowDataPacket[]>("SELECT value FROM taskflow_services.marks ORDER BY value");
    return rows.map((row) => row.value as number);
  };

  test("a replica has what the primary was told, and takes no writes of the application", async () => {
    await withConnection({}, async (primary) => {
      await primary.query("CREATE DATABASE taskflow_services");
      await primary.query("CREATE TABLE taskflow_services.marks (value INT PRIMARY KEY)");
      await primary.query("INSERT INTO taskflow_services.marks VALUES (1)");
    });
    await until(() => onReplica(async (replica) => (await values(replica).catch(() => [])).length === 1));
    await onReplica(async (replica) => {
      await expect(replica.query("INSERT INTO taskflow_services.marks VALUES (2)")).rejects.toThrow("read-only");
    });
  });

  test("the application may make databases named taskflow…, no others, and nobody comes in without a password", async () => {
    await withConnection({}, async (primary) => {
      await expect(primary.query("CREATE DATABASE other")).rejects.toThrow("Access denied");
    });
    await expect(withConnection({ user: "root", password: "" }, values)).rejects.toThrow("Access denied");
  });

  test("the certificate stands up to its authority", async () => {
    const { caFile } = services.db;
    if (!caFile) throw new Error("openssl is missing: no server has a certificate");
    const ca = readFileSync(caFile);
    const [rows] = await withConnection({ ssl: { ca, verifyIdentity: true } }, (primary) =>
      primary.query<RowDataPacket[]>("SHOW STATUS LIKE 'Ssl_cipher'"),
    );
    expect(rows[0]?.Value).toMatch(/^TLS_/);
  });

  test("a killed primary comes back with what it had acknowledged, and its replicas follow again", async () => {
    await withConnection({}, (primary) => primary.query("INSERT INTO taskflow_services.marks VALUES (3)"));
    process.kill(services.db.pid, "SIGKILL");
    running.child.stdin.write('{"start": "primary"}\n');
    const answer = await running.answer();
    expect(answer).toEqual({ started: "primary", pid: expect.any(Number) });
    services = { ...services, db: { ...services.db, pid: (answer as { pid: number }).pid } };
    await withConnection({}, async (primary) => {
      expect(await values(primary)).toEqual([1, 3]);
      await primary.query("INSERT INTO taskflow_services.marks VALUES (4)");
    });
    await until(() => onReplica(async (replica) => (await values(replica)).includes(4)));
  });

  test("a Redis that is still running, or stopped in its tracks, is replaced by an empty one", async () => {
    expect(await askRedis(services.redis.port, "SET mark 1")).toBe("+OK");
    process.kill(services.redis.pid, "SIGSTOP");
    running.child.stdin.write('{"start": "redis"}\n');
    expect(await running.answer()).toMatchObject({ started: "redis" });
    expect(isRunning(services.redis.pid)).toBe(false);
    expect(await askRedis(services.redis.port, "EXISTS mark")).toBe(":0");
  });

  test("a command that makes no sense is answered, and harms nothing", async () => {
    running.child.stdin.write('{"start": "nothing"}\nnonsense\n');
    expect(await running.answer()).toEqual({ error: expect.stringContaining("primary, replica1, replica2, redis") });
    expect(await running.answer()).toEqual({ error: expect.stringContaining("JSON") });
    expect(await askRedis(services.redis.port, "PING")).toBe("+PONG");
  });
});

test("whoever started them is killed: no server and no file stays", async () => {
  const parent = `
    const { spawn } = require("node:child_process");
    spawn(process.execPath, process.argv.slice(1), { stdio: ["pipe", "inherit", "inherit"] });
    process.stdin.on("end", process.exit).resume();`;
  const started = runServices([script, "--json", "--replicas", "1"], own, ["-e", parent, "--"]);
  const services = (await started.answer()) as Services;
  expect(pidsOf(services).filter(isRunning)).toHaveLength(3);
  expect(existsSync(services.runFolder)).toBe(true);
  started.child.kill("SIGKILL");
  await until(() => pidsOf(services).every((pid) => !isRunning(pid)) && !existsSync(services.runFolder));
});

test("they are killed themselves: the next run ends what stayed", async () => {
  const first = runServices(["--json", "--replicas", "0"], own);
  const left = (await first.answer()) as Services;
  first.child.kill("SIGKILL");
  await once(first.child, "exit");
  expect(pidsOf(left).filter(isRunning)).toHaveLength(2);
  const second = runServices(["--json", "--redis-only"], own);
  await second.answer();
  await until(() => pidsOf(left).every((pid) => !isRunning(pid)));
  expect(existsSync(left.runFolder)).toBe(false);
  expect(await second.end()).toBe(0);
});

test("the settings that it prints for people are enough for an API", async () => {
  const started = runServices(["--replicas", "1"], own);
  let printed = "";
  started.child.stdout.on("data", (text: Buffer) => (printed += text.toString()));
  await until(() => started.said().includes("Ctrl-C"));
  const settings = Object.fromEntries(
    printed
      .trim()
      .split("\n")
      .map((line) => line.split(/=(.*)/s).slice(0, 2)),
  );
  const { stdout, stderr } = spawnSync(process.execPath, [join(root, "api/dist/migrate.js"), "up"], {
    env: settings,
    cwd: tmpdir(),
    encoding: "utf8",
  });
  started.child.kill("SIGINT");
  expect(await started.end()).toBe(0);
  expect([stderr, stdout]).toEqual(["", expect.stringMatching(/[1-9]\d* applied/)]);
});

describe("with nothing on the PATH and nothing downloaded", () => {
  let bare: string;
  let env: NodeJS.ProcessEnv;
  beforeAll(() => {
    bare = mkdtempSync(join(tmpdir(), "taskflow-bare-"));
    env = { PATH: bare, XDG_CACHE_HOME: bare, HOME: bare };
  });
  afterAll(() => rmSync(bare, { recursive: true, force: true }));

  test("it says what to do", async () => {
    const started = runServices(["--json"], env);
    await expect(started.answer()).rejects.toThrow("Found no MariaDB");
    expect(await started.end()).toBe(1);
    expect(started.said()).toContain("apt-get install mariadb-server-core redis-server");
    expect(started.said()).toContain("DB_HOST");
    expect(started.said()).toContain("REDIS_URL");
  });

  const named = {
    DB_TYPE: "mariadb",
    DB_HOST: "db.test",
    DB_USER: "someone",
    DB_PASS: "secret",
    DB_SSL_CA: "/ca.pem",
    DB_REPLICAS: "one.test:3306, two.test:3307",
    REDIS_URL: "redis://redis.test:6380",
  };

  test("servers that the environment names are handed on", async () => {
    const started = runServices(["--json"], { ...env, ...named });
    expect(await started.answer()).toMatchObject({
      db: {
        host: "db.test",
        port: 3306,
        user: "someone",
        password: "secret",
        caFile: "/ca.pem",
        replicas: [
          { host: "one.test", port: 3306 },
          { host: "two.test", port: 3307 },
        ],
      },
      redis: { url: "redis://redis.test:6380", port: 6380 },
    });
    expect(await started.end()).toBe(0);
  });

  test("a replica without a port is refused, as the API refuses it", async () => {
    const started = runServices(["--json"], { ...env, ...named, DB_REPLICAS: "one.test" });
    await expect(started.answer()).rejects.toThrow("one.test is not host:port");
    expect(await started.end()).toBe(1);
  });

  test("for people it prints settings, and runs until it is stopped", async () => {
    const started = runServices([], { ...env, ...named });
    let printed = "";
    started.child.stdout.on("data", (text: Buffer) => (printed += text.toString()));
    await until(() => started.said().includes("Ctrl-C"));
    started.child.kill("SIGINT");
    expect(await started.end()).toBe(0);
    expect(printed.trim().split("\n")).toEqual([
      "DB_TYPE=mariadb",
      "DB_HOST=db.test",
      "DB_PORT=3306",
      "DB_USER=someone",
      "DB_PASS=secret",
      "DB_NAME=taskflow",
      "DB_SSL_CA=/ca.pem",
      "DB_REPLICAS=one.test:3306,two.test:3307",
      "REDIS_URL=redis://redis.test:6380",
    ]);
  });
});

function askRedis(port: number, command: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, "127.0.0.1", () => socket.write(`${command}\r\n`));
    socket.once("data", (data) => {
      resolve(data.toString().trim());
      socket.destroy();
    });
    socket.once("error", reject);
  });
}
