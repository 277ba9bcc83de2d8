import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { isDeepStrictEqual } from "node:util";
import { root } from "../scripts/lib/paths.mjs";
import { Connection } from "./lib/connection.mjs";
import { threadsMs } from "./lib/measure.mjs";
import { median } from "./lib/rounds.mjs";
import { endChild, freePort } from "./lib/servers.mjs";
import { tableOfLayers } from "./lib/table.mjs";
import { greet, QUERY } from "./peers/lib/greeting.mjs";

const PEERS = "bench/peers/httpLayers.mjs";
/** The first is what the others are measured by. */
const LAYERS = [
  { name: "node:http", what: "node:http, JSON in and out", script: [PEERS, "node:http"] },
  { name: "fastify", what: "Fastify, the same", script: [PEERS, "fastify"] },
  { name: "product", what: "Fastify + Apollo, as the product", script: ["bench/lib/ourHttpLayer.mjs"] },
  { name: "express-apollo", what: "Express 5 + Apollo, nothing else", script: [PEERS, "express-apollo"] },
];
const CONNECTIONS = 16;

/** What HTTP layers cost that all give the same trivial answer, in interleaved rounds; prints the table. */
export async function measureHttpLayers({ rounds, roundMs, warmMs, least }) {
  const layers = [];
  process.once("exit", () => layers.forEach(({ child }) => child.kill("SIGKILL")));
  try {
    for (const layer of LAYERS) layers.push({ ...layer, ...(await start(layer)), us: [] });
    for (const layer of layers) await run(layer, warmMs, 10 * least);
    for (let round = 0; round < rounds; round++) {
      for (const i of layers.keys()) {
        const layer = layers[(i + round) % layers.length];
        layer.us.push(await run(layer, roundMs, least));
      }
    }
  } finally {
    await Promise.all(layers.map(({ child }) => endChild(child)));
  }
  const limits = layers[0].us;
  const results = layers.map(({ name, what, us }) => ({
    layer: name,
    what,
    cpuUs: median(us),
    more: median(us.map((each, i) => each - limits[i])),
    ratio: median(us.map((each, i) => each / limits[i])),
  }));
  console.log(tableOfLayers(results));
  return results;
}

async function start({ script: [file, ...args] }) {
  const port = await freePort();
  const child = spawn(process.execPath, [join(root, file), ...args], {
    env: { PATH: process.env.PATH, NODE_ENV: "production", PORT: String(port) },
    stdio: ["ignore", "pipe", "inherit"],
  });
  await Promise.race([
    once(createInterface({ input: child.stdout }), "line"),
    once(child, "exit").then(([code]) => {
      throw new Error(`${file} ${args.join(" ")} ended with ${code}`);
    }),
  ]);
  return { port, child };
}

/** CPU µs of the server a request, of as many as fit in `ms`, and `least`. Each answer is looked at. */
async function run({ name, port, child }, ms, least) {
  const before = threadsMs(child.pid);
  const until = performance.now() + ms;
  let count = 0;
  const ask = async (connection, variables) => {
    const body = JSON.stringify({ query: QUERY, variables });
    const answer = await connection.send({ method: "POST", path: "/graphql", body }, "none");
    if (!isDeepStrictEqual(JSON.parse(answer.body), { data: { greeting: greet(variables.name) } }))
      throw new Error(`${name} answers ${answer.status}: ${answer.body}`);
  };
  await Promise.all(
    Array.from({ length: CONNECTIONS }, async (_, at) => {
      const connection = new Connection(port);
      for (; performance.now() < until || count < least; count++) await ask(connection, { name: `${at} ${count}` });
      connection.close();
    }),
  );
  return ((threadsMs(child.pid) - before) * 1_000) / count;
}
