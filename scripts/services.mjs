// node scripts/services.mjs [--json] [--durable] [--replicas N] [--redis-only]
//
// A private MariaDB primary with replicas, and a Redis, on free ports of 127.0.0.1, until Ctrl-C; nothing is kept.
// With --json: prints one line of JSON when ready, then takes commands as lines of JSON ({"start": NAME} starts a
// server that was killed again) and answers each, and ends when its input ends, however whoever started it did.
import { createInterface } from "node:readline";
import { parseArgs } from "node:util";
import { sweepCache } from "./services/packages.mjs";
import { createRunFolder, removeRunFolder, sweepAbandoned } from "./services/runFolder.mjs";
import { settingsOf } from "./services/settings.mjs";
import { startServices } from "./services/start.mjs";
import { createSteps } from "./services/steps.mjs";

const args = readArguments();
const steps = createSteps();
const stopping = new AbortController();
let runFolder;
const servers = [];

for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => void stop(0));
// Read from the start: whoever asked may be gone before everything runs.
const input = args.json ? createInterface({ input: process.stdin }) : undefined;
const waiting = [];
input?.on("line", (line) => waiting.push(line));
input?.on("close", () => void stop(0));

try {
  await sweepAbandoned();
  sweepCache();
  runFolder = createRunFolder();
  const services = await startServices({ ...args, runFolder, steps, stopping: stopping.signal, onServer });
  if (stopping.signal.aborted) await new Promise(() => {});
  for (const [name, seconds] of Object.entries(steps.seconds)) steps.say(`${name.padEnd(12)} ${seconds.toFixed(1)} s`);
  if (args.json) {
    print({ ...services, runFolder, steps: steps.seconds });
    input.removeAllListeners("line");
    let previous = Promise.resolve();
    const handle = (line) => {
      previous = previous.then(() => obey(line));
    };
    for (const line of waiting) handle(line);
    input.on("line", handle);
  } else {
    console.log(settingsOf(services).join("\n"));
    steps.say("\nRuns until Ctrl-C; the data is thrown away then.");
    setInterval(() => {}, 2 ** 30);
  }
} catch (error) {
  if (!stopping.signal.aborted) {
    console.error(error.message);
    await stop(1);
  }
}

function onServer(server) {
  servers.push(server);
}

async function obey(line) {
  try {
    const { start } = JSON.parse(line);
    const server = servers.find(({ name }) => name === start);
    if (!server)
      throw new Error(`There is no server ${start}; there are ${servers.map(({ name }) => name).join(", ")}`);
    await server.start();
    print({ started: start, pid: server.pid });
  } catch (error) {
    print({ error: error.message });
  }
}

async function stop(code) {
  if (stopping.signal.aborted) return;
  stopping.abort();
  await Promise.all(servers.map((server) => server.end()));
  if (runFolder) await removeRunFolder(runFolder);
  process.exit(code);
}

function print(answer) {
  process.stdout.write(`${JSON.stringify(answer)}\n`);
}

function readArguments() {
  try {
    const { values } = parseArgs({
      options: {
        json: { type: "boolean", default: false },
        durable: { type: "boolean", default: false },
        replicas: { type: "string", default: "2" },
        "redis-only": { type: "boolean", default: false },
      },
    });
    if (!/^\d$/.test(values.replicas)) throw new Error("--replicas takes a number from 0 to 9");
    return {
      json: values.json,
      isDurable: values.durable,
      replicas: Number(values.replicas),
      isRedisOnly: values["redis-only"],
    };
  } catch (error) {
    console.error(`npm run services -- [--json] [--durable] [--replicas N] [--redis-only]; ${error.message}`);
    return process.exit(2);
  }
}
