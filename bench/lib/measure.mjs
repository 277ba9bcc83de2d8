import { fork } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const GENERATOR = fileURLToPath(new URL("generator.mjs", import.meta.url));
/** Of /proc: Linux counts in hundredths of a second. */
const TICK_MS = 10;

/** Starts the load generator; answers what runs one round and how to end it. */
export async function startGenerator(data, secret) {
  const child = fork(GENERATOR, { serialization: "advanced" });
  const ask = (message) =>
    new Promise((resolve, reject) => {
      child.once("message", ({ result, error }) => (error ? reject(new Error(error)) : resolve(result)));
      child.send(message);
    });
  await ask({ data, secret });
  return { run: ask, stop: () => child.disconnect() };
}

/** One round: so many requests as fit in `ms`, and what each cost. */
export async function measure({ generator, admin, databasePid }, server, options) {
  const before = await costsOf(admin, server.pid, databasePid);
  const { count, ms, p50, p99 } = await generator.run({ server, ...options });
  const after = await costsOf(admin, server.pid, databasePid);
  const each = (name) => (after[name] - before[name]) / count;
  return {
    requests: count,
    cpuUs: each("cpuMs") * 1_000,
    databaseUs: each("databaseMs") * 1_000,
    statements: each("statements"),
    perSecond: count / (ms / 1_000),
    p50,
    p99,
  };
}

async function costsOf(admin, pid, databasePid) {
  const [[{ Value: statements }]] = await admin.query("SHOW GLOBAL STATUS LIKE 'Questions'");
  return { cpuMs: threadsMs(pid), databaseMs: processMs(databasePid), statements: Number(statements) };
}

/** CPU time of a process's living threads in ms, to the ns: of one that ends none of them while it is measured. */
export function threadsMs(pid) {
  const threads = readdirSync(`/proc/${pid}/task`);
  const ns = threads.map((thread) =>
    Number(readFileSync(`/proc/${pid}/task/${thread}/schedstat`, "utf8").split(" ")[0]),
  );
  return ns.reduce((sum, each) => sum + each, 0) / 1e6;
}

/** CPU time of a process in ms, its ended threads included. */
function processMs(pid) {
  const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  return (Number(fields[11]) + Number(fields[12])) * TICK_MS;
}
