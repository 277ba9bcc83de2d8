// The limit: node:http, prepared statements of mysql2 (https://sidorares.github.io/node-mysql2/docs/documentation/prepared-statements),
// JSON.stringify, and nothing between them. Same checks, answers, rows and durability as the product, by hand.
import { createServer } from "node:http";
import { board, list, one, search } from "./bare/reads.mjs";
import { close } from "./bare/sql.mjs";
import { create, move, update } from "./bare/writes.mjs";
import { announce, settings } from "./lib/settings.mjs";
import { viewerOf } from "./lib/viewer.mjs";

const OPERATIONS = { "/list": list, "/one": one, "/board": board, "/search": search };
const MUTATIONS = { "/create": create, "/update": update, "/move": move };

const server = createServer((request, response) => {
  handle(request).then(
    (data) => send(response, 200, data),
    (error) => {
      if (!error.status) console.error(error);
      send(response, error.status ?? 500, { error: error.status ? error.message : "Something went wrong." });
    },
  );
});
server.listen(settings.port, "127.0.0.1", () => announce(server, close));

async function handle(request) {
  const viewer = viewerOf(request.headers.authorization);
  const at = request.url.indexOf("?");
  const path = at < 0 ? request.url : request.url.slice(0, at);
  if (request.method === "GET" && path in OPERATIONS) {
    const args = Object.fromEntries(new URLSearchParams(request.url.slice(at + 1)));
    return OPERATIONS[path](viewer, { ...args, ...(args.first && { first: Math.min(100, Number(args.first)) }) });
  }
  if (request.method === "POST" && path in MUTATIONS) return MUTATIONS[path](viewer, JSON.parse(await read(request)));
  throw Object.assign(new Error("There is no such address."), { status: 404 });
}

function read(request) {
  return new Promise((resolve, reject) => {
    let text = "";
    request.setEncoding("utf8");
    request.on("data", (part) => (text += part));
    request.on("end", () => resolve(text));
    request.on("error", reject);
  });
}

function send(response, status, data) {
  const body = Buffer.from(JSON.stringify(data));
  response.writeHead(status, { "content-type": "application/json; charset=utf-8", "content-length": body.length });
  response.end(body);
}
