import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { setTimeout as sleep } from "node:timers/promises";
import { root } from "../scripts/lib/paths.mjs";
import { Connection } from "./lib/connection.mjs";
import { median } from "./lib/rounds.mjs";
import { endChild, freePort } from "./lib/servers.mjs";
import { newSecret } from "./lib/services.mjs";

const STARTS = 5;
/** Some seconds after the last work, V8 gives back what loading the code has made its young space. */
const IDLE_MS = 30_000;
const CONNECTIONS = 16;
/** Of so many requests one changes something. */
const READS_A_WRITE = 100;
const ONE = "query One($id: ID!) { task(id: $id) { id key title description assignee { id } project { id name } } }";
const UPDATE = "mutation Update($input: UpdateTaskInput!) { updateTask(input: $input) { seq task { id version } } }";

/**
 * The product as `npm start` serves it, on the embedded database: how long it takes to be ready, what it needs when
 * idle, and whether its heap after a full collection grows with the requests. Prints the figures and answers them.
 */
export async function measureFootprint({ requests }) {
  const folder = mkdtempSync(join(tmpdir(), "taskflow-footprint-"));
  try {
    await endChild((await start(folder)).child);
    const starts = [];
    for (let i = 0; i < STARTS; i++) {
      const { child, readyMs } = await start(folder);
      starts.push(readyMs);
      await endChild(child);
    }
    const server = await start(folder, ["--expose-gc", "--require", join(root, "bench/lib/heapProbe.cjs")]);
    await sleep(IDLE_MS);
    const idleMb = residentMb(server.child.pid);
    const ask = await signIn(server.port);
    const heaps = [];
    // The first tenth fills the caches, which have bounds.
    for (const share of [0.1, 0.3, 0.3, 0.3]) {
      await load(server.port, ask, requests * share);
      heaps.push(await heapMb(server));
    }
    await endChild(server.child);
    const [filled, ...later] = heaps;
    const figures = {
      readyMs: Math.round(median(starts)),
      idleMb: Math.round(idleMb),
      requests,
      heapMb: heaps.map((each) => Number(each.toFixed(1))),
      bytesARequest: Math.round(((later.at(-1) - filled) * 2 ** 20) / (requests * 0.9)),
    };
    console.log(
      `ready in ${figures.readyMs} ms, idle ${figures.idleMb} MB resident; heap after ${[0.1, 0.4, 0.7, 1].map((share) => (requests * share).toLocaleString("en")).join(", ")} requests: ${figures.heapMb.join(", ")} MB, ${figures.bytesARequest} bytes more a request`,
    );
    return figures;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function start(folder, flags = []) {
  const port = await freePort();
  const startedAt = performance.now();
  const child = spawn(process.execPath, [...flags, join(root, "api/dist/main.js")], {
    cwd: folder,
    env: {
      PATH: process.env.PATH,
      NODE_ENV: "production",
      HOST: "127.0.0.1",
      PORT: String(port),
      DATA_DIR: folder,
      FRONTEND_URL: "https://taskflow.example",
      SMTP_URL: "smtp://127.0.0.1:1",
      LOG_LEVEL: "warn",
      JWT_SECRET: newSecret(),
      REFRESH_TOKEN_SECRET: newSecret(),
      JWT_EXPIRES_IN: "1d",
    },
    stdio: ["ignore", "pipe", "inherit"],
  });
  process.once("exit", () => child.kill("SIGKILL"));
  const url = `http://127.0.0.1:${port}/readyz`;
  while (
    !(await fetch(url).then(
      ({ ok }) => ok,
      () => false,
    ))
  ) {
    if (child.exitCode !== null) throw new Error("the product did not start");
    await sleep(5);
  }
  return { child, port, readyMs: performance.now() - startedAt };
}

/** A person with a project and a task; answers how the nth request is sent. */
async function signIn(port) {
  const headers = { "content-type": "application/json" };
  const ask = async (mutation, input) => {
    const body = JSON.stringify({ query: `mutation ($input: ${mutation}`, variables: { input } });
    const answer = await fetch(`http://127.0.0.1:${port}/graphql`, { method: "POST", headers, body });
    const { data, errors } = await answer.json();
    if (errors) throw new Error(JSON.stringify(errors));
    return Object.values(data)[0];
  };
  const { accessToken } = await ask("RegisterInput!) { register(input: $input) { accessToken } }", {
    name: "Ada",
    email: "ada@taskflow.example",
    password: newSecret(),
  });
  headers.authorization = `Bearer ${accessToken}`;
  const { project } = await ask("CreateProjectInput!) { createProject(input: $input) { project { id } } }", {
    name: "P",
  });
  const { task } = await ask("CreateTaskInput!) { createTask(input: $input) { task { id } } }", {
    projectId: project.id,
    title: "Task",
  });
  return async (connection, n) => {
    const isWrite = n % READS_A_WRITE === 0;
    const body = JSON.stringify({
      query: isWrite ? UPDATE : ONE,
      variables: isWrite ? { input: { id: task.id, title: `Title ${n}` } } : { id: task.id },
    });
    const answer = await connection.send({ method: "POST", path: "/graphql", body }, headers.authorization);
    if (answer.body.includes('"errors":[')) throw new Error(answer.body.toString());
  };
}

async function load(port, ask, requests) {
  let left = requests;
  const client = async () => {
    const connection = new Connection(port);
    while (left-- > 0) await ask(connection, left);
    connection.close();
  };
  await Promise.all(Array.from({ length: CONNECTIONS }, client));
}

async function heapMb({ child }) {
  const lines = createInterface({ input: child.stdout });
  const heap = new Promise((resolve) => lines.on("line", (line) => line.startsWith("heap ") && resolve(line)));
  child.kill("SIGUSR2");
  const bytes = Number((await heap).split(" ")[1]);
  lines.close();
  return bytes / 2 ** 20;
}

function residentMb(pid) {
  return Number(/VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))[1]) / 1_024;
}
