// The subscribers and the writer of the stream's benchmark, in a process of their own: the servers' CPU is theirs alone.
import { request } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import { WebSocket } from "ws";

/** Sockets that are opened at the same time. */
const OPENING = 100;
/** By server: those who count. */
const groups = new Map();

const commands = { open, publish, close, countOpen };

process.on("message", ({ command, ...args }) => {
  commands[command](args).then(
    (result) => process.send({ result: result ?? null }),
    (error) => process.send({ error: String(error.stack) }),
  );
});
process.on("disconnect", () => process.exit());

/** Opens so many sockets, each subscribed and live; answers how long that took. `isSlow`: they read nothing from then on. */
async function open({ server, count, authorizations, query, variables, isSlow = false }) {
  const startedAt = performance.now();
  const group = groups.get(server.name) ?? { sockets: [], sentAt: [], latencies: [], received: 0, sample: null };
  groups.set(server.name, group);
  for (let at = 0; at < count; at += OPENING) {
    const some = Array.from({ length: Math.min(OPENING, count - at) }, async (_, i) => {
      const authorization = authorizations?.[(at + i) % authorizations.length];
      const socket = await subscribe(server, { authorization, query, variables });
      group.sockets.push(socket);
      if (isSlow) socket.pause();
      else countMessages(socket, group);
    });
    await Promise.all(some);
  }
  return { ms: performance.now() - startedAt };
}

function subscribe(server, { authorization, query, variables }) {
  return new Promise((resolve, reject) => {
    const url = `${server.url.replace("http", "ws")}/graphql`;
    const socket = new WebSocket(url, server.isGraphQL ? "graphql-transport-ws" : [], {
      perMessageDeflate: false,
      skipUTF8Validation: true,
    });
    socket.once("error", reject);
    socket.once("open", () => {
      if (!server.isGraphQL) return resolve(socket);
      socket.send(JSON.stringify({ type: "connection_init", payload: { authorization } }));
    });
    if (!server.isGraphQL) return;
    const listen = (data) => {
      const { type, payload } = JSON.parse(data);
      if (payload?.errors) reject(new Error(JSON.stringify(payload.errors)));
      if (type === "connection_ack") {
        socket.send(JSON.stringify({ id: "1", type: "subscribe", payload: { query, variables } }));
        // This one says nothing when it has subscribed.
        if (!server.isProduct) return done();
      } else if (type === "next") done();
    };
    const done = () => {
      socket.off("message", listen);
      resolve(socket);
    };
    socket.on("message", listen);
  });
}

function countMessages(socket, group) {
  let events = 0;
  socket.on("message", (data) => {
    group.sample ??= data.toString();
    group.latencies.push(performance.now() - group.sentAt[events]);
    events += 1;
    group.received += 1;
  });
  // Those who come later have not seen what was before.
  events = group.sentAt.length;
}

/**
 * Makes so many events, each by one request. Without `perSecond` the next follows when all have received the one before.
 * Answers how many messages came, their latencies from the request on, in ms, and one of them.
 */
async function publish({ server, events, requestOf, perSecond }) {
  const group = groups.get(server.name);
  const readers = group.sockets.filter((socket) => !socket.isPaused).length;
  Object.assign(group, { latencies: [], received: 0, sample: null });
  const begin = group.sentAt.length;
  const startedAt = performance.now();
  const posts = [];
  for (let i = 0; i < events; i++) {
    const due = startedAt + (perSecond ? (i * 1_000) / perSecond : 0);
    if (due > performance.now()) await sleep(due - performance.now());
    group.sentAt.push(performance.now());
    posts.push(post(server, requestOf, begin + i));
    if (!perSecond) await received(group, (i + 1) * readers);
  }
  await Promise.all(posts);
  await received(group, events * readers);
  const latencies = group.latencies.sort((a, b) => a - b);
  const percentile = (share) => latencies[Math.min(latencies.length - 1, Math.floor(latencies.length * share))];
  return { messages: group.received, sample: group.sample, p50: percentile(0.5), p99: percentile(0.99) };
}

async function received(group, count) {
  const deadline = performance.now() + 60_000;
  while (group.received < count) {
    if (performance.now() > deadline) throw new Error(`${group.received} of ${count} messages came within a minute`);
    await sleep(1);
  }
}

/** `{n}` in the request's body is the event's number, so that each changes something. */
function post(server, { url, path, headers, body }, n) {
  return new Promise((resolve, reject) => {
    const text = body.replaceAll("{n}", String(n));
    const sent = request(`${url}${path}`, { method: "POST", headers, agent: false }, (response) => {
      const parts = [];
      response.on("data", (part) => parts.push(part));
      response.on("end", () => {
        const answer = Buffer.concat(parts).toString();
        if (response.statusCode === 200 && !answer.includes('"errors"')) resolve();
        else reject(new Error(`${server.name}: ${response.statusCode} ${answer.slice(0, 300)}`));
      });
    });
    sent.on("error", reject);
    sent.end(text);
  });
}

async function countOpen({ server }) {
  return groups.get(server.name)?.sockets.filter(({ readyState }) => readyState === WebSocket.OPEN).length ?? 0;
}

async function close({ server }) {
  for (const socket of groups.get(server.name)?.sockets ?? []) socket.terminate();
  groups.delete(server.name);
}
