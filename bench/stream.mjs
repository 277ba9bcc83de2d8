import { fork } from "node:child_process";
import { mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { root } from "../scripts/lib/paths.mjs";
import { loadData } from "./lib/data.mjs";
import { threadsMs } from "./lib/measure.mjs";
import { describeProfile, summariesOf } from "./lib/profiles.mjs";
import { median } from "./lib/rounds.mjs";
import { startServers } from "./lib/servers.mjs";
import { newSecret, startServices } from "./lib/services.mjs";
import { writeStreamResults } from "./lib/results.mjs";
import { tableOfStreams } from "./lib/table.mjs";
import { World } from "./lib/world.mjs";

const CLIENTS = join(root, "bench/peers/streamClients.mjs");
const KNOWN = [
  { name: "ws", script: "bench/peers/ws-broadcast.mjs" },
  { name: "graphql-ws + PubSub", script: "bench/peers/graphql-pubsub.mjs", isGraphQL: true },
  { name: "product", script: "api/dist/main.js", isGraphQL: true, isProduct: true },
  // Another process of the product: what a change costs is not what telling of it costs.
  { name: "writer", script: "api/dist/main.js", isGraphQL: true, isProduct: true },
];
const LIFETIME_S = 86_400;
const ROOM = "20000";
const TASK = "id key title status priority position version updatedAt assignee { id name } labels { id name color }";
const streamOf = (task) => `subscription ($id: ID!) { projectStream(projectId: $id) {
  __typename cursor
  ... on StreamEvent { id seq prevSeq type projectId subjectId occurredAt changedFields actor { id } task { ${task} } }
} }`;
const UPDATE = "mutation ($input: UpdateTaskInput!) { updateTask(input: $input) { seq } }";
const PER_SECOND = 10;
const SLOW_READERS = 50;
/** Ten such events are more than the network keeps for one who does not read. */
const LONG_TEXT = "x".repeat(95_000);

/**
 * Changes of one project told to many: what a delivered message costs the server, beside a bare broadcast of the same
 * bytes and beside the usual way; delays, memory, and readers that are slow. Prints the table and answers the figures.
 */
export async function measureStream(options) {
  const secret = newSecret();
  const profileFolder = options.isProfiled ? mkdtempSync(join(tmpdir(), "taskflow-bench-profiles-")) : null;
  const services = await startServices();
  const ends = [() => services.stop(), () => services.admin.end()];
  try {
    const data = await loadData(services.admin, { tasks: 2_000, seed: options.seed });
    const world = new World(data, secret, { lifetimeS: LIFETIME_S });
    const { servers, stop } = await startServers({
      ...services,
      secret,
      otherSecret: newSecret(),
      poolSize: options.poolSize,
      profileFolder,
      known: KNOWN,
      productSettings: {
        JWT_EXPIRES_IN: `${LIFETIME_S}s`,
        LIMIT_SOCKETS_BY_ADDRESS: ROOM,
        LIMIT_SOCKETS_BY_VIEWER: ROOM,
        LIMIT_SOCKETS_UNOPENED: ROOM,
      },
    });
    ends.push(stop);
    const clients = startClients();
    ends.push(() => clients.stop());
    const writer = servers.pop();
    const scene = { servers, writer, clients, project: data.projects[0], world, options };
    const rows = [];
    for (const subscribers of options.subscribers) rows.push(...(await compare(scene, subscribers)));
    console.log(tableOfStreams(rows));
    const slow = await withSlowReaders(scene, options.subscribers[0]);
    console.log(
      `${SLOW_READERS} slow readers of ${options.subscribers[0]}: ${slow.grownMb.toFixed(0)} MB more, others' p99 ${slow.p99.toFixed(1)} ms instead of ${slow.usualP99.toFixed(1)} ms (${slow.ratio.toFixed(2)} ×)`,
    );
    const idle = await holdIdle(scene, options.idleSockets, options.idleMs);
    console.log(
      `${idle.sockets} idle sockets: ${idle.kb.toFixed(1)} kB each, ${Math.round(idle.perSecond)} connects/s, ${idle.dropped} dropped in ${(options.idleMs / 60_000).toFixed(1)} min`,
    );
    const away = await withoutRedis(scene, services.redisPid);
    console.log(
      `between two processes: p50 ${away.usual.p50.toFixed(1)}, p99 ${away.usual.p99.toFixed(1)} ms; with Redis killed: p50 ${away.polled.p50.toFixed(0)}, p99 ${away.polled.p99.toFixed(0)} ms, all of ${away.polled.messages} messages`,
    );
    const figures = { rows, slow, idle, away };
    if (!options.isQuick) writeStreamResults(figures, options);
    return figures;
  } finally {
    for (const end of ends.reverse()) await end();
    if (profileFolder) for (const profile of summariesOf(profileFolder)) console.log(describeProfile(profile));
  }
}

/** All servers with as many subscribers, in turns. */
async function compare({ servers, writer, clients, project, world, options }, subscribers) {
  const product = servers.find(({ isProduct }) => isProduct);
  const opening = {};
  for (const server of servers)
    opening[server.name] = await clients.ask("open", { server, count: subscribers, ...subscription(project, world) });
  const events = Math.max(4, Math.round(options.deliveries / subscribers));
  const requests = new Map([[product, mutation(writer, project, world)]]);
  const { sample } = await clients.ask("publish", { server: product, events, requestOf: requests.get(product) });
  for (const server of servers) {
    if (server.isProduct) continue;
    const body = server.isGraphQL ? JSON.stringify(JSON.parse(sample).payload.data.projectStream) : sample;
    requests.set(server, { url: server.url, path: "/", headers: { "content-type": "application/json" }, body });
    const told = await clients.ask("publish", { server, events, requestOf: requests.get(server) });
    requireSame(server, sample, told.sample);
  }
  const rounds = new Map(servers.map((server) => [server, []]));
  for (let round = 0; round < options.rounds; round++) {
    for (const [i] of servers.entries()) {
      const server = servers[(i + round) % servers.length];
      const before = threadsMs(server.pid);
      const { messages } = await clients.ask("publish", { server, events, requestOf: requests.get(server) });
      rounds.get(server).push(((threadsMs(server.pid) - before) * 1_000) / messages);
    }
  }
  const [limit] = servers;
  const rows = [];
  for (const server of servers) {
    const steady = {
      server,
      events: PER_SECOND * options.steadyS,
      perSecond: PER_SECOND,
      requestOf: requests.get(server),
    };
    const { p50, p99 } = subscribers === options.subscribers[0] ? await clients.ask("publish", steady) : {};
    const own = rounds.get(server);
    rows.push({
      server: server.name,
      subscribers,
      bytes: Buffer.byteLength(sample),
      cpuUs: median(own),
      ratio: median(own.map((cpuUs, i) => cpuUs / rounds.get(limit)[i])),
      p50,
      p99,
      perSecond: subscribers / (opening[server.name].ms / 1_000),
    });
    await clients.ask("close", { server });
  }
  return rows;
}

/** Some read nothing, of long events that only they ask for; the others as usual. */
async function withSlowReaders({ servers, writer, clients, project, world, options }, subscribers) {
  const server = servers.find(({ isProduct }) => isProduct);
  await clients.ask("open", { server, count: subscribers - SLOW_READERS, ...subscription(project, world) });
  const steady = { server, events: PER_SECOND * options.steadyS, perSecond: PER_SECOND };
  const requestOf = mutation(writer, project, world, LONG_TEXT);
  const usual = await clients.ask("publish", { ...steady, requestOf });
  await clients.ask("open", {
    server,
    count: SLOW_READERS,
    ...subscription(project, world, `${TASK} description`),
    isSlow: true,
  });
  await sleep(3_000);
  const before = residentMb(server.pid);
  const { p99 } = await clients.ask("publish", { ...steady, requestOf });
  const grownMb = residentMb(server.pid) - before;
  await clients.ask("close", { server });
  return { grownMb, p99, usualP99: usual.p99, ratio: p99 / usual.p99 };
}

async function holdIdle({ servers, clients, project, world }, count, ms) {
  const server = servers.find(({ isProduct }) => isProduct);
  await sleep(30_000);
  const before = residentMb(server.pid);
  const { ms: openingMs } = await clients.ask("open", { server, count, ...subscription(project, world) });
  await sleep(Math.max(ms, 15_000));
  const kb = ((residentMb(server.pid) - before) * 1_024) / count;
  const open = await clients.ask("countOpen", { server });
  await clients.ask("close", { server });
  return { sockets: count, kb, perSecond: count / (openingMs / 1_000), dropped: count - open };
}

/** What is written in one process is told in another: by the doorbell, and by looking when that is not heard. */
async function withoutRedis({ servers, writer, clients, project, world, options }, redisPid) {
  const server = servers.find(({ isProduct }) => isProduct);
  await clients.ask("open", { server, count: 50, ...subscription(project, world) });
  const spread = { server, events: 4 * options.steadyS, perSecond: 4, requestOf: mutation(writer, project, world) };
  const usual = await clients.ask("publish", spread);
  process.kill(redisPid, "SIGKILL");
  await sleep(1_000);
  const polled = await clients.ask("publish", spread);
  await clients.ask("close", { server });
  return { usual, polled };
}

function subscription(project, world, task = TASK) {
  const authorizations = project.members.map((index) => world.authorizationOf(index));
  return { authorizations, query: streamOf(task), variables: { id: project.id } };
}

/** Changes the title of one task, and nothing of its length. */
function mutation({ url }, project, world, description) {
  const [{ id }] = project.tasks;
  const input = {
    id,
    title: "A title that is changed, number {n}",
    ...(description && { description: `{n} ${description}` }),
  };
  return {
    url,
    path: "/graphql",
    headers: { "content-type": "application/json", authorization: world.authorizationOf(project.members[0]) },
    body: JSON.stringify({ query: UPDATE, variables: { input } }),
  };
}

/** The peers send what the product sent. */
function requireSame(server, sample, told) {
  const shown = (text) => JSON.stringify(JSON.parse(text).payload.data);
  if (shown(told) !== shown(sample))
    throw new Error(`${server.name} sends other than the product: ${told} / ${sample}`);
}

function startClients() {
  const child = fork(CLIENTS);
  const ask = (command, args) =>
    new Promise((resolve, reject) => {
      child.once("message", ({ result, error }) => (error ? reject(new Error(error)) : resolve(result)));
      child.send({ command, ...args });
    });
  return { ask, stop: () => child.disconnect() };
}

function residentMb(pid) {
  return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))[1]) / 1_024;
}
