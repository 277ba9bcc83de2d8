// The load generator, in a process of its own, so that the servers' CPU is theirs alone.
import { Connection } from "./connection.mjs";
import { GROWTH_OPERATIONS } from "./growthOperations.mjs";
import { OPERATIONS, requestOf } from "./operations.mjs";
import { Random } from "./random.mjs";
import { World } from "./world.mjs";

let world;

process.on("message", (message) => {
  if (message.data) world = new World(message.data, message.secret);
  const answer = message.data ? Promise.resolve({}) : run(message);
  answer.then(
    (result) => process.send({ result }),
    (error) => process.send({ error: String(error.stack) }),
  );
});
process.on("disconnect", () => process.exit());

/**
 * So many clients ask one after another for `ms`, or until there were `least` requests when that takes longer, but for
 * three times as long at most; answers how many requests there were and their latencies in ms.
 */
async function run({ server, operation: name, params, connections, ms, least, seed }) {
  const operation = OPERATIONS[name] ?? GROWTH_OPERATIONS[name];
  const latencies = [];
  const startedAt = performance.now();
  const isOver = () => {
    const spent = performance.now() - startedAt;
    return spent >= 3 * ms || (spent >= ms && latencies.length >= least);
  };
  const client = async (at) => {
    const random = new Random(seed * 1_000 + at);
    const connection = new Connection(server.port);
    try {
      while (!isOver()) {
        const { as, variables } = operation.make(world, random, params);
        const request = requestOf(server, operation, variables);
        const sentAt = performance.now();
        const { status, body } = await connection.send(request, world.authorizationOf(as));
        latencies.push(performance.now() - sentAt);
        if (status !== 200 || body.includes('"errors":['))
          throw new Error(`${server.name} ${name}: ${status} ${body.toString().slice(0, 500)}`);
      }
    } finally {
      connection.close();
    }
  };
  await Promise.all(Array.from({ length: connections }, (_, at) => client(at)));
  latencies.sort((a, b) => a - b);
  const percentile = (share) => latencies[Math.min(latencies.length - 1, Math.floor(latencies.length * share))];
  return { count: latencies.length, ms: performance.now() - startedAt, p50: percentile(0.5), p99: percentile(0.99) };
}
